"""Addresses of needs, one file per noun."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.urls import answers, assessments, consensus, questionnaires, releases
from mutirao.needs.views import earlier, front

app_name = "needs"
urlpatterns = [
    path("", front.needs, name="needs"),
    path("earlier/", earlier.earlier_assessments, name="earlier_assessments"),
    path("earlier/<slug:slug>/", earlier.earlier_assessment, name="earlier_assessment"),
    *assessments.urlpatterns,
    *consensus.urlpatterns,
    *questionnaires.urlpatterns,
    *answers.urlpatterns,
    *releases.urlpatterns,
]
