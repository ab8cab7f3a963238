"""The pages of action lines: what they ask for, what exists, who takes part."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from tests.factories.accounts import PersonFactory, RoleGrantFactory
from tests.factories.action_lines import (
    ActionLineFactory,
    DemandFactory,
    OpenTaskFactory,
    PinFactory,
    SignUpFactory,
    UnclaimedFactory,
    coordinator_of,
)
from tests.factories.movement import CommunityFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.action_lines.counts import KINDS, _counted, live_counts
from mutirao.action_lines.models import ActionLine
from mutirao.base.text import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_lines(line, other_line):
    third = ActionLineFactory(slug="skill-infrastructure", position=3, number_first=33, number_second=34)
    return [line, other_line, third]


def test_all_lines_stand_on_one_page(client, three_lines):
    page = client.get("/action-lines/").text
    assert [page.index(str(line)) for line in three_lines] == sorted(page.index(str(line)) for line in three_lines)


@pytest.mark.parametrize(("number", "slug"), [(31, "global-approach"), (34, "skill-infrastructure")])
def test_a_number_of_one_line_leads_there(client, three_lines, number, slug):
    answer = client.get(f"/action-lines/{number}/")
    assert (answer.status_code, answer.url) == (301, f"/action-lines/{slug}/")


def test_a_number_of_two_lines_asks_which(client, three_lines):
    page = client.get("/action-lines/32/")
    assert page.status_code == 200
    assert page.text.index("In the first numbering") < page.text.index("Line leadership-plan")
    assert page.text.index("In the second numbering") < page.text.index("Line global-approach")
    assert "Line skill-infrastructure" not in page.text


@pytest.mark.parametrize("address", ["30", "99999999999999999999999", "no-such-line", "global-approach%00"])
def test_unknown_lines_are_not_found(client, three_lines, address):
    assert client.get(f"/action-lines/{address}/").status_code == 404


def test_line_shows_everything_about_it(client, line):
    owner = PersonFactory(display_name="Wanjiru")
    DemandFactory(action_line=line, owner=owner, state="under_way", what_counts=["skills", "badges"])
    SkillFactory(parent=SkillGroupFactory())
    PinFactory(action_line=line, title="A guide", reason=text_of(en="Because it helps."))
    PinFactory(action_line=line, pin_kind="project", title="A project", status="not_funded")
    task = OpenTaskFactory(action_line=line)
    sign_up = SignUpFactory(action_line=line, community=CommunityFactory(), languages=["sw"])
    page = client.get(line.get_absolute_url()).text
    for shown in (
        "under way",
        "Wanjiru",
        ">1 skill described</a>",
        "badges: not here yet",
        "A guide",
        "Because it helps.",
        "not funded",
        task.title,
        sign_up.person.display_name,
        str(sign_up.community),
        "Initiative 31 in the first numbering, 32 in the second",
    ):
        assert shown in page, shown
    assert "coming soon" not in page.lower()


def test_line_shows_its_first_people_and_leads_to_all(client, line):
    leads = SignUpFactory(action_line=line, role="lead", person=PersonFactory(display_name="Ada Leads"))
    for n in range(8):
        SignUpFactory(action_line=line, languages=["sw"], person=PersonFactory(display_name=f"Person no. {n}"))
    short, whole = client.get(line.get_absolute_url()).text, client.get(f"{line.get_absolute_url()}people/").text
    assert "All 9 who signed up in public" in short
    assert (short.count("Person no. "), whole.count("Person no. ")) == (7, 8)
    for page in (short, whole):
        assert page.index(leads.person.display_name) < page.index("Person no. 0")
    assert "Swahili" in whole


def test_line_folds_what_is_pinned_after_the_third(client, line):
    PinFactory.create_batch(3, action_line=line)
    assert "Show all" not in client.get(line.get_absolute_url()).text
    PinFactory(action_line=line, title="The fourth")
    page = client.get(line.get_absolute_url()).text
    assert page.index("Show all 4") < page.index("The fourth")


def test_something_small_to_do_is_nothing_that_asks_to_lead(client, line):
    big = OpenTaskFactory(
        action_line=line, gap_kind="demand_without_owner", details={"name": text_of(en="D").as_json()}
    )
    page = client.get(line.get_absolute_url()).text
    assert str(big.public_id) not in page
    assert "1 open task<" in page
    small = OpenTaskFactory(action_line=line, minutes=60)
    page = client.get("/action-lines/tasks/").text
    assert page.index(str(small.public_id)) < page.index(str(big.public_id))


def test_hostile_names_are_shown_as_text(client, line):
    SignUpFactory(action_line=line, person=PersonFactory(display_name="<script>alert(1)</script>"))
    UnclaimedFactory(action_line=line, wiki_name="<img src=x onerror=alert(1)>")
    for address in (line.get_absolute_url(), f"{line.get_absolute_url()}people/"):
        page = client.get(address).text
        assert "&lt;script&gt;alert" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_coordinators_who_show_their_name_are_named(client, line):
    named, unnamed = coordinator_of(line), PersonFactory()
    RoleGrantFactory(person=unnamed, subject=line.reference, is_public=False)
    page = client.get(line.get_absolute_url()).text
    assert (named.display_name in page, unnamed.display_name in page) == (True, False)


def test_who_coordinates_without_name_is_said(client, line):
    RoleGrantFactory(subject=line.reference, is_public=False)
    assert "Somebody coordinates this line and does not show their name." in client.get(line.get_absolute_url()).text


def test_nobody_coordinates_is_said(client, line):
    page = client.get(line.get_absolute_url()).text
    assert "Nobody coordinates this line yet." in page
    assert "/me/roles/ask/?space=action_line%3Aglobal-approach" in page


def test_people_who_offer_are_listed_once(client, line, other_line):
    skills = [SkillFactory(parent=SkillGroupFactory()) for _ in range(2)]
    first = SignUpFactory(action_line=line, offers=skills)
    second = SignUpFactory(action_line=other_line, offers=skills, person=first.person)
    SignUpFactory(action_line=line)
    page = client.get("/action-lines/people/")
    assert [each.pk for each in page.context["page"]] == [second.pk]


# Counts


def test_every_kind_is_counted_or_said_not_to_be_here(line, monkeypatch):
    monkeypatch.delitem(_counted, "skills")
    counts = live_counts(KINDS)
    assert set(counts) == set(KINDS)
    assert (counts["skills"].n, str(counts["skills"].label)) == (None, "skills")
    assert counts["communities"].n == 0


def test_each_person_counts_once(line, other_line):
    person = PersonFactory()
    skills = [SkillFactory(parent=SkillGroupFactory()) for _ in range(2)]
    for each in (line, other_line):
        SignUpFactory(action_line=each, person=person, offers=skills)
    counts = live_counts(["peers", "skills"])
    assert {name: count.n for name, count in counts.items()} == {"peers": 1, "skills": 2}


def test_all_counts_are_one_query(line, django_assert_num_queries):
    with django_assert_num_queries(1):
        live_counts(KINDS)


# How often pages ask


def fill(line, n):
    for _ in range(n):
        SignUpFactory(action_line=line, community=CommunityFactory())
    OpenTaskFactory.create_batch(n, action_line=line)
    PinFactory.create_batch(min(n, 30), action_line=line)
    DemandFactory.create_batch(min(n, 30), action_line=line, owner=PersonFactory())


@pytest.mark.parametrize("n", [1, 3, 100])
def test_line_asks_as_often_for_many(client, line, django_assert_num_queries, monkeypatch, n):
    fill(line, n)
    monkeypatch.setattr("mutirao.action_lines.views.lines.render_panels", lambda *args, **kwargs: [])
    with django_assert_num_queries(8):
        client.get(line.get_absolute_url())
    client.force_login(PersonFactory())
    cache.clear()
    with django_assert_num_queries(10):
        client.get(line.get_absolute_url())


@pytest.mark.parametrize("n", [1, 3, 100])
def test_people_of_a_line_ask_as_often_for_many(client, line, django_assert_num_queries, n):
    for _ in range(n):
        SignUpFactory(action_line=line, community=CommunityFactory())
    with django_assert_num_queries(3):
        client.get(f"{line.get_absolute_url()}people/")


@pytest.mark.parametrize("n", [1, 3, 100])
def test_people_ask_as_often_for_many(client, line, django_assert_num_queries, n):
    skill = SkillFactory(parent=SkillGroupFactory())
    for _ in range(n):
        SignUpFactory(action_line=line, offers=[skill])
    with django_assert_num_queries(3):
        client.get("/action-lines/people/")


@pytest.mark.parametrize("n", [1, 3])
def test_lines_ask_once(client, django_assert_num_queries, n):
    for number in range(n):
        fill(ActionLineFactory(slug=f"line-{number}"), n)
    with django_assert_num_queries(1):
        client.get("/action-lines/")
    assert ActionLine.objects.count() == n


@pytest.mark.parametrize("n", [1, 3, 100])
def test_coordinating_asks_as_often_for_many(client, line, django_assert_num_queries, n):
    coordinator = coordinator_of(line)
    SignUpFactory.create_batch(n, action_line=line, owner=coordinator)
    client.force_login(coordinator)
    with django_assert_num_queries(9):
        client.get(f"{line.get_absolute_url()}coordinate/")


@pytest.mark.parametrize("n", [1, 3, 100])
def test_form_asks_as_often_for_many(client, line, django_assert_num_queries, n):
    CommunityFactory.create_batch(n)
    group = SkillGroupFactory()
    SkillFactory.create_batch(n, parent=group)
    with django_assert_num_queries(3):
        client.get("/action-lines/sign-up/")
