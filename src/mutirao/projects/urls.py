"""Addresses of projects."""

from __future__ import annotations

from django.urls import path

from mutirao.projects.views import keeping, projects

app_name = "projects"
urlpatterns = [
    path("", projects.projects, name="projects"),
    path("<slug:slug>/", projects.project, name="project"),
    path("<slug:slug>/withdraw/", keeping.withdraw, name="withdraw"),
    path("<slug:slug>/list-again/", keeping.list_again, name="list_again"),
    path("<slug:slug>/merge/", keeping.merge, name="merge"),
]
