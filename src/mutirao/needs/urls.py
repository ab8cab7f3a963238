"""Addresses of needs."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from mutirao.needs import views

app_name = "needs"
urlpatterns = [
    # Until communities are asked here, what earlier work said is all there is.
    path("", RedirectView.as_view(pattern_name="needs:earlier_assessments")),
    path("earlier/", views.earlier_assessments, name="earlier_assessments"),
    path("earlier/<slug:slug>/", views.earlier_assessment, name="earlier_assessment"),
]
