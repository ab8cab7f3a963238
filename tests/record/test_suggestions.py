"""Suggesting discussions and corrections."""

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import ActionLineFactory, DemandFactory
from tests.factories.movement import LanguageFactory
from tests.factories.needs import EarlierAssessmentFactory
from tests.factories.projects import ProjectFactory

from mutirao.base.audit import history
from mutirao.base.errors import Refused
from mutirao.discussion.models import Suggestion
from mutirao.record import actions
from mutirao.record.forms import DiscussionForm
from mutirao.record.models import Discussion

pytestmark = pytest.mark.django_db

HOSTILE = {"script": "<script>alert(1)</script>", "bidi": "\u202egnp", "null": "a\x00b", "long": "x" * 10_000}
GROUNDS = {"grounds-source_address": "https://meta.wikimedia.org/wiki/Talk:Example", "grounds-note": "I was there."}


@pytest.fixture(autouse=True)
def language():
    LanguageFactory(slug="en", name_en="English")


def facts(**changed):
    return {
        "title": "Who answers?",
        "address": "https://meta.wikimedia.org/wiki/Talk:Example",
        "venue_kind": "talk_page",
        "venue": "Meta talk",
        "start_date": "2024-05",
        "end_date": "",
        "language": "en",
        "participants": "5 people",
        "topic": "answers",
        "outcome": "An owner for each",
        "summary": "People asked.\n\nOthers answered.",
        "came_of": "",
    } | changed


def cleaned(**changed):
    form = DiscussionForm(facts(**changed))
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_a_suggested_discussion_is_listed_when_a_curator_accepts_it(client):
    line, project = ActionLineFactory(), ProjectFactory()
    client.force_login(PersonFactory())
    chosen = {"action_lines": [line.slug], "came_of": f"http://testserver{project.get_absolute_url()}"}

    assert client.post("/discussion/suggest/discussion/", facts(**chosen) | GROUNDS).status_code == 302
    assert Discussion.objects.count() == 0
    suggestion = Suggestion.objects.get()
    client.force_login(AdministratorFactory())
    page = client.get(suggestion.get_absolute_url())
    seen = page.context["form"].initial["seen"]
    client.post(suggestion.get_absolute_url(), {"state": "accepted", "reason": "Yes.", "seen": seen})

    discussion = Discussion.objects.get()
    assert (discussion.slug, str(discussion.outcome)) == ("who-answers", "An owner for each")
    assert [each.slug for each in discussion.action_lines.all()] == [line.slug]
    assert [each.subject for each in discussion.outcomes.all()] == [project.reference]
    assert [row.action for row in history(discussion.reference)] == ["record.discussion_listed"]
    html = client.get(discussion.get_absolute_url()).content.decode()
    assert "Summary by a person" in html
    assert "<p>Others answered.</p>" in html


def test_addresses_of_our_pages_become_what_came_of_it():
    project, assessment, demand = ProjectFactory(), EarlierAssessmentFactory(), DemandFactory()
    things = (project, assessment, demand, project)
    addresses = "\n".join(f"http://testserver{thing.get_absolute_url()}" for thing in things)

    once = cleaned(came_of=addresses)["came_of"]

    assert once == "\n".join(str(thing.reference) for thing in (project, assessment, demand))
    assert cleaned(came_of=once)["came_of"] == once


@pytest.mark.parametrize("address", ["https://elsewhere.example{path}", "{path}nowhere/", "project:nothing"])
def test_what_stands_elsewhere_or_nowhere_is_refused(address):
    form = DiscussionForm(facts(came_of=address.format(path=ProjectFactory().get_absolute_url())))
    assert list(form.errors) == ["came_of"]


def test_present_facts_fill_a_form_that_changes_nothing():
    by = AdministratorFactory()
    values = cleaned(came_of=ProjectFactory().get_absolute_url())
    discussion = actions.write_suggested(subject=None, values=values, source_address="", by=by)
    present = actions.present_facts(discussion)

    form = DiscussionForm(dict(present), subject=discussion)

    assert form.is_valid(), form.errors
    assert form.cleaned_data == dict(present)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"address": "ftp://example.org"}, "address"),
        ({"venue_kind": "pub"}, "venue_kind"),
        ({"start_date": ""}, "start_date"),
        ({"start_date": "2024-02-30"}, "start_date"),
        ({"end_date": "2023"}, "end_date"),
        ({"language": "klingonese"}, "language"),
        ({"came_of": "https://example.org/elsewhere"}, "came_of"),
        ({"came_of": "/sources/"}, "came_of"),
        ({"came_of": "person:7"}, "came_of"),
        ({"came_of": "project:"}, "came_of"),
        # Longer than any key: PostgreSQL would refuse it only when a curator accepts.
        ({"came_of": f"demand:{'x' * 101}"}, "came_of"),
        ({"came_of": f"/projects/{'x' * 101}/"}, "came_of"),
        ({"came_of": f"/action-lines/plan/#{'x' * 101}"}, "came_of"),
        ({"title": "No document of XML holds \uffff"}, "title"),
        ({"came_of": "\n".join(f"project:p{number}" for number in range(21))}, "came_of"),
        ({"action_lines": ["nowhere"]}, "action_lines"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(changed, field):
    form = DiscussionForm(facts(**changed))

    assert not form.is_valid()
    assert list(form.errors) == [field]


@pytest.mark.parametrize("field", ["title", "topic", "venue", "summary", "came_of", "start_date"])
@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_hostile_text_is_refused_or_shown_as_text(kind, field, client):
    client.force_login(PersonFactory())

    response = client.post("/discussion/suggest/discussion/", facts(**{field: HOSTILE[kind]}) | GROUNDS)

    assert response.status_code in {302, 422}
    assert response.status_code == 422 or kind == "script"
    assert "<script>alert" not in response.content.decode()


def test_dates_may_be_typed_in_the_digits_of_a_script():
    assert cleaned(start_date="٢٠٢٤-٠٥", end_date="२०२४-०६")["start_date"] == "2024-05"


def test_only_curators_write():
    with pytest.raises(Refused, match="Only curators"):
        actions.write_suggested(subject=None, values=cleaned(), source_address="", by=PersonFactory())
