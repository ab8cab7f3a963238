"""Addresses of answers for who runs an assessment."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import auditing, drafting, importing, reviewing

one = "assessments/<uuid:public_id>/answers/"
file = "answer-files/<uuid:file_id>/"
audit = "questionnaires/<uuid:public_id>/audit/"
urlpatterns = [
    path(audit, auditing.questionnaire_audit, name="questionnaire_audit"),
    path(f"{audit}ask/", auditing.ask_for_questionnaire_audit, name="ask_for_questionnaire_audit"),
    path("questionnaires/from-file/<slug:slug>/", drafting.draft_questionnaire, name="draft_questionnaire"),
    path(one, reviewing.answers, name="answers"),
    path(f"{one}review/", reviewing.review_answers, name="review_answers"),
    path(f"{one}sheet/<int:key>/", reviewing.answer_sheet, name="answer_sheet"),
    path(f"{one}file/<slug:form>/", reviewing.export_answers, name="export_answers"),
    path(f"{one}send/", importing.send_file, name="send_file"),
    path(f"{file}columns/", importing.file_columns, name="file_columns"),
    path(f"{file}cells/", importing.file_values, name="file_values"),
    path(f"{file}check/", importing.file_check, name="file_check"),
    path(f"{file}throw-away/", importing.throw_file_away, name="throw_file_away"),
]
