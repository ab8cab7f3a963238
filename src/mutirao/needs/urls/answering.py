"""Where people answer, under ``/answer/``: a short address, and a scope of its own for what works offline."""

from __future__ import annotations

from django.urls import path

from mutirao.needs.views import answering, devices, withdrawing

app_name = "answering"
urlpatterns = [
    path("take-back/", withdrawing.take_back, name="take_back"),
    path("<uuid:public_id>/", answering.answer, name="answer"),
    path("<uuid:public_id>/device/", devices.device, name="device"),
    path("<uuid:public_id>/send/", devices.send, name="send"),
    path("<uuid:public_id>/manifest.webmanifest", devices.manifest, name="manifest"),
    path("<uuid:public_id>/worker.js", devices.worker, name="worker"),
]
