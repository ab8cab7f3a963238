"""Addresses of translation."""

from __future__ import annotations

from django.urls import path

from mutirao.translation import views

app_name = "translation"
urlpatterns = [
    path("", views.gaps, name="gaps"),
    path("waiting/", views.waiting, name="waiting"),
    path("offer/<uuid:public_id>/", views.offer, name="offer"),
    path("offer/<uuid:public_id>/publish/", views.publish, name="publish"),
    path("offer/<uuid:public_id>/decline/", views.decline, name="decline"),
    path("<slug:kind>/<str:key>/", views.texts, name="texts"),
    path("<slug:kind>/<str:key>/<slug:field>/<slug:language>/", views.text, name="text"),
    path("<slug:kind>/<str:key>/<slug:field>/<slug:language>/confirm/", views.confirm, name="confirm"),
]
