"""Where a page sends its reader next: only to addresses of ours."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LANGUAGE_PARAMETER = "uselang"


def safe_next(request: HttpRequest, *, otherwise: str) -> str:
    """The path in ``next``, or ``otherwise`` when there is none or it leads away from this server."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_path(wanted) else otherwise


def is_own_path(address: str) -> bool:
    """Whether ``address`` is a path, which cannot lead away from this server."""
    is_safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address.startswith("/") and is_safe and "\0" not in address


def with_language(address: str, language: str) -> str:
    """``address`` with ``?uselang=`` set, or taken out when ``language`` is empty."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != LANGUAGE_PARAMETER]
    if language:
        query.append((LANGUAGE_PARAMETER, language))
    return urlunsplit(parts._replace(query=urlencode(query)))


def absolute(path: str) -> str:
    """``path`` with our scheme and host, from the settings: no request, and so no forged host, is involved."""
    if settings.LOCAL:
        return f"http://127.0.0.1:{settings.MUTIRAO['PORT']}{path}"
    return f"https://{settings.MUTIRAO['HOSTS'].split(',')[0]}{path}"


def contact_address() -> str:
    """Where the people who run this server are reached; empty where nobody said."""
    contact: str = settings.MUTIRAO["CONTACT"]
    return f"mailto:{contact}" if contact and "://" not in contact else contact


def sign_in_address(request: HttpRequest, *, back_to: str = "") -> str:
    """The sign-in page, which leads back to ``back_to`` or else to the present page."""
    return f"{reverse('accounts:sign_in')}?{urlencode({'next': back_to or request.get_full_path()})}"
