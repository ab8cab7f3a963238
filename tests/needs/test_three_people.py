"""Three people answered in a small group. No page tells what they said, or that anybody answered."""

from __future__ import annotations

import re

import numpy as np
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from tests.factories.movement import CommunityFactory, DeclarationFactory, TerritoryFactory
from tests.needs.releases.conftest import Movement, small_movement

from mutirao.base import search
from mutirao.base.text import text_of
from mutirao.movement.states import Region
from mutirao.needs.actions.releases import make_release
from mutirao.sources.exporting import exports, write_exports

pytestmark = pytest.mark.django_db

SLUG = "three-friends"
SAID = {"five and one": (5, 1), "one and five": (1, 5), "all in the middle": (3, 3)}
# When a release was made, and what is new at every look.
CHANGES = re.compile(rb"csrf[^>]*>|\d{4}-\d\d-\d\dT[\d:.+Z]+")


@pytest.fixture
def movement() -> Movement:
    """Thirty-six communities answer, so that there is a model; a group of three declares where it works."""
    chance = np.random.default_rng(3)
    made = small_movement(n_skills=6)
    for community in made.grow(36, chance):
        made.ask(community, made.drawn(community, 9, chance))
    group = CommunityFactory(slug=SLUG, name=text_of(en="Three Friends"))
    DeclarationFactory(community=group, wiki=made.communities[0].wiki)
    DeclarationFactory(community=group, territory=TerritoryFactory(region=Region.AFRICA))
    made.communities.append(group)
    return made


def shown(movement: Movement, client: Client, said: tuple[int, int] | None, folder) -> dict[str, bytes]:
    """All that a stranger can read after three people said so, or nobody; then everything is undone."""
    group = movement.communities[-1]
    # Reading is limited by the minute.
    cache.clear()
    with transaction.atomic():
        if said is not None:
            cards = movement.card(*said, help="tools", want="yes", teach="yes")
            movement.ask(group, [{**cards, "devices": ["phone"]}] * 3)
        release = make_release(by=None, seed=7)
        search.refresh_reading({type(group)})
        found = {address: read(client, address) for address in addresses(movement, release.number)}
        write_exports(folder)
        found |= {
            path.name: CHANGES.sub(b"", path.read_bytes())
            for path in sorted(folder.iterdir())
            if path.suffix in {".csv", ".jsonl"}
        }
        transaction.set_rollback(True)
    return found


def addresses(movement: Movement, number: int) -> list[str]:
    page = f"/communities/{SLUG}/needs/"
    skills = [f"/skills/{skill.slug}/needs/" for skill in movement.skills]
    files = [
        f"/needs/releases/{number}/needs_{name}.{suffix}"
        for name in ("estimates", "communities", "skills", "regions")
        for suffix in ("csv", "jsonl")
    ]
    tables = [f"/api/v1/{export.name}/?limit=100" for export in exports()]
    about = [f"/api/v1/{name}/?community={SLUG}" for name in ("needs_estimates", "needs_communities")]
    forms = [f"{page}?format={form}" for form in ("csv", "json", "wikitext")]
    heat = ["/needs/landscape/", "/needs/landscape/?region=Sub-Saharan+Africa", "/needs/landscape/?tier=clear"]
    pages = ["/", "/state/", "/needs/", "/needs/releases/", f"/needs/releases/{number}/", f"/communities/{SLUG}/"]
    others = [f"/feeds/communities/{SLUG}/", "/search/?q=three+friends", f"/needs/assessments/?community={SLUG}"]
    return [page, f"{page}report/", *forms, *skills, *files, *tables, *about, *heat, *pages, *others]


def read(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return CHANGES.sub(b"", body)


# The list of assessments tells that somebody was asked: that is said in public, before anybody answers.
TOLD_OPENLY = {"/needs/assessments/"}


@pytest.mark.slow
def test_everything_is_the_same_whatever_three_people_said(movement, client, tmp_path):
    nobody = shown(movement, client, None, tmp_path / "nobody")

    differing = {
        name: [
            address
            for address, body in shown(movement, client, said, tmp_path / name).items()
            if body != nobody[address]
        ]
        for name, said in SAID.items()
    }

    told = {
        name: [each for each in found if each.split("?")[0] not in TOLD_OPENLY] for name, found in differing.items()
    }
    assert told == {name: [] for name in SAID}


@pytest.mark.slow
def test_the_group_is_named_in_no_table_of_the_movement(movement, client, tmp_path):
    found = shown(movement, client, (5, 1), tmp_path / "said")

    lists = [address for address in found if address.startswith(("/needs/landscape", "/skills/", "/needs/releases"))]
    pages = [address for address in lists if not address.endswith((".csv", ".jsonl"))]
    assert [address for address in pages if b"Three Friends" in found[address]] == []
    assert b"Fewer than five people here have answered" in found[f"/communities/{SLUG}/needs/"]
