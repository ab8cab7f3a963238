"""What follows here from news of lower contexts."""

from __future__ import annotations

from mutirao.accounts.actions import hide_holders
from mutirao.base.news import News, on
from mutirao.movement import actions, queries
from mutirao.movement.models import Community
from mutirao.sources.exporting import freeze_soon


@on("sources.edition_loaded")
def protect_people(news: News) -> None:
    """A new list of protected territories: who holds a role in a community there is named no more."""
    if news.payload["loader"] != "territories":
        return
    for community in queries.with_protected_territory(Community.objects.all()):
        hide_holders(space=community.reference, by=None)
        actions.refresh_declared_text(community)
    freeze_soon()
