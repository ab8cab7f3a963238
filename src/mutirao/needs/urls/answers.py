"""Addresses of answers for who runs an assessment."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import reviewing

one = "assessments/<uuid:public_id>/answers/"
urlpatterns = [
    path(one, reviewing.answers, name="answers"),
    path(f"{one}review/", reviewing.review_answers, name="review_answers"),
    path(f"{one}sheet/<int:key>/", reviewing.answer_sheet, name="answer_sheet"),
    path(f"{one}file/<slug:form>/", reviewing.export_answers, name="export_answers"),
]
