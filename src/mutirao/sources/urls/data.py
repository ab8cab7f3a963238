"""Addresses of open data."""

from __future__ import annotations

from django.urls import path, re_path

from mutirao.sources.exporting.releases import NAME
from mutirao.sources.views import open_data

app_name = "open_data"
urlpatterns = [
    path("", open_data.tables, name="tables"),
    path("never/", open_data.never, name="never"),
    path("releases/", open_data.releases, name="releases"),
    path("latest/<str:file>", open_data.latest_file, name="latest_file"),
    re_path(rf"^(?P<name>{NAME})/$", open_data.release, name="release"),
    re_path(rf"^(?P<name>{NAME})/(?P<file>[a-z0-9_.A-Z]+)$", open_data.file, name="file"),
    path("<slug:name>/", open_data.table, name="table"),
]
