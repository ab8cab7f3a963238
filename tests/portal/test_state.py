"""The state of the recommendation: this quarter so far, and each quarter frozen once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.factories.action_lines import DemandFactory, OpenTaskFactory, SignUpFactory
from tests.factories.learning import ResourceFactory
from tests.factories.needs_releases import BorrowedEstimateFactory, EstimateFactory, ReleaseFactory
from tests.factories.skills import SkillFactory
from tests.factories.sources import EditionFactory

from mutirao.base import clock
from mutirao.base.models import AuditRow
from mutirao.base.text import text_of
from mutirao.portal.actions import freeze_state
from mutirao.portal.analysis import counts_in, state_from_json, state_of
from mutirao.portal.models import StateRelease
from mutirao.portal.quarters import Quarter

IN_APRIL = datetime(2027, 4, 2, 9, 0, tzinfo=UTC)
FIRST = Quarter(2027, 1)


@pytest.fixture
def began() -> None:
    EditionFactory(loaded_at=FIRST.starts + timedelta(days=40))


@pytest.mark.django_db
def test_a_quarter_is_frozen_once_and_kept_in_the_chain(began: None) -> None:
    with clock.at(IN_APRIL):
        release = freeze_state()
        again = freeze_state()

    assert release is not None
    assert release.slug == "2027-Q1"
    assert again is None
    row = AuditRow.objects.get(subject_kind="state_release")
    assert row.facts == {"fingerprint": release.fingerprint}


@pytest.mark.django_db
def test_a_quarter_from_before_the_record_is_not_made_up() -> None:
    EditionFactory(loaded_at=IN_APRIL)

    with clock.at(IN_APRIL):
        assert freeze_state() is None


@pytest.mark.django_db
def test_a_quarter_that_nobody_froze_in_time_is_not_made_up(began: None) -> None:
    with clock.at(IN_APRIL + timedelta(days=40)):
        assert freeze_state() is None


@pytest.mark.django_db
def test_a_frozen_quarter_keeps_its_names_and_numbers(began: None, client: Client) -> None:
    demand = DemandFactory(name=text_of(en="Match peers", pt="Formar duplas"))
    with clock.at(IN_APRIL):
        freeze_state()
    demand.name = text_of(en="Something else")
    demand.save()

    page = client.get("/state/2027-Q1/", {"uselang": "pt"}).content.decode()

    assert "Formar duplas" in page
    assert "Something else" not in page


@pytest.mark.django_db
def test_a_frozen_quarter_is_never_changed(began: None) -> None:
    with clock.at(IN_APRIL):
        freeze_state()
    release = StateRelease.objects.get()

    with pytest.raises(TypeError, match="never changed"):
        release.save()


@pytest.mark.django_db
def test_only_what_happened_in_the_quarter_and_in_public_counts(began: None) -> None:
    SignUpFactory(created_at=FIRST.starts)
    SignUpFactory(created_at=FIRST.ends)
    SignUpFactory(created_at=FIRST.starts, is_public=False)

    state = state_of(FIRST, before={})

    assert state.happened == {"sign_ups": 1, "tasks_confirmed": 0, "editions": 1}


@pytest.mark.django_db
def test_figures_say_how_they_changed_since_the_release_before() -> None:
    DemandFactory(what_counts=["skills", "badges"])

    state = state_of(FIRST, before={"skills": -2, "badges": None})

    skills, badges = state.lines[0].demands[0].figures
    assert (skills.n, skills.change) == (0, 2)
    assert (badges.n, badges.change) == (None, None)


@pytest.mark.django_db
def test_what_is_stored_reads_back_the_same() -> None:
    DemandFactory()
    OpenTaskFactory()
    state = state_of(FIRST, before={})

    read = state_from_json(state.as_json())

    assert read == state
    assert counts_in(read)["badges"] is None


@pytest.mark.django_db
def test_a_demand_without_owner_and_means_has_no_action_yet(client: Client) -> None:
    DemandFactory(what_counts=["badges"])

    assert b"no action yet" in client.get("/state/").content


@pytest.mark.django_db
def test_wikitext_shows_names_as_text(client: Client) -> None:
    DemandFactory(name=text_of(en="Peers || {{delete}} [[x]]"))

    response = client.get("/state/", {"format": "wikitext"})

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "<nowiki>Peers || {{delete}} [[x]]</nowiki>" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/state/2027-Q5/", "/state/nothing/", "/state/1999-Q1/"])
def test_an_unknown_quarter_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("n_demands", [1, 3, 100])
def test_queries_do_not_grow_with_demands(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, n_demands: int
) -> None:
    DemandFactory.create_batch(n_demands)

    with django_assert_num_queries(11):
        client.get("/state/")


@pytest.mark.parametrize(
    ("quarter", "previous", "following"),
    [("2027-Q1", "2026-Q4", "2027-Q2"), ("2026-Q4", "2026-Q3", "2027-Q1"), ("2026-Q2", "2026-Q1", "2026-Q3")],
)
def test_quarters_follow_one_another(quarter: str, previous: str, following: str) -> None:
    here = Quarter.parse(quarter)

    assert (str(here.previous), str(here.next)) == (previous, following)
    assert Quarter.of(here.starts) == here
    assert Quarter.of(here.ends - timedelta(microseconds=1)) == here


@pytest.mark.django_db
def test_clear_needs_without_a_resource_are_named_and_frozen(began: None, client: Client) -> None:
    release = ReleaseFactory(number=3)
    unmet, met = SkillFactory(name=text_of(en="Meetings")), SkillFactory(name=text_of(en="Grants"))
    ResourceFactory(skills=[met])
    for skill in (unmet, met):
        EstimateFactory(release=release, skill=skill)
    BorrowedEstimateFactory(release=release, skill=SkillFactory(name=text_of(en="Guessed")))

    html = client.get("/state/").content.decode()
    with clock.at(IN_APRIL):
        frozen = freeze_state()

    assert ["Meetings" in html, "Grants" in html, "Guessed" in html] == [True, False, False]
    assert frozen is not None
    assert [(str(each.name), each.n_communities) for each in state_from_json(frozen.figures).unmet_needs] == [
        ("Meetings", 1)
    ]
