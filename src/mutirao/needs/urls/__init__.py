"""Addresses of needs."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from mutirao.needs.views import earlier

app_name = "needs"
urlpatterns = [
    # Until communities are asked here, what earlier work said is all there is.
    path("", RedirectView.as_view(pattern_name="needs:earlier_assessments")),
    path("earlier/", earlier.earlier_assessments, name="earlier_assessments"),
    path("earlier/<slug:slug>/", earlier.earlier_assessment, name="earlier_assessment"),
]
