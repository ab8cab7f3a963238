"""The pages of skills: the tree, the search in it, other frameworks and one entry."""

import pytest
from tests.factories.skills import CrosswalkFactory, FrameworkFactory, SkillFactory, SkillGroupFactory

from mutirao.base import panels
from mutirao.base.text import text_of

pytestmark = pytest.mark.django_db
HOSTILE = ["\x00", "<script>alert(1)</script>", "%", "'; drop table", "\u202eabc", "x" * 10_000]


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_costs_the_same_for_any_number_of_skills(client, django_assert_num_queries, n):
    group = SkillGroupFactory()
    SkillFactory.create_batch(n, parent=group)
    with django_assert_num_queries(2):
        page = client.get("/skills/")
    assert page.text.count("<li class=") == n


@pytest.mark.parametrize("n", [1, 3, 100])
def test_search_costs_the_same_for_any_number_found(client, django_assert_num_queries, n):
    SkillFactory.create_batch(n, parent=SkillGroupFactory(), description=text_of(en="Speak in meetings."))
    with django_assert_num_queries(2):
        page = client.get("/skills/?q=MEETINGS")
    assert page.text.count("Speak in meetings.") == min(n, 50)


@pytest.mark.parametrize("n", [1, 3, 100])
def test_an_entry_costs_the_same_for_any_number_below_it(client, django_assert_num_queries, monkeypatch, n):
    # Panels of higher contexts count for themselves.
    monkeypatch.setattr(panels, "_panels", {})
    group = SkillGroupFactory()
    SkillFactory.create_batch(n, parent=group)
    with django_assert_num_queries(4):
        page = client.get(group.get_absolute_url())
    assert page.text.count("<li class=") == min(n, 50)


def test_search_finds_in_the_language_of_the_page_and_in_english(client):
    SkillFactory(parent=SkillGroupFactory(), name=text_of(en="Listening", pt="Escuta"))
    assert "Escuta" in client.get("/skills/?uselang=pt&q=escuta").text
    assert "Escuta" in client.get("/skills/?uselang=pt&q=listening").text
    assert "Listening" not in client.get("/skills/?q=escuta").text


@pytest.mark.parametrize("words", HOSTILE)
def test_search_survives_anything(client, words):
    SkillFactory(parent=SkillGroupFactory())
    page = client.get("/skills/", {"q": words})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_an_entry_that_a_newer_edition_dropped_has_no_page(client):
    group = SkillGroupFactory()
    dropped = SkillFactory(parent=group, is_current=False)
    assert client.get(dropped.get_absolute_url()).status_code == 404
    assert str(dropped) not in client.get("/skills/").text
    assert str(dropped) not in client.get(group.get_absolute_url()).text


def test_an_entry_says_what_others_call_it(client):
    row = CrosswalkFactory(their_label="negotiation")
    page = client.get(row.skill.get_absolute_url()).text
    assert "negotiation" in page
    assert row.source_url in page


def test_a_large_framework_is_shown_by_storeys(client, django_assert_num_queries):
    framework = FrameworkFactory(slug="large", is_core=False)
    root = SkillGroupFactory(framework=framework)
    middle = SkillGroupFactory(framework=framework, parent=root)
    SkillFactory.create_batch(201, framework=framework, parent=middle)
    with django_assert_num_queries(4):
        page = client.get("/skills/frameworks/large/").text
    assert str(root) in page
    assert str(middle) in page
    assert "Skill" in page


def test_an_unknown_framework_or_skill_is_not_found(client):
    assert client.get("/skills/frameworks/none/").status_code == 404
    assert client.get("/skills/none/").status_code == 404
