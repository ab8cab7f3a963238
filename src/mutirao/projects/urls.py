"""Addresses of projects."""

from __future__ import annotations

from django.urls import path

from mutirao.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.projects, name="projects"),
    path("<slug:slug>/", views.project, name="project"),
]
