"""People are seen nowhere once their community declares a protected territory: every page and export is asked."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from tests.factories.accounts import PersonFactory, RoleGrantFactory
from tests.factories.action_lines import SignUpFactory
from tests.factories.discussion import EndorsementFactory, PollFactory
from tests.factories.movement import (
    DeclarationFactory,
    LanguageFactory,
    ProtectedTerritoryFactory,
    WikiCommunityFactory,
)
from tests.portal.routes import ROUTES, filled
from tests.portal.world import World, build_world

from mutirao.accounts.models import User
from mutirao.accounts.states import Role
from mutirao.base.text import text_of
from mutirao.movement.actions import declare
from mutirao.movement.models import Community
from mutirao.sources.exporting import exports, write_table
from mutirao.sources.exporting.formats import CSV

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# As references, feeds and forms call them.
KINDS = ("community", "communities", "territory")
NAME, REMARK = "Exposed Person", "We met behind the old mill."


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def community(world: World) -> Community:
    """A wiki, which stays public; somebody was seen with it in every way there is."""
    community = WikiCommunityFactory()
    person = PersonFactory(display_name=NAME, login_name="wiki-1")
    RoleGrantFactory(person=person, subject=community.reference, role=Role.COORDINATOR)
    SignUpFactory(person=person, community=community, remark=text_of(en=REMARK))
    EndorsementFactory(person=person, subject=community.reference, statement=text_of(en=REMARK))
    PollFactory(opened_by=person, subject=community.reference)
    DeclarationFactory(community=community, declared_by=person, language=LanguageFactory())
    return community


def seen_at(world: World, community: Community, reader: User | None) -> set[str]:
    """Where ``reader`` meets the person."""
    client = Client()
    if reader is not None:
        client.force_login(reader)
    addresses = {
        filled(route, {**world.values(route), **about})
        for route in ROUTES
        for about in ({}, *({"slug": community.slug, "kind": kind, "key": community.slug} for kind in KINDS))
    }
    found = set()
    for address in sorted(addresses):
        answer = client.get(address)
        text = b"".join(answer) if answer.streaming else answer.content
        if NAME.encode() in text or REMARK.encode() in text:
            found.add(address)
    return found


def exported() -> str:
    file = io.StringIO()
    for export in exports():
        write_table(export, {CSV: file})
    return file.getvalue()


def test_nobody_is_seen_with_a_community_once_it_is_in_a_protected_territory(world, community, drain):
    person = User.objects.get(display_name=NAME)
    before = seen_at(world, community, None)
    sign_ups_before = exported().count("participate")
    assert {community.get_absolute_url(), f"/discussion/endorse/community/{community.slug}/", "/me/roles/"} <= before

    declare(community=community, thing=ProtectedTerritoryFactory(), source_url="https://example.org/", by=person)
    drain()

    for reader in (None, PersonFactory()):
        assert seen_at(world, community, reader) == set()
    assert exported().count("participate") == sign_ups_before - 1
    own_page = Client().get(person.get_absolute_url())
    assert own_page.status_code == 200
    assert str(community) not in own_page.text
    assert community.get_absolute_url() not in own_page.text
