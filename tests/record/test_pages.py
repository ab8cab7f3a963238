"""The list of discussions and one discussion: complete without script, and nothing shown that is not listed."""

import datetime as dt

import pytest
from django.utils.http import urlencode
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import ActionLineFactory, DemandFactory
from tests.factories.needs import EarlierAssessmentFactory
from tests.factories.projects import ProjectFactory
from tests.factories.record import DiscussionFactory, PostFactory

from mutirao.action_lines.models import Pin
from mutirao.base import clock
from mutirao.base.paging import CARDS_A_PAGE
from mutirao.base.panels import panels_for
from mutirao.base.text import text_of
from mutirao.projects.states import Listing
from mutirao.record.models import Outcome
from mutirao.record.states import Doubt

pytestmark = pytest.mark.django_db

HOSTILE = ["<script>alert(1)</script>", "\u202eabc", "\x00", "x" * 20_000, "%00", "'; drop", "\ud7ff"]


def came_of(discussion, *things):
    for thing in things:
        Outcome.objects.create(
            discussion=discussion, subject_kind=thing.reference.kind, subject_id=thing.reference.public_id
        )


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_takes_as_many_queries_whatever_its_length(n, client, django_assert_num_queries):
    line = ActionLineFactory()
    for _ in range(n):
        PostFactory(discussion=DiscussionFactory(action_lines=[line]))

    with django_assert_num_queries(9):
        response = client.get("/discussions/")

    assert len(response.context["page"].object_list) == min(n, CARDS_A_PAGE)


@pytest.mark.parametrize("n", [1, 3, 100])
def test_discussion_takes_as_many_queries_whatever_hangs_on_it(n, client, django_assert_num_queries):
    discussion = DiscussionFactory(posts_read_at=clock.now())
    for _ in range(n):
        PostFactory(discussion=discussion)
        came_of(discussion, ProjectFactory())

    with django_assert_num_queries(6):
        assert client.get(discussion.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("line=global", ["lined"]),
        ("venue=podcast", ["heard"]),
        ("year=2019", ["old"]),
        ("language=es", ["spanish"]),
        ("q=CAPACITY", ["titled"]),
        ("year=2019&language=es", []),
        ("venue=unknown", []),
    ],
)
def test_filters_find_what_they_name(query, found, client):
    DiscussionFactory(slug="lined", action_lines=[ActionLineFactory(slug="global")])
    DiscussionFactory(slug="heard", venue_kind="podcast")
    DiscussionFactory(slug="old", start_date="2019-03-02")
    DiscussionFactory(slug="spanish", language="es")
    DiscussionFactory(slug="titled", title="Talk on capacity")

    response = client.get(f"/discussions/?{query}")

    assert [discussion.slug for discussion in response.context["page"]] == found
    if not found:
        assert "Leave one filter out" in response.content.decode()


@pytest.mark.parametrize("name", ["q", "line", "venue", "year", "language", "page"])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_filters_are_answered(name, number, client):
    DiscussionFactory()

    response = client.get(f"/discussions/?{urlencode({name: HOSTILE[number]})}")

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_page_links_to_what_came_of_it_and_that_links_back(client):
    discussion = DiscussionFactory(title="Where it began")
    project, assessment, demand = ProjectFactory(), EarlierAssessmentFactory(), DemandFactory()
    hidden = ProjectFactory(state=Listing.WITHDRAWN, title="Not public")
    came_of(discussion, project, assessment, demand, hidden)

    html = client.get(discussion.get_absolute_url()).content.decode()

    for thing in (project, assessment, demand):
        assert f'href="{thing.get_absolute_url()}"' in html
    assert "Not public" not in html
    for thing in (project, assessment):
        assert "Where it began" in client.get(thing.get_absolute_url()).content.decode()


def test_posts_are_shown_as_signed_with_every_doubt(client):
    discussion = DiscussionFactory(posts_read_at=clock.now())
    PostFactory(discussion=discussion, heading="Maps", author="Mallory", shown_as="Alice", doubt=Doubt.OTHER_NAME)
    PostFactory(discussion=discussion, heading="Maps", author="", signed_at=None, doubt=Doubt.UNSIGNED, level=2)
    PostFactory(discussion=discussion, text="<script>alert(1)</script>\n\nSecond paragraph")
    PostFactory(
        discussion=discussion, author="", text="", signed_at=None, removed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )

    html = client.get(discussion.get_absolute_url()).content.decode()

    assert "the signature shows another name: <bdi>Alice</bdi>" in html
    assert "nobody signed this" in html
    assert "answer, level 2" in html
    assert "&lt;script&gt;alert" in html
    assert "Removed on request." in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_page_without_posts_may_be_found_by_search_engines(client):
    assert "noindex" not in client.get(DiscussionFactory().get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("who", "state", "status"),
    [
        ("stranger", Listing.LISTED, 200),
        ("stranger", Listing.WITHDRAWN, 404),
        ("person", Listing.WITHDRAWN, 404),
        ("administrator", Listing.WITHDRAWN, 200),
    ],
)
def test_only_what_is_listed_is_public(who, state, status, client):
    discussion = DiscussionFactory(state=state)
    post = PostFactory(discussion=discussion)
    if who != "stranger":
        client.force_login(PersonFactory(is_administrator=who == "administrator"))

    assert client.get(discussion.get_absolute_url()).status_code == status
    shown = {row.slug for row in client.get("/discussions/").context["page"]}
    assert (discussion.slug in shown) is (state == Listing.LISTED)
    if who == "person":
        assert client.get(f"/discussions/posts/{post.public_id}/remove/").status_code == 404


def test_panel_of_an_action_line_counts_in_one_query(django_assert_num_queries):
    line = ActionLineFactory()
    DiscussionFactory(action_lines=[line])
    DiscussionFactory(action_lines=[line], state=Listing.WITHDRAWN)
    (panel,) = [each for each in panels_for("action_line") if each.template.startswith("record/")]

    with django_assert_num_queries(1):
        assert panel.build(line, None) == {"n": 1}


def test_pins_of_an_action_line_lead_to_our_pages(client):
    line = ActionLineFactory()
    discussion = DiscussionFactory(external_id="D900")
    Pin.objects.create(
        action_line=line, pin_kind="discussion", external_id="D900", title="Ours", position=1, address="https://e.org/"
    )

    html = client.get(line.get_absolute_url()).content.decode()

    assert f'<a href="{discussion.get_absolute_url()}"><bdi>Ours</bdi></a>' in html


@pytest.mark.parametrize("language", ["en", "pt", "es", "fr", "ar", "hi"])
def test_pages_open_in_every_language(language, client):
    discussion = DiscussionFactory(summary=text_of(en="One.\n\nTwo."), posts_read_at=clock.now())
    PostFactory(discussion=discussion)

    assert client.get(f"/discussions/?uselang={language}").status_code == 200
    assert client.get(f"{discussion.get_absolute_url()}?uselang={language}").status_code == 200
