"""When two communities become one, sign-ups and claimed tasks go along, and nobody loses a place."""

from __future__ import annotations

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import OpenTaskFactory, SignUpFactory
from tests.factories.movement import CommunityFactory, ProposalFactory

from mutirao.action_lines import actions
from mutirao.action_lines.models import OpenTask, RolePlaces
from mutirao.base.models import AuditRow
from mutirao.movement.actions import merge_community

GAP = "community_without_territory"


@pytest.fixture
def one(db):
    return CommunityFactory(slug="lake")


@pytest.fixture
def two(db):
    return CommunityFactory(slug="lakeside")


def states(*sign_ups):
    for sign_up in sign_ups:
        sign_up.refresh_from_db()
    return [(sign_up.community.slug, sign_up.state) for sign_up in sign_ups]


def acts(sign_up):
    return list(AuditRow.objects.filter(subject_id=str(sign_up.public_id)).values_list("action", flat=True))


def test_sign_ups_follow_the_news_of_a_merge(line, two, drain):
    proposal = ProposalFactory(slug="pond")
    moved, twin = (
        SignUpFactory(action_line=line, community=proposal),
        SignUpFactory(action_line=line, community=proposal),
    )
    kept = SignUpFactory(action_line=line, community=two, person=twin.person)
    merge_community(community=proposal, into=two, by=AdministratorFactory())
    drain()
    assert states(moved, twin, kept) == [("lakeside", "active"), ("lakeside", "withdrawn"), ("lakeside", "active")]


def test_each_moved_sign_up_says_so_in_its_history(line, one, two):
    moved, twin = SignUpFactory(action_line=line, community=one), SignUpFactory(action_line=line, community=one)
    SignUpFactory(action_line=line, community=two, person=twin.person)
    assert actions.follow_merge(community=one, into=two) == 2
    assert acts(moved) == ["action_lines.sign_up_merged"]
    assert acts(twin) == ["action_lines.sign_up_withdrawn", "action_lines.sign_up_merged"]


def test_place_that_a_merge_frees_goes_to_who_waits(line, one, two):
    RolePlaces.objects.create(action_line=line, role="participate", n_places=2)
    person = PersonFactory()
    twin = SignUpFactory(action_line=line, community=one, person=person)
    kept = SignUpFactory(action_line=line, community=two, person=person)
    waiting = SignUpFactory(action_line=line, community=one, state="waiting")
    actions.follow_merge(community=one, into=two)
    assert states(twin, kept, waiting) == [("lakeside", "withdrawn"), ("lakeside", "active"), ("lakeside", "active")]
    assert acts(waiting) == ["action_lines.sign_up_merged", "action_lines.place_given"]


def test_who_has_a_place_in_one_and_waits_in_the_other_keeps_the_place(line, one, two):
    RolePlaces.objects.create(action_line=line, role="participate", n_places=1)
    person = PersonFactory()
    placed = SignUpFactory(action_line=line, community=one, person=person)
    waits = SignUpFactory(action_line=line, community=two, person=person, state="waiting")
    actions.follow_merge(community=one, into=two)
    assert states(placed, waits) == [("lakeside", "active"), ("lakeside", "withdrawn")]


def test_claimed_task_goes_along_and_takes_the_place_of_an_open_one(one, two):
    claimer = PersonFactory()
    about_one = {"subject_kind": "community", "subject_id": "lake", "gap_kind": GAP}
    claimed = OpenTaskFactory(
        gap=f"{GAP}:community:lake", address="/communities/lake/", state="claimed", claimed_by=claimer, **about_one
    )
    same = OpenTaskFactory(gap=f"{GAP}:community:lakeside", gap_kind=GAP)
    taken = OpenTaskFactory(gap="x:community:lake", state="claimed", claimed_by=claimer, **about_one)
    standing = OpenTaskFactory(gap="x:community:lakeside", state="claimed", claimed_by=PersonFactory())
    actions.follow_merge(community=one, into=two)
    rows = OpenTask.objects.in_bulk()
    moved = rows[claimed.pk]
    assert (moved.gap, str(moved.subject), moved.address, moved.state, moved.claimed_by) == (
        f"{GAP}:community:lakeside",
        "community:lakeside",
        "/communities/lakeside/",
        "claimed",
        claimer,
    )
    assert [rows[task.pk].state for task in (same, taken, standing)] == ["gone", "gone", "claimed"]


def test_merge_of_nothing_moves_nothing(one, two):
    assert actions.follow_merge(community=one, into=two) == 0
