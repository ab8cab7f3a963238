"""Addresses of the record."""

from __future__ import annotations

from django.urls import path

from mutirao.record.views import discussions, keeping, removal

app_name = "record"
urlpatterns = [
    path("", discussions.discussions, name="discussions"),
    path("removals/", removal.removal_requests, name="removal_requests"),
    path("removals/<uuid:public_id>/", removal.removal_request, name="removal_request"),
    path("posts/<uuid:public_id>/remove/", removal.remove, name="remove"),
    path("<slug:slug>/", discussions.discussion, name="discussion"),
    path("<slug:slug>/read/", keeping.read_posts, name="read_posts"),
    path("<slug:slug>/withdraw/", keeping.withdraw, name="withdraw"),
    path("<slug:slug>/list-again/", keeping.list_again, name="list_again"),
]
