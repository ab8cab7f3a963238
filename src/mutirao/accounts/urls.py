"""Addresses of accounts, under ``/me/``."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

from mutirao.accounts.views import me, signing_in

pages = [
    path("", me.me, name="me"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("language/", signing_in.choose_language, name="choose_language"),
    path("person/<uuid:public_id>/", me.person, name="person"),
]

# allauth looks these up by names of its own, which take no app_name.
sign_in = RedirectView.as_view(pattern_name="accounts:sign_in")
for_allauth = [
    path("wiki/", sign_in, name="account_login"),
    path("wiki/login/", sign_in, name="mediawiki_login"),
    path("wiki/callback/", signing_in.wiki_callback, name="mediawiki_callback"),
    path("second-step/", include("allauth.mfa.urls")),
]

urlpatterns = [path("", include((pages, "accounts"))), *for_allauth]
