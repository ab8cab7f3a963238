"""What a community needs, under ``/communities/<its short name>/needs/``."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import community_needs

app_name = "community_needs"
urlpatterns = [
    path("", community_needs.community_needs, name="needs"),
]
