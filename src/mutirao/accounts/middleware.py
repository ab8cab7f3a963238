"""The language of a page, its time zone, and the second step of administrators.

Language: ``?uselang=``, which redirects keep, then the person's or the browser's choice, then Accept-Language.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from mutirao.accounts.addresses import LANGUAGE_PARAMETER, is_own_path, with_language
from mutirao.accounts.models import User
from mutirao.base import clock
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
        if _language_asked_for(request):
            _keep_language(response, request.LANGUAGE_CODE)
        return response


def _language_asked_for(request: HttpRequest) -> str:
    """What ``?uselang=`` says, here or on the page whose form is sent: not every form leads to its own page."""
    asked: str = request.GET.get(LANGUAGE_PARAMETER, "")
    if asked or request.method != "POST":
        return asked
    page: str = request.META.get("HTTP_REFERER", "")
    return parse_qs(page.partition("?")[2]).get(LANGUAGE_PARAMETER, [""])[0]


def _keep_language(response: HttpResponse, language: str) -> None:
    """Pass ``?uselang=`` on when the answer leads to another page of ours, unless a language was chosen just now."""
    location = response.headers.get("Location", "")
    if LANGUAGE_COOKIE in response.cookies or not is_own_path(location):
        return
    if LANGUAGE_PARAMETER not in parse_qs(urlsplit(location).query):
        response.headers["Location"] = with_language(location, language)


def wanted_language(request: HttpRequest) -> str:
    """One of the interface languages."""
    chosen = [_language_asked_for(request), request.COOKIES.get(LANGUAGE_COOKIE, "")]
    # What is turned away at the door has no user yet.
    person = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if isinstance(person, User):
        chosen.insert(1, person.language)
    chosen += [tag for tag, _quality in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))]
    available = [code for code, _name in settings.LANGUAGES]
    found = (nearest(tag[:35], available) for tag in chosen if tag and tag != "*")
    return next((language for language in found if language), settings.LANGUAGE_CODE)


class TimeZoneMiddleware:
    """Shows times in the person's zone; everybody else reads UTC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = ""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            zone = request.user.time_zone
        with timezone.override(zoneinfo.ZoneInfo(zone) if zone in clock.zones() else None):
            return self.get_response(request)


class SecondStepMiddleware:
    """In public mode an administrator sets up a second step of signing in first; on one's own machine there is none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LOCAL and request.path.startswith(reverse("mfa_index")):
            raise Http404
        if not settings.LOCAL and self._is_missing(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        is_allowed = request.path.startswith(reverse("mfa_index")) or request.path in {
            reverse("accounts:sign_out"),
            reverse("accounts:choose_language"),
        }
        return (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and not is_allowed
            and isinstance(request.user, User)
            and request.user.is_administrator
            and not is_mfa_enabled(request.user)
        )
