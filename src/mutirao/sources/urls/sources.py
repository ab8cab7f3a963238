"""Addresses of sources."""

from __future__ import annotations

from django.urls import path

from mutirao.sources.views import sources as views

app_name = "sources"
urlpatterns = [
    path("", views.sources, name="sources"),
    path("<slug:slug>/", views.source, name="source"),
]
