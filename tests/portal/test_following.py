"""Public feeds and calendars: what is public and belongs there, and nothing else."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import ActionLineFactory, SignUpFactory
from tests.factories.discussion import PollFactory
from tests.factories.movement import CommunityFactory, DeclarationFactory, ProtectedTerritoryFactory
from tests.factories.needs_releases import CommunityResultFactory
from tests.factories.projects import ProjectFactory
from tests.factories.record import DiscussionFactory

from mutirao.action_lines.states import Act as LineAct
from mutirao.base import audit
from mutirao.base.references import Reference
from mutirao.base.text import text_of
from mutirao.grants.models import Programme
from mutirao.needs.states import Act as NeedsAct

ATOM = "{http://www.w3.org/2005/Atom}"


def titles(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    # The feed is our own output, not a stranger's file.
    root = ElementTree.fromstring(response.content)
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]


def sign_up(**values: object) -> Reference:
    made = SignUpFactory(**values)
    audit.record(subject=made.reference, action=LineAct.SIGNED_UP, by=made.person, facts={})
    return made.reference


@pytest.mark.django_db
def test_a_line_tells_its_public_sign_ups_only(client: Client) -> None:
    line, other = ActionLineFactory(), ActionLineFactory(slug="leadership-plan", position=2)
    sign_up(action_line=line, person=PersonFactory(display_name="Seen"))
    sign_up(action_line=line, person=PersonFactory(display_name="Hidden"), is_public=False)
    sign_up(action_line=other, person=PersonFactory(display_name="Elsewhere"))

    found = titles(client, f"/feeds/action-lines/{line.slug}/")

    assert len(found) == 1
    assert found[0].startswith("Seen")


@pytest.mark.django_db
def test_a_sign_up_that_became_private_leaves_the_feed(client: Client) -> None:
    line = ActionLineFactory()
    made = SignUpFactory(action_line=line)
    audit.record(subject=made.reference, action=LineAct.SIGNED_UP, by=made.person, facts={})
    made.is_public = False
    made.save()

    assert titles(client, f"/feeds/action-lines/{line.slug}/") == []


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["", "calendar/"])
def test_a_community_in_a_protected_territory_has_no_feed(client: Client, what: str) -> None:
    community = CommunityFactory()
    DeclarationFactory(community=community, territory=ProtectedTerritoryFactory())

    assert client.get(f"/feeds/communities/{community.slug}/{what}").status_code == 404


@pytest.mark.django_db
def test_a_programme_tells_its_status(client: Client) -> None:
    Programme.objects.create(slug="rapid", name=text_of(en="Rapid", pt="Rápido"), status="open", status_as_of="2026")

    assert titles(client, "/feeds/programmes/rapid/") == ["Rapid: takes applications"]


@pytest.mark.django_db
def test_the_calendar_of_a_line_holds_when_its_polls_close(client: Client) -> None:
    line = ActionLineFactory()
    poll = PollFactory(subject=line.reference)

    response = client.get(f"/feeds/action-lines/{line.slug}/calendar/")

    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [str(poll)]
    assert events[0].decoded("DTSTART") == poll.closes_at.replace(microsecond=0)


@pytest.mark.django_db
def test_the_calendar_of_a_line_holds_its_projects_and_discussions_that_have_a_day(client: Client) -> None:
    line = ActionLineFactory()
    project = ProjectFactory(start_date="2026-03-01", end_date="2026-03-31", action_lines=[line])
    discussion = DiscussionFactory(start_date="2026-04-05", action_lines=[line])
    ProjectFactory(start_date="2026-03", action_lines=[line])
    ProjectFactory(start_date="2026-03-01", action_lines=[line], state="withdrawn")
    ProjectFactory(start_date="2026-03-01")

    response = client.get(f"/feeds/action-lines/{line.slug}/calendar/")

    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [(str(event["SUMMARY"]), str(event["DTSTART"].dt), event.get("DTEND")) for event in events][1:] == [
        (str(discussion), "2026-04-05", None)
    ]
    assert (str(events[0]["SUMMARY"]), str(events[0]["DTEND"].dt)) == (str(project), "2026-04-01")


@pytest.mark.django_db
def test_the_calendar_of_a_community_holds_its_projects(client: Client) -> None:
    community = CommunityFactory()
    project = ProjectFactory(start_date="2026-03-01", communities=[community])

    response = client.get(f"/feeds/communities/{community.slug}/calendar/")

    assert [str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).walk("VEVENT")] == [str(project)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/feeds/people/x/", "/feeds/action-lines/nothing/", "/feeds/programmes/x/calendar/"]
)
def test_what_nobody_can_follow_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_community_is_told_of_releases_that_rest_on_its_answers(client: Client) -> None:
    made = {}
    for slug, more in {"answered": {}, "few": {"n_answers": None}, "declining": {}}.items():
        community = CommunityFactory(slug=slug, declines_estimates=slug == "declining")
        made[slug] = CommunityResultFactory(community=community, **more).release
        audit.record(subject=made[slug].reference, action=NeedsAct.RELEASE_MADE, by=None, facts={})

    told = {slug: titles(client, f"/feeds/communities/{slug}/") for slug in made}

    number = made["answered"].number
    assert told == {"answered": [f"Release {number} of needs: release of figures made"], "few": [], "declining": []}
