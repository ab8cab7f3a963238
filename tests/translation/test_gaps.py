"""What a language lacks, and the pages that lead there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import PersonFactory

from mutirao.base.text import Text, text_of
from mutirao.translation import queries
from mutirao.translation.states import TextState
from mutirao.translation.texts import translatable

from .conftest import skill

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("description", "state"),
    [
        (text_of(en="Lead."), TextState.MISSING),
        (text_of(en="Lead.", pt="Conduzir."), None),
        (Text("en", {"en": "Lead.", "pt": "Conduzir."}, frozenset({"pt"})), TextState.OUTDATED),
        (Text("en", {"en": "Lead.", "pt": "Conduzir."}, frozenset({"pt-BR", "fr"})), None),
        (text_of("pt", pt="Conduzir."), None),
        (Text("en", {}), None),
    ],
)
def test_gaps_are_found_in_the_database(db, description, state):
    shown = skill()
    shown.description = description
    shown.save()
    found = list(queries.with_gaps(translatable("skill"), "pt", user=AnonymousUser()))
    assert found == ([shown] if state else [])
    assert queries.gaps_of(shown, "pt") == ([("description", state)] if state else [])


def test_gaps_of_tags_with_subtags(db):
    shown = skill(description=Text("en", {"en": "Lead.", "zh-Hant": "帶領"}))
    shown.name = text_of(en="Facilitation", **{"zh-Hant": "引導"})
    shown.save()
    assert not queries.with_gaps(translatable("skill"), "zh-Hant", user=AnonymousUser()).exists()
    assert queries.with_gaps(translatable("skill"), "zh-Hans", user=AnonymousUser()).exists()


def test_hidden_things_are_in_no_list(client, facilitation):
    skill("hidden", is_current=False)
    page = client.get("/translate/?language=pt&kind=skill").text
    assert "Facilitation" in page
    assert "Hidden" not in page
    assert "1 entry lacks" in page


def test_states_of_a_text(facilitation):
    facilitation.description = Text("en", {"en": "Lead.", "pt": "Conduzir.", "sw": "Ongoza."}, frozenset({"sw"}))
    states = queries.text_states(facilitation, "description")
    assert [(each.language, str(each.state)) for each in states] == [
        ("en", "original"),
        ("ar", "missing"),
        ("es", "missing"),
        ("fr", "missing"),
        ("hi", "missing"),
        ("pt", "current"),
        ("sw", "outdated"),
    ]


@pytest.mark.parametrize("language", ["xx", "'", "a__b", "pt\0", "<script>", "x" * 21])
def test_unknown_language_has_a_message(client, facilitation, language):
    page = client.get("/translate/", {"language": language, "kind": "skill"})
    assert page.status_code == 422
    assert 'class="wrong"' in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize("query", ["?kind=nothing", "?kind=skill&page=x", "?page=99999", "?kind=%00"])
def test_odd_addresses_do_not_break_the_list(client, facilitation, query):
    assert client.get(f"/translate/{query}").status_code in {200, 422}


@pytest.mark.parametrize(
    "path",
    [
        "nothing/facilitation/",
        "person/facilitation/",
        "skill/nothing/",
        "skill/facilitation/slug/pt/",
        "skill/facilitation/description/xx/",
        "skill/facilitation/description/PT/",
        "skill/facilitation/description/en/",
        "skill/%00/description/pt/",
    ],
)
def test_unknown_addresses_are_404(client, facilitation, path):
    client.force_login(PersonFactory())
    assert client.get(f"/translate/{path}").status_code == 404
    assert client.post(f"/translate/{path}").status_code in {404, 405}


def test_editor_follows_the_direction_of_its_language(client, facilitation):
    client.force_login(PersonFactory())
    page = client.get("/translate/skill/facilitation/description/ar/").text
    editor = page.split("<textarea")[1].split(">")[0]
    assert 'lang="ar"' in editor
    assert 'dir="rtl"' in editor


def test_strangers_read_and_are_sent_to_sign_in(client, facilitation):
    address = "/translate/skill/facilitation/description/pt/"
    assert "Sign in to translate" in client.get(address).text
    assert client.post(address, {"text": "x"}).url.startswith("/me/sign-in/")


@pytest.mark.parametrize("n_skills", [1, 3, 100])
def test_list_takes_as_many_queries_for_any_number(client, db, django_assert_num_queries, n_skills):
    for number in range(n_skills):
        skill(f"skill-{number}")
    with django_assert_num_queries(2):
        client.get("/translate/?language=sw&kind=skill")


def test_page_of_a_thing_leads_to_its_translations(client, facilitation):
    assert "/translate/skill/facilitation/" in client.get("/skills/facilitation/").text
