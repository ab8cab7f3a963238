"""Suggesting a resource or a correction through the form of the library."""

import re

import pytest
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory
from tests.factories.learning import ResourceFactory
from tests.factories.movement import LanguageFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.base.errors import Refused
from mutirao.base.text import text_of
from mutirao.discussion import actions as discussion
from mutirao.discussion.models import Suggestion
from mutirao.discussion.suggestible import digest, present_values, suggestible_named
from mutirao.learning import actions, queries
from mutirao.learning.models import Resource, address_key

pytestmark = pytest.mark.django_db
NEW = "/discussion/suggest/resource/"
GOOD = {
    "title": "How to chair a meeting",
    "title_language": "English",
    "address": "https://example.org/chairing",
    "summary": "You can chair a meeting afterwards.",
    "summary_language": "en",
    "format": "guide",
    "skills": ["chairing"],
    "audiences": ["leaders", "organisers"],
    "languages": "en, Swahili",
    "minutes": "20",
    "year": "2025",
    "maintainer": "A group",
    "grounds-source_address": "https://example.org/about",
}


@pytest.fixture
def skill(db):
    return SkillFactory(slug="chairing", parent=SkillGroupFactory())


def accept(suggestion, subject=None):
    seen = digest(present_values(suggestible_named("resource"), subject))
    return discussion.accept_suggestion(suggestion=suggestion, reason="", seen=seen, by=AdministratorFactory())


@pytest.fixture
def swahili(db):
    LanguageFactory(slug="en", name_en="English", autonym="English")
    return LanguageFactory(slug="sw", name_en="Swahili")


def test_suggested_resource_is_listed_with_all_its_facts_when_accepted(client, person, skill, swahili):
    client.force_login(person)
    assert client.post(NEW, GOOD).status_code == 302
    assert not Resource.objects.exists()
    resource = accept(Suggestion.objects.get())
    assert (resource.title, resource.minutes, resource.year) == ("How to chair a meeting", 20, 2025)
    assert resource.summary == text_of(en="You can chair a meeting afterwards.")
    assert list(resource.skills.all()) == [skill]
    assert [each.audience for each in resource.audiences.all()] == ["leaders", "organisers"]
    assert [(each.language, each.is_original) for each in resource.languages.all()] == [("en", True), ("sw", False)]
    assert client.get(resource.get_absolute_url()).status_code == 200
    assert "How to chair a meeting" in client.get("/library/", {"q": "chair"}).text


def test_group_of_skills_is_folded_until_one_of_it_is_chosen(client, person, skill):
    SkillFactory(slug="coding", parent=SkillGroupFactory())
    client.force_login(person)
    fresh = client.get(NEW).text
    again = client.post(NEW, GOOD | {"title": ""}).text
    assert (fresh.count('<details class="card group">'), fresh.count('<details class="card group" open>')) == (2, 0)
    assert (again.count('<details class="card group">'), again.count('<details class="card group" open>')) == (1, 1)
    assert re.search(r'<input type="checkbox" name="skills" value="chairing"[^>]* checked', again)
    assert not re.search(r'<input type="checkbox" name="skills" value="coding"[^>]* checked', again)


def test_correction_changes_only_what_was_suggested(client, person, skill):
    resource = ResourceFactory(
        title="Old title", short_id="R041", in_languages=["en", "pt"], audiences=["leaders"], skills=[skill], year=2020
    )
    resource.languages.filter(language="pt").update(percent=70)
    client.force_login(person)
    address = f"{NEW}{resource.slug}/"
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in typed.items() if value is not False}
    client.post(address, {**data, "title": "New title", "grounds-source_address": "https://example.org/"})
    assert Suggestion.objects.get().values == {"title": "New title"}
    accept(Suggestion.objects.get(), resource)
    resource.refresh_from_db()
    assert (resource.title, resource.year, resource.sort_title) == ("New title", 2020, "new title")
    assert {each.language: each.percent for each in resource.languages.all()} == {"en": None, "pt": 70}


@pytest.mark.parametrize("address", ["https://example.org/chairing/", "http://www.example.org/chairing?utm_source=x"])
def test_what_is_in_the_library_is_not_suggested_again(client, person, skill, swahili, address):
    ResourceFactory(title="There already", address="https://example.org/chairing")
    client.force_login(person)
    answer = client.post(NEW, {**GOOD, "address": address})
    assert answer.status_code == 422
    assert "There already" in answer.text


def test_of_two_suggestions_of_one_address_that_are_accepted_at_once_one_is_listed(shared_database):
    by = AdministratorFactory()
    values = {
        **present_values(suggestible_named("resource"), ResourceFactory(minutes=5, year=2020)),
        "address": "https://example.org/new",
    }

    def list_it():
        try:
            actions.write_suggested(subject=None, values=dict(values), source_address="", by=by)
        except Refused:
            return False
        return True

    assert sorted(at_once(3, list_it)) == [False, False, True]
    assert queries.listed().filter(address_key=address_key("https://example.org/new")).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("title", hostile) for hostile in ("", "\0", "a\u202eb", "x" * 301)),
        *(("address", hostile) for hostile in ("", "javascript:alert(1)", "ftp://a.org", "https://x/\0", "y" * 1001)),
        *(("summary", hostile) for hostile in ("\0", "a\u2066b", "x" * 1001)),
        *(("format", hostile) for hostile in ("", "nonsense")),
        *(("skills", hostile) for hostile in (["nonsense"], ["\0"])),
        *(("audiences", hostile) for hostile in (["nonsense"],)),
        *(("languages", hostile) for hostile in ("Klingonesque", "\0", ",".join(["en"] * 61))),
        *(("title_language", hostile) for hostile in ("", "en, pt")),
        *(("minutes", hostile) for hostile in ("0", "-1", "1e9", "many", "9" * 30)),
        *(("year", hostile) for hostile in ("1066", "soon")),
        *(("action_line", hostile) for hostile in ("nonsense",)),
        *(("licence", hostile) for hostile in ("x" * 101, "\0")),
        *(("maintainer", hostile) for hostile in ("x" * 201, "\0")),
    ],
    ids=range(34),
)
def test_hostile_facts_get_a_message_beside_the_field(client, person, skill, swahili, field, value):
    client.force_login(person)
    answer = client.post(NEW, {**GOOD, field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert not Suggestion.objects.exists()


def test_script_in_a_suggestion_stays_text_all_the_way(client, person, skill, swahili):
    client.force_login(person)
    client.post(NEW, {**GOOD, "title": "<script>alert(1)</script>", "summary": "<img src=x onerror=alert(1)>"})
    resource = accept(Suggestion.objects.get())
    for address in (resource.get_absolute_url(), "/library/"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<img" not in page
