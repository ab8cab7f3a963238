"""Addresses of skills."""

from __future__ import annotations

from django.urls import path

from mutirao.skills import views

app_name = "skills"
urlpatterns = [
    path("", views.skills, name="skills"),
    path("frameworks/<slug:slug>/", views.framework, name="framework"),
    path("<slug:slug>/", views.skill, name="skill"),
]
