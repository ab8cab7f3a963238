"""Where a skill is needed, under ``/skills/<its short name>/needs/``."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import landscape

app_name = "skill_needs"
urlpatterns = [path("", landscape.skill, name="needs")]
