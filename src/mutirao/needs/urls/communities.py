"""What a community needs, under ``/communities/<its short name>/needs/``."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import community_needs, replies

app_name = "community_needs"
urlpatterns = [
    path("", community_needs.community_needs, name="needs"),
    path("report/", community_needs.report, name="report"),
    path("reply/", replies.add, name="add_reply"),
    path("replies/<uuid:public_id>/", replies.reply, name="reply"),
    path("replies/<uuid:public_id>/take-back/", replies.take_back, name="take_back_reply"),
    path("replies/<uuid:public_id>/show-again/", replies.show_again, name="show_reply_again"),
]
