"""What we do when something below has changed."""

from __future__ import annotations

from mutirao.action_lines import actions
from mutirao.action_lines.models import ActionLine
from mutirao.base.news import News, on
from mutirao.base.references import Reference
from mutirao.movement.models import Community


@on("sources.edition_loaded")
@on("movement.declared")
@on("accounts.role_held")
def find_gaps(news: News) -> None:
    """So that the first visitor finds open tasks, and what is mended is not asked for again."""
    actions.find_gaps()


@on("sources.edition_loaded")
@on("movement.declared")
def hide_exposed(news: News) -> None:
    """A territory or a declaration can make it dangerous to be seen with a community."""
    actions.hide_exposed()


@on("movement.community_merged")
def follow_merge(news: News) -> None:
    found = Community.objects.in_bulk([news.subject.public_id, news.payload["into"]], field_name="slug")
    if len(found) == 2:
        actions.follow_merge(community=found[news.subject.public_id], into=found[news.payload["into"]])
        actions.hide_exposed()
        actions.find_gaps()


@on("accounts.role_held")
def give_sign_ups_to_new_coordinator(news: News) -> None:
    """Sign-ups that nobody looked after wait for whoever becomes coordinator."""
    for line in _lines_of(news):
        actions.assign_ownerless(line=line)


@on("accounts.role_ended")
def take_sign_ups_from_former_coordinator(news: News) -> None:
    if _lines_of(news):
        actions.reassign_lost()


def _lines_of(news: News) -> list[ActionLine]:
    space = Reference.parse(news.payload["space"])
    return list(ActionLine.objects.filter(slug=space.public_id)) if space.kind == ActionLine.kind else []
