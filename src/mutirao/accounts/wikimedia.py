"""Signing in with a Wikimedia account: allauth's MediaWiki provider, pointed at the wiki of our settings.

We ask who somebody is and nothing else. The number ``sub`` is the identity; the wiki name changes and is only shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.providers.mediawiki.provider import MediaWikiProvider
from allauth.socialaccount.providers.mediawiki.views import MediaWikiOAuth2Adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import HttpRequest

from mutirao import __version__

# Of all that the profile holds, what a community weighs when it trusts somebody.
KEPT_FACTS = ("username", "editcount", "groups", "registered", "blocked")


class WikimediaOAuth2Adapter(MediaWikiOAuth2Adapter):  # type: ignore[misc]  # allauth brings no types
    """The addresses are read at each request, allauth's own only once at import."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        rest = f"{settings.MUTIRAO['OAUTH_BASE'].rstrip('/')}/rest.php/oauth2"
        self.authorize_url = f"{rest}/authorize"
        self.access_token_url = f"{rest}/access_token"
        self.profile_url = f"{rest}/resource/profile"
        # Wikimedia turns away clients that do not say who they are.
        self.headers = {"User-Agent": f"Mutirao/{__version__} ({settings.MUTIRAO['CONTACT']})"}


class WikimediaProvider(MediaWikiProvider):  # type: ignore[misc]
    """Identity only, with proof of possession of the code (PKCE)."""

    oauth2_adapter_class = WikimediaOAuth2Adapter
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        return ["mwoauth-authonly"]

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {fact: data[fact] for fact in KEPT_FACTS if fact in data}

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {"username": data["username"]}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[Any]:
        # The wiki's address is none of ours: letters need a wish of their own.
        return []


callback = OAuth2CallbackView.adapter_view(WikimediaOAuth2Adapter)
