"""The language of a page: ``?uselang=``, then the person's or the browser's choice, then Accept-Language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from mutirao.base.languages import nearest

LANGUAGE_COOKIE = "language"


class LanguageMiddleware:
    """Activates the nearest interface language for the request, and says on what the page varies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(wanted_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def wanted_language(request: HttpRequest) -> str:
    """One of the interface languages."""
    chosen = [request.GET.get("uselang", ""), request.COOKIES.get(LANGUAGE_COOKIE, "")]
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        chosen.insert(1, request.user.language)
    chosen += [tag for tag, _quality in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))]
    available = [code for code, _name in settings.LANGUAGES]
    found = (nearest(tag[:35], available) for tag in chosen if tag and tag != "*")
    return next((language for language in found if language), settings.LANGUAGE_CODE)
