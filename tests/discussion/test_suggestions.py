"""Suggesting something new or a correction, and what a curator decides about it."""

import pytest
from django import forms
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.discussion import SuggestionFactory

from mutirao.accounts import actions as accounts_actions
from mutirao.accounts.models import Notice
from mutirao.accounts.personal_data import collected
from mutirao.accounts.rules import is_administrator
from mutirao.base.errors import Refused
from mutirao.base.forms import PlainText
from mutirao.base.text import text_of
from mutirao.discussion import actions, suggestible
from mutirao.discussion.models import Suggestion
from mutirao.discussion.suggestible import SuggestedForm, Suggestible, digest, present_values
from mutirao.skills.models import Skill

pytestmark = pytest.mark.django_db
GROUNDS = {"grounds-source_address": "https://example.org/proof", "grounds-note": "It is well known."}
HOSTILE = ["", "\0", "a\u202eb", "x" * 201]


class SkillForm(SuggestedForm):
    name = PlainText(label="Name", max_length=200)
    words = forms.MultipleChoiceField(label="Words", choices=[("a", "The first"), ("b", "The second")], required=False)


def present(skill):
    return {"name": skill.name.original, "words": skill.description.original.split()}


def write(*, subject, values, source_address, by):
    skill = subject or Skill(framework=Skill.objects.get(slug="facilitation").framework, slug="new", entry_kind="skill")
    skill.name, skill.description = text_of(en=values["name"]), text_of(en=" ".join(values["words"]))
    skill.save()
    return skill


@pytest.fixture(autouse=True)
def skills_can_be_suggested(monkeypatch, facilitation):
    registered = Suggestible("skill", SkillForm, present, write, is_administrator)
    monkeypatch.setitem(suggestible._suggestibles, "skill", registered)
    Skill.objects.filter(pk=facilitation.pk).update(description=text_of(en="a"))
    facilitation.refresh_from_db()


def seen_now(subject):
    return digest(present_values(suggestible.suggestible_named("skill"), subject))


def accept(suggestion, subject, by):
    return actions.accept_suggestion(suggestion=suggestion, reason="", seen=seen_now(subject), by=by)


def test_something_new_waits_and_is_listed_only_when_a_curator_accepts_it(client, facilitation):
    proposer, curator = PersonFactory(), AdministratorFactory()
    client.force_login(proposer)
    client.post("/discussion/suggest/skill/", {"name": "Chairing", "words": ["b"], **GROUNDS})
    suggestion = Suggestion.objects.get()
    assert suggestion.values == {"name": "Chairing", "words": ["b"]}
    assert not Skill.objects.filter(slug="new").exists()
    assert "Chairing" in client.get("/discussion/suggestions/").text
    client.force_login(curator)
    assert "1 suggestion to decide about" in client.get("/me/").text
    assert "Chairing" in client.get("/discussion/moderation/").text
    page = client.get(suggestion.get_absolute_url())
    assert "The second" in page.text
    data = {"state": "accepted", "seen": page.context["form"]["seen"].value()}
    assert client.post(suggestion.get_absolute_url(), data).url == "/discussion/suggestions/"
    assert Skill.objects.get(slug="new").name.original == "Chairing"
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.subject_id, suggestion.decided_by) == ("accepted", "new", curator)
    assert Notice.objects.get().person == proposer


def test_correction_begins_with_the_present_facts_and_keeps_only_what_differs(client, facilitation):
    client.force_login(PersonFactory())
    address = "/discussion/suggest/skill/facilitation/"
    assert 'value="Facilitation"' in client.get(address).text
    client.post(address, {"name": "Facilitating", "words": ["a"], **GROUNDS})
    suggestion = Suggestion.objects.get()
    assert (suggestion.values, suggestion.seen) == ({"name": "Facilitating"}, {"name": "Facilitation"})


def test_correction_that_changes_nothing_is_not_kept(client, facilitation):
    client.force_login(PersonFactory())
    answer = client.post("/discussion/suggest/skill/facilitation/", {"name": "Facilitation", "words": ["a"], **GROUNDS})
    assert "Nothing is different yet." in answer.text
    assert not Suggestion.objects.exists()


def test_accepting_leaves_alone_what_somebody_else_changed_meanwhile(facilitation):
    suggestion = SuggestionFactory(values={"name": "Facilitating"}, seen={"name": "Facilitation"})
    Skill.objects.filter(pk=facilitation.pk).update(description=text_of(en="b"))
    facilitation.refresh_from_db()
    accept(suggestion, facilitation, AdministratorFactory())
    facilitation.refresh_from_db()
    assert (facilitation.name.original, facilitation.description.original) == ("Facilitating", "b")


def test_curator_is_told_of_a_change_since_the_suggestion_was_made(client, facilitation):
    suggestion = SuggestionFactory(values={"name": "Facilitating"}, seen={"name": "Facilitation"})
    client.force_login(AdministratorFactory())
    assert "changed since it was suggested" not in client.get(suggestion.get_absolute_url()).text
    Skill.objects.filter(pk=facilitation.pk).update(name=text_of(en="Helping groups"))
    page = client.get(suggestion.get_absolute_url()).text
    assert "changed since it was suggested" in page
    assert "Helping groups" in page


def test_change_while_the_curator_reads_stops_the_decision_once(client, facilitation):
    suggestion = SuggestionFactory(values={"name": "Facilitating"}, seen={"name": "Facilitation"})
    client.force_login(AdministratorFactory())
    data = {"state": "accepted", "seen": seen_now(facilitation), "reason": "Fits."}
    Skill.objects.filter(pk=facilitation.pk).update(name=text_of(en="Helping groups"))
    refused = client.post(suggestion.get_absolute_url(), data)
    assert refused.status_code == 409
    assert "Helping groups" in refused.text
    assert "Fits." in refused.text
    again = {**data, "seen": refused.context["form"]["seen"].value()}
    assert client.post(suggestion.get_absolute_url(), again).status_code == 302
    facilitation.refresh_from_db()
    assert facilitation.name.original == "Facilitating"


def test_second_curator_is_refused(facilitation):
    suggestion, first = SuggestionFactory(), AdministratorFactory()
    actions.refuse_suggestion(suggestion=suggestion, reason="No source says so.", by=first)
    with pytest.raises(Refused, match="settled already"):
        accept(suggestion, facilitation, AdministratorFactory())
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == ("refused", first)


def test_nobody_decides_about_their_own(client, facilitation):
    curator = AdministratorFactory()
    suggestion = SuggestionFactory(proposed_by=curator)
    client.force_login(curator)
    data = {"state": "accepted", "seen": seen_now(facilitation)}
    assert client.post(suggestion.get_absolute_url(), data).status_code == 403
    assert str(suggestion) not in client.get("/discussion/moderation/").text
    suggestion.refresh_from_db()
    assert suggestion.state == "waiting"


def test_refusal_needs_a_reason_and_the_proposer_reads_it(client, facilitation):
    suggestion = SuggestionFactory()
    client.force_login(AdministratorFactory())
    data = {"state": "refused", "seen": seen_now(facilitation)}
    assert "Please say why" in client.post(suggestion.get_absolute_url(), data).text
    client.post(suggestion.get_absolute_url(), {**data, "reason": "The source is gone."})
    client.force_login(suggestion.proposed_by)
    assert "The source is gone." in client.get(suggestion.get_absolute_url()).text


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("proposer", 200), ("curator", 200), ("nobody", 302)])
def test_suggestion_is_read_by_its_maker_and_by_curators(client, facilitation, who, status):
    suggestion = SuggestionFactory()
    people = {"stranger": PersonFactory, "proposer": lambda: suggestion.proposed_by, "curator": AdministratorFactory}
    if who in people:
        client.force_login(people[who]())
    assert client.get(suggestion.get_absolute_url()).status_code == status


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("proposer", 302), ("curator", 403)])
def test_only_its_maker_takes_a_suggestion_back(client, facilitation, who, status):
    suggestion = SuggestionFactory()
    people = {"stranger": PersonFactory, "proposer": lambda: suggestion.proposed_by, "curator": AdministratorFactory}
    client.force_login(people[who]())
    assert client.post(f"{suggestion.get_absolute_url()}take-back/").status_code == status
    suggestion.refresh_from_db()
    assert (suggestion.state == "taken_back") == (who == "proposer")


def test_what_is_not_listed_any_more_cannot_be_corrected(facilitation):
    suggestion = SuggestionFactory()
    Skill.objects.filter(pk=facilitation.pk).update(is_current=False)
    with pytest.raises(Refused, match="not listed any more"):
        accept(suggestion, None, AdministratorFactory())


def test_facts_that_no_longer_fit_are_refused_by_name(facilitation):
    suggestion = SuggestionFactory(values={"words": ["z"]}, seen={"words": ["a"]})
    with pytest.raises(Refused, match="Words"):
        accept(suggestion, facilitation, AdministratorFactory())


@pytest.mark.parametrize("name", HOSTILE, ids=["empty", "null", "bidi", "long"])
def test_hostile_facts_get_a_message_beside_the_field_and_keep_the_rest(client, facilitation, name):
    client.force_login(PersonFactory())
    answer = client.post("/discussion/suggest/skill/", {"name": name, "words": ["b"], **GROUNDS})
    assert answer.status_code == 422
    assert 'id="id_name_error"' in answer.text
    assert "It is well known." in answer.text
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("address", ["", "ftp://example.org/x", "javascript:alert(1)", "https://" + "x" * 500])
def test_grounds_need_a_web_address(client, facilitation, address):
    client.force_login(PersonFactory())
    data = {"name": "Chairing", **GROUNDS, "grounds-source_address": address}
    assert client.post("/discussion/suggest/skill/", data).status_code == 422
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("path", ["suggest/nothing/", "suggest/skill/nothing/", "suggest/skill/a%00b/"])
def test_unknown_kinds_and_things_are_not_found(client, facilitation, path):
    client.force_login(PersonFactory())
    assert client.get(f"/discussion/{path}").status_code == 404


def test_script_in_a_suggestion_is_shown_as_text(client, facilitation):
    suggestion = SuggestionFactory(title="<script>x</script>", values={"name": "<script>y</script>"})
    client.force_login(AdministratorFactory())
    assert "<script>" not in client.get(suggestion.get_absolute_url()).text


def test_erasure_takes_waiting_ones_back_and_cuts_the_name_of_the_others(facilitation):
    person = PersonFactory()
    waiting, decided = SuggestionFactory(proposed_by=person), SuggestionFactory(proposed_by=person, note="From me")
    accept(decided, facilitation, AdministratorFactory())
    assert [each["note"] for each in collected(person)["discussion"]["suggestions"]] == ["", "From me"]
    accounts_actions.erase_person(by=person)
    for each in (waiting, decided):
        each.refresh_from_db()
    assert (waiting.state, waiting.values, waiting.proposed_by) == ("taken_back", {}, None)
    assert (decided.state, decided.note, decided.proposed_by) == ("accepted", "", None)


@pytest.mark.parametrize("n_rows", [1, 3, 60])
def test_lists_ask_the_same_number_of_questions_at_any_length(client, facilitation, django_assert_num_queries, n_rows):
    SuggestionFactory.create_batch(n_rows)
    client.force_login(AdministratorFactory())
    with django_assert_num_queries(5):
        client.get("/discussion/suggestions/")
