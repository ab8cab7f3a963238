"""Addresses of accounts, under ``/me/``."""

from __future__ import annotations

from django.urls import include, path

from mutirao.accounts.views import me, signing_in

pages = [
    path("", me.me, name="me"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("language/", signing_in.choose_language, name="choose_language"),
    path("person/<uuid:public_id>/", me.person, name="person"),
]

# No app_name here: allauth looks its own routes up without one.
urlpatterns = [path("", include((pages, "accounts")))]
