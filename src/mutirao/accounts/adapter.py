"""How allauth makes our people: without forms, passwords, e-mail or matching by name."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mutirao.accounts import actions
from mutirao.accounts.models import User

PROVIDER = "mediawiki"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """Our own words instead of allauth's, and no way in for those who left."""

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that comes next shows that it worked."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, _("This account is closed."))
        return redirect("accounts:sign_in")


class WikiAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """One wiki, from our settings; a person is known by the number of their account there."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        values = settings.MUTIRAO
        if settings.LOCAL:
            return []
        return [SocialApp(provider=PROVIDER, client_id=values["OAUTH_CLIENT"], secret=values["OAUTH_SECRET"])]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refresh the name at each visit, as it may have changed on the wiki."""
        if sociallogin.is_existing:
            sociallogin.user = _receive(sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Called at the first visit only."""
        person = sociallogin.user = _receive(sociallogin)
        sociallogin.save(request)
        return person

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any) -> None:
        messages.error(request, _("The wiki did not confirm who you are. Nothing was changed; please try again."))
        raise ImmediateHttpResponse(redirect("accounts:sign_in"))


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keys of authenticator apps are sealed: whoever finds a backup cannot make codes from it."""

    def get_totp_label(self, user: User) -> str:
        return user.display_name

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> Fernet:
    key = salted_hmac("mutirao.accounts.second_step", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _receive(sociallogin: Any) -> User:
    account = sociallogin.account
    return actions.receive_wiki_person(sub=account.uid, wiki_name=account.extra_data["username"])
