"""Addresses of needs."""

from __future__ import annotations

from django.urls import path

from mutirao.needs import views

app_name = "needs"
urlpatterns = [
    path("earlier/", views.earlier_assessments, name="earlier_assessments"),
    path("earlier/<slug:slug>/", views.earlier_assessment, name="earlier_assessment"),
]
