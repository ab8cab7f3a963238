"""Addresses of movement, under ``/communities/``."""

from __future__ import annotations

from django.urls import path

from mutirao.movement.views import adding, community, listing, merging, moderating, proposed

app_name = "movement"
urlpatterns = [
    path("", listing.communities, name="communities"),
    path("add/", adding.add, name="add"),
    path("where/", listing.where, name="where"),
    path("moderate/", moderating.moderate, name="moderate"),
    path("moderate/<slug:slug>/", moderating.decide, name="decide"),
    path("declarations/", proposed.declarations, name="declarations"),
    path("declarations/<uuid:public_id>/", proposed.decide, name="decide_declaration"),
    path("declarations/<uuid:public_id>/take-back/", proposed.take_back, name="take_back"),
    path("merges/", merging.merges, name="merges"),
    path("merges/<uuid:public_id>/", merging.decide, name="decide_merge"),
    path("merges/<uuid:public_id>/take-back/", merging.take_back, name="take_back_merge"),
    path("<slug:slug>/", community.community, name="community"),
    path("<slug:slug>/merge/", merging.propose, name="propose_merge"),
    path("<slug:slug>/edit/", community.edit, name="edit"),
    path("<slug:slug>/estimates/", community.estimates, name="estimates"),
    path("<slug:slug>/declare/<str:kind>/", community.declare, name="declare"),
    path("<slug:slug>/declarations/<uuid:public_id>/withdraw/", community.withdraw, name="withdraw"),
]
