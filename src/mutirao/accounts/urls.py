"""Addresses of accounts, under ``/me/``."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

from mutirao.accounts.views import feeds, me, my_data, preferences, roles, signing_in

pages = [
    path("", me.me, name="me"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("language/", signing_in.choose_language, name="choose_language"),
    path("notices/read/", me.read_all_notices, name="read_all_notices"),
    path("notices/<uuid:public_id>/read/", me.read_notice, name="read_notice"),
    path("person/<uuid:public_id>/", me.person, name="person"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("preferences/name/", preferences.name, name="name"),
    path("preferences/notices/", preferences.notices, name="notices"),
    path("preferences/email/", preferences.email, name="email"),
    path("preferences/email/forget/", preferences.forget_email, name="forget_email"),
    path("preferences/email/<str:key>/", preferences.confirm_email, name="confirm_email"),
    path("preferences/addresses/", preferences.renew_addresses, name="renew_addresses"),
    path("preferences/addresses/close/", preferences.close_addresses, name="close_addresses"),
    path("feed/<slug:token>.atom", feeds.feed, name="feed"),
    path("calendar/<slug:token>.ics", feeds.calendar, name="calendar"),
    path("roles/", roles.roles, name="roles"),
    path("roles/ask/", roles.ask_for_role, name="ask_for_role"),
    path("roles/<uuid:public_id>/", roles.role, name="role"),
    path("roles/<uuid:public_id>/<slug:name>/", roles.take_step, name="role_step"),
    path("data/", my_data.my_data, name="my_data"),
    path("data/download/", my_data.download, name="download_my_data"),
    path("data/acts/", my_data.acts, name="acts"),
    path("data/erase/", my_data.erase, name="erase"),
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
