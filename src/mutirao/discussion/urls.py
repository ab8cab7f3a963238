"""Addresses of discussion."""

from __future__ import annotations

from django.urls import path

from mutirao.discussion.views import moderation, suggestions, threads, voices

app_name = "discussion"
urlpatterns = [
    path("moderation/", moderation.queue, name="queue"),
    path("log/", moderation.log, name="log"),
    path("about/<slug:kind>/<str:key>/", threads.about, name="about"),
    path("endorse/<slug:kind>/<str:key>/", voices.endorse, name="endorse"),
    path("endorse/<slug:kind>/<str:key>/withdraw/", voices.withdraw, name="withdraw"),
    path("suggest/<slug:kind>/", suggestions.suggest, name="suggest"),
    path("suggest/<slug:kind>/<str:key>/", suggestions.suggest, name="correct"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<uuid:public_id>/", suggestions.suggestion, name="suggestion"),
    path("suggestions/<uuid:public_id>/take-back/", suggestions.take_back, name="take_back"),
    path("poll/new/<slug:kind>/<str:key>/", voices.new_poll, name="new_poll"),
    path("poll/<uuid:public_id>/", voices.poll, name="poll"),
    path("poll/<uuid:public_id>/close/", voices.close, name="close_poll"),
    path("poll/<uuid:public_id>/note/", voices.minority_note, name="minority_note"),
    path("comment/<uuid:public_id>/", threads.comment, name="comment"),
    path("comment/<uuid:public_id>/edit/", threads.edit, name="edit"),
    path("comment/<uuid:public_id>/remove/", threads.remove, name="remove"),
    path("comment/<uuid:public_id>/report/", moderation.report, name="report"),
    path("comment/<uuid:public_id>/moderate/", moderation.moderate, name="moderate"),
    path("comment/<uuid:public_id>/appeal/", moderation.appeal, name="appeal"),
    path("<uuid:public_id>/", threads.thread, name="thread"),
    path("<uuid:public_id>/freeze/", moderation.freeze, name="freeze"),
]
