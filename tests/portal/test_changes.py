"""What changed lately: public things only, and no burst of private ones hides them."""

import pytest
from django.test import Client
from tests.factories.action_lines import SignUpFactory
from tests.factories.movement import CommunityFactory

from mutirao.action_lines.states import Act as LineAct
from mutirao.base import audit
from mutirao.base.references import Reference
from mutirao.movement.states import Act
from mutirao.portal.queries import changes

pytestmark = pytest.mark.django_db


def list_community(name: str) -> None:
    audit.record(subject=CommunityFactory(slug=name).reference, action=Act.COMMUNITY_LISTED, by=None, facts={})


def test_a_burst_of_private_acts_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "BATCHES", (4, 16))
    list_community("lake")
    for _ in range(15):
        audit.record(subject=SignUpFactory(is_public=False).reference, action=LineAct.SIGNED_UP, by=None, facts={})

    [change] = changes.lately()

    assert (str(change.action), change.address) == ("community added", "/communities/lake/")


def test_the_newest_come_first_and_no_more_than_asked_for() -> None:
    for name in ("one", "two", "three"):
        list_community(name)

    assert [change.address for change in changes.lately(2)] == ["/communities/three/", "/communities/two/"]


def test_the_search_ends_after_the_last_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "BATCHES", (2, 2))
    list_community("lake")
    for n in range(4):
        audit.record(subject=Reference("sign_up", str(n)), action=LineAct.SIGNED_UP, by=None, facts={})

    assert changes.lately() == []


def test_a_row_with_an_old_name_is_told_of_in_today_s_words(client: Client) -> None:
    community = CommunityFactory(slug="lake")
    audit.record(subject=community.reference, action="declared", by=None, facts={})

    assert "declaration added" in client.get("/").content.decode()


def test_what_happened_again_to_the_same_thing_is_told_once() -> None:
    lake = CommunityFactory(slug="lake").reference
    for _ in range(3):
        audit.record(subject=lake, action=Act.COMMUNITY_EDITED, by=None, facts={})
    audit.record(subject=lake, action=Act.COMMUNITY_LISTED, by=None, facts={})

    assert [str(change.action) for change in changes.lately()] == ["community added", "community page changed"]
