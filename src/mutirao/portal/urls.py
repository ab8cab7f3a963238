"""Root addresses: each context owns the prefix named here; needs hang on what they are of."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("me/", include("mutirao.accounts.urls")),
    path("discussion/", include("mutirao.discussion.urls")),
    path("translate/", include("mutirao.translation.urls")),
    path("sources/", include("mutirao.sources.urls.sources")),
    path("data/", include("mutirao.sources.urls.data")),
    path("skills/<slug:slug>/needs/", include("mutirao.needs.urls.skills")),
    path("skills/", include("mutirao.skills.urls")),
    path("communities/<slug:slug>/needs/", include("mutirao.needs.urls.communities")),
    path("communities/", include("mutirao.movement.urls")),
    path("action-lines/", include("mutirao.action_lines.urls")),
    path("indicators/", include("mutirao.evidence.urls")),
    path("library/", include("mutirao.learning.urls")),
    path("societies/", include("mutirao.societies.urls")),
    path("needs/", include("mutirao.needs.urls")),
    path("answer/", include("mutirao.needs.urls.answering")),
    path("discussions/", include("mutirao.record.urls")),
    path("projects/", include("mutirao.projects.urls")),
    path("", include("mutirao.portal.pages")),
]

handler400 = "mutirao.portal.views.errors.bad_request"
