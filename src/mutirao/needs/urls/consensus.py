"""Addresses of group forms."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import consensus

one = "group-forms/<uuid:public_id>/"
urlpatterns = [
    path("group-forms/new/<slug:slug>/", consensus.start_group_form, name="start_group_form"),
    path(one, consensus.consensus_form, name="consensus_form"),
    path(f"{one}skills/", consensus.group_form_skills, name="group_form_skills"),
    path(f"{one}change/", consensus.fill_in_group_form, name="fill_in_group_form"),
    path(f"{one}sign/", consensus.sign_group_form, name="sign_group_form"),
    path(f"{one}discard/", consensus.discard_group_form, name="discard_group_form"),
    path(f"{one}withdraw/", consensus.withdraw_group_form, name="withdraw_group_form"),
]
