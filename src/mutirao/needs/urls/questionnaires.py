"""Addresses of questionnaires."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import questionnaire_editing, questionnaire_making, questionnaire_translating, questionnaires

one = "questionnaires/<uuid:public_id>/"
urlpatterns = [
    path("questionnaires/", questionnaires.questionnaires, name="questionnaires"),
    path("questionnaires/new/", questionnaire_making.new_for_everybody, name="new_questionnaire_for_everybody"),
    path("questionnaires/new/<slug:slug>/", questionnaire_making.new_questionnaire, name="new_questionnaire"),
    path("questionnaires/import/", questionnaire_making.import_for_everybody, name="import_for_everybody"),
    path("questionnaires/import/<slug:slug>/", questionnaire_making.import_questionnaire, name="import_questionnaire"),
    path(one, questionnaires.questionnaire, name="questionnaire"),
    path(f"{one}preview/", questionnaires.preview, name="preview_questionnaire"),
    path(f"{one}xlsform/", questionnaires.xlsform, name="questionnaire_xlsform"),
    path(f"{one}edit/", questionnaire_editing.edit_questionnaire, name="edit_questionnaire"),
    path(f"{one}arrange/", questionnaire_editing.arrange_questionnaire, name="arrange_questionnaire"),
    path(f"{one}skill/", questionnaire_editing.add_skill, name="add_skill_card"),
    path(f"{one}question/", questionnaire_editing.edit_question, name="edit_question"),
    path(f"{one}version/", questionnaire_making.new_version, name="new_version"),
    path(f"{one}retire/", questionnaire_making.retire, name="retire_questionnaire"),
    path(f"{one}translate/<str:language>/", questionnaire_translating.translate, name="translate_questionnaire"),
    path(f"{one}texts/<str:language>.csv", questionnaire_translating.texts, name="questionnaire_texts"),
    path(f"{one}texts/<str:language>/", questionnaire_translating.take_texts, name="take_questionnaire_texts"),
]
