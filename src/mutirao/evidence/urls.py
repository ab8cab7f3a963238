"""Addresses of evidence."""

from __future__ import annotations

from django.urls import path

from mutirao.evidence import views

app_name = "evidence"
urlpatterns = [path("", views.indicators, name="indicators")]
