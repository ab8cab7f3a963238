"""Addresses of the portal's own pages."""

from __future__ import annotations

from django.urls import path

from mutirao.portal.api import views as api
from mutirao.portal.views import feeds, hub, robots, state
from mutirao.portal.views.health import health
from mutirao.portal.views.procedures import procedure, procedures
from mutirao.portal.views.search import search
from mutirao.portal.views.tour import tour

app_name = "portal"
urlpatterns = [
    path("", hub.hub, name="hub"),
    path("search/", search, name="search"),
    path("api/", api.documentation, name="api"),
    path("api/v1/", api.index, name="api_index"),
    path("api/v1/openapi.json", api.openapi, name="api_openapi"),
    path("api/v1/<slug:name>/", api.rows, name="api_rows"),
    path("api/v1/<slug:name>/<str:key>/", api.row, name="api_row"),
    path("api/<path:rest>", api.nothing, name="api_nothing"),
    path("health/", health, name="health"),
    path(".well-known/security.txt", robots.security, name="security"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.index, name="sitemap"),
    path("sitemap-lists.xml", robots.lists, name="sitemap_lists"),
    path("sitemap-<slug:kind>-<int:number>.xml", robots.page, name="sitemap_page"),
    path("tour/", tour, name="tour"),
    path("recommendation/", hub.recommendation, name="recommendation"),
    path("feeds/<slug:kind>/<slug:slug>/", feeds.feed, name="feed"),
    path("feeds/<slug:kind>/<slug:slug>/calendar/", feeds.calendar, name="calendar"),
    path("state/", state.state, name="state"),
    path("state/<slug:slug>/", state.release, name="state_release"),
    path("how-we-know/", procedures, name="procedures"),
    path("how-we-know/<slug:slug>/", procedure, name="procedure"),
    path("glossary/", hub.glossary, name="glossary"),
    path("support/", hub.support, name="support"),
    path("start/community/", hub.start, {"who": "community"}, name="start_community"),
    path("start/learn-or-help/", hub.start, {"who": "learner"}, name="start_learner"),
    path("start/partner/", hub.start, {"who": "partner"}, name="start_partner"),
    path("methods/", hub.methods, name="methods"),
]
