"""Addresses of societies."""

from __future__ import annotations

from django.urls import path

from mutirao.societies import views

app_name = "societies"
urlpatterns = [
    path("", views.societies, name="societies"),
    path("<slug:code>/", views.territory, name="territory"),
    path("<slug:code>/<slug:language>/", views.society, name="society"),
]
