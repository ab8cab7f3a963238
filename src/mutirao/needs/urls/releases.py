"""Releases and the landscape, under ``/needs/``."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import landscape, making_releases, releases

urlpatterns = [
    path("landscape/", landscape.landscape, name="landscape"),
    path("releases/", releases.releases, name="releases"),
    path("releases/make/", making_releases.ask_for_release, name="ask_for_release"),
    path("releases/<int:number>/", releases.release, name="release"),
    path("releases/<int:number>/<slug:name>.<slug:suffix>", releases.file, name="release_file"),
]
