"""Addresses of learning."""

from __future__ import annotations

from django.urls import path

from mutirao.learning.views import curating, library

app_name = "learning"
urlpatterns = [
    path("", library.library, name="library"),
    path("duplicates/", curating.duplicates, name="duplicates"),
    path("id/<slug:short_id>/", library.by_id, name="resource_by_id"),
    path("<slug:slug>/", library.resource, name="resource"),
    path("<slug:slug>/recommend/", curating.recommend, name="recommend"),
    path("<slug:slug>/withdraw/", curating.withdraw, name="withdraw"),
    path("<slug:slug>/restore/", curating.restore, name="restore"),
    path("<slug:slug>/merge/", curating.merge, name="merge"),
]
