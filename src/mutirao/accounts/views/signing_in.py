"""Signing in, signing out, and the language of the pages."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.accounts import actions, queries, wikimedia
from mutirao.accounts.adapter import PROVIDER
from mutirao.accounts.addresses import LANGUAGE_PARAMETER, safe_next, with_language
from mutirao.accounts.forms import LanguageChoice, LocalSignIn
from mutirao.accounts.middleware import LANGUAGE_COOKIE
from mutirao.accounts.models import User
from mutirao.base import rates

LOCAL_PEOPLE_SHOWN = 12
ATTEMPTS = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Locally by a name; in public through the wiki."""
    if request.method == "POST":
        bucket = f"sign-in {rates.client_address(request)}"
        rates.allow(bucket, limit=ATTEMPTS, per=timedelta(minutes=10)).or_refuse()
    return _sign_in_locally(request) if settings.LOCAL else _sign_in_through_wiki(request)


@never_cache
@require_safe
def wiki_callback(request: HttpRequest) -> HttpResponse:
    """The wiki sends people back here."""
    if settings.LOCAL:
        raise Http404
    answer: HttpResponse = wikimedia.callback(request)
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    address = safe_next(request, otherwise="/")
    logout(request)
    return redirect(address)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie, and with the person when there is one."""
    # The old ?uselang= would win over the choice.
    response = redirect(with_language(safe_next(request, otherwise="/"), ""))
    form = LanguageChoice(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        if isinstance(request.user, User):
            actions.choose_language(language=language, by=request.user)
        response.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=timedelta(days=365),
            samesite="Lax",
            httponly=True,
            secure=not settings.LOCAL,
        )
    return response


def _sign_in_locally(request: HttpRequest) -> HttpResponse:
    form = LocalSignIn(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        person = _local_person(request, form)
        if person is not None:
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect(_way_back(request))
    context = {
        "form": form,
        "people": queries.local_people()[:LOCAL_PEOPLE_SHOWN],
        "next": safe_next(request, otherwise=""),
    }
    return render(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)


def _sign_in_through_wiki(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        provider = get_adapter(request).get_provider(request, PROVIDER)
        answer: HttpResponse = provider.redirect(request, process="login", next_url=_way_back(request))
        return answer
    return render(request, "accounts/sign_in_wiki.html", {"next": safe_next(request, otherwise="")})


def _local_person(request: HttpRequest, form: LocalSignIn) -> User | None:
    if "person" in request.POST:
        try:
            return queries.local_people().filter(public_id=UUID(request.POST["person"])).first()
        except ValueError:
            return None
    return actions.receive_local_person(name=form.cleaned_data["name"]) if form.is_valid() else None


def _way_back(request: HttpRequest) -> str:
    address = safe_next(request, otherwise=reverse("accounts:me"))
    language = request.GET.get(LANGUAGE_PARAMETER, "")
    return with_language(address, language) if language else address
