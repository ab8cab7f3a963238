"""From what somebody typed to the community or language that they mean."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from mutirao.base.languages import interface_language
from mutirao.movement import queries as movement
from mutirao.movement.models import Community, Language
from mutirao.movement.names import folded, name_of_language
from mutirao.movement.states import CommunityState

CANDIDATES = 20
SUGGESTED = 60
WORDS = 8


def listed_communities(user: Any) -> QuerySet[Community]:
    """Those that ``user`` may sign up for, the largest first."""
    listed = movement.visible_to(user).filter(state=CommunityState.LISTED)
    return listed.order_by(F("active_editors").desc(nulls_last=True), "slug")


def suggested_communities(user: Any) -> list[Community]:
    """The largest ones, to choose from while typing; any other can be typed as well."""
    return list(listed_communities(user)[:SUGGESTED])


def communities_meant(text: str, user: Any) -> list[Community]:
    """Which communities ``text`` may mean: exactly one when it is a short name or a full name, else those like it."""
    listed = listed_communities(user)
    exact = listed.filter(slug=text.strip()).first()
    if exact is not None:
        return [exact]
    wanted = folded(text)
    like = listed if wanted else listed.none()
    for word in wanted.split()[:WORDS]:
        like = like.filter(search_text__contains=word)
    # One line of the search text is one whole name.
    same = [each for each in like[: CANDIDATES * 5] if wanted in each.search_text.split("\n")]
    return same if len(same) == 1 else list(like[:CANDIDATES])


def languages_meant(texts: list[str]) -> tuple[list[str], list[str]]:
    """Tags of the languages that ``texts`` name (by tag, own name, or name in the reader's language or English), and
    the texts that name none; one query.
    """
    known = _tags_by_name()
    found = [known.get(folded(text), "") for text in texts]
    unknown = [text for text, tag in zip(texts, found, strict=True) if not tag]
    return list(dict.fromkeys(filter(None, found))), unknown


def names_that_mean(tags: list[str]) -> list[str]:
    """The names of languages as ``languages_meant`` understands them; the tag where a name means another one."""
    known = _tags_by_name()
    names = {tag: name_of_language(tag, interface_language()) for tag in tags}
    return [name if known.get(folded(name)) == tag else tag for tag, name in names.items()]


def _tags_by_name() -> dict[str, str]:
    known: dict[str, str] = {}
    for tag, name_en, autonym in Language.objects.order_by("slug").values_list("slug", "name_en", "autonym"):
        here = name_of_language(tag, interface_language())
        for name in filter(None, (tag, name_en, autonym, here, name_of_language(tag, "en"))):
            known.setdefault(folded(name), tag)
    return known
