"""Sheets of paper: printed without a mark that tells a person, typed in once each."""

from __future__ import annotations

import re

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.needs_answers import open_assessment
from tests.factories.needs_assessments import coordinator_of

from mutirao.base.models import AuditRow
from mutirao.needs.models import Assessment, Submission
from mutirao.needs.states import AssessmentState, Channel, Design

pytestmark = pytest.mark.django_db
PAGES = ("", "print/", "type/")


def address(assessment: Assessment, page: str = "type/") -> str:
    return f"/needs/assessments/{assessment.public_id}/paper/{page}"


def typed(page: bytes, **more: str) -> dict[str, str]:
    key = re.search(r'name="sheet:key" value="(\w+)"', page.decode())[1]
    return {"sheet:key": key, "sheet:language": "en", "sheet:consented": "on", "role": "editor", **more}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 302), ("person", 403), ("coordinator", 200), ("administrator", 200)]
)
def test_only_who_runs_an_assessment_asks_on_paper(client, page, who, status):
    assessment = open_assessment()
    people = {
        "person": PersonFactory,
        "administrator": AdministratorFactory,
        "coordinator": lambda: coordinator_of(assessment.community),
    }
    if who in people:
        client.force_login(people[who]())
    assert client.get(address(assessment, page)).status_code == status


@pytest.mark.parametrize("state", [AssessmentState.DRAFT, AssessmentState.CLOSED, AssessmentState.WITHDRAWN])
def test_nothing_is_typed_in_before_or_after(client, state):
    assessment = open_assessment(state=state)
    client.force_login(coordinator_of(assessment.community))
    assert client.post(address(assessment), {}).status_code == 403


@pytest.mark.parametrize(("reader", "shown"), [("ar", "ar"), ("fr", "fr"), ("pt", "en")])
def test_page_begins_in_the_language_of_who_types(client, reader, shown):
    assessment = open_assessment()
    client.force_login(coordinator_of(assessment.community))
    page = client.get(f"{address(assessment)}?uselang={reader}&key=0").content.decode()
    chosen = re.search(r'<option value="(\w+)" selected', page)
    assert (chosen[1] if chosen else assessment.languages[0]) == shown
    assert re.search(r'name="sheet:key" value="[0-9a-f]{64}"', page)


def test_sheet_is_stored_once_however_often_the_page_is_sent(client):
    assessment = open_assessment()
    client.force_login(coordinator_of(assessment.community))
    fields = typed(client.get(address(assessment)).content, **{"first:importance": "4", "wish": "A lamp"})
    for _try in range(2):
        assert client.post(address(assessment), fields).status_code == 302
    stored = Submission.objects.get()
    assert (stored.channel, stored.seconds, stored.withdrawal_digest) == (Channel.PAPER, None, "")
    assert stored.answers == {"first": {"importance": 4}, "role": "editor", "wish": "A lamp"}
    assert AuditRow.objects.filter(action="needs.paper_typed_in").count() == 1


@pytest.mark.parametrize(
    "more",
    [{"role": ""}, {"role": "nobody"}, {"wish": "\x00"}, {"wish": "\u202e"}, {"wish": "x" * 9000},
     {"sheet:consented": ""}, {"sheet:key": "short"}, {"sheet:language": "xx"}, {"sheet:language": "\x00"}],
    ids=["missing", "choice", "null", "bidi", "long", "consent", "key", "language", "null language"],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, more):
    assessment = open_assessment()
    client.force_login(coordinator_of(assessment.community))
    fields = typed(client.get(address(assessment)).content, **{"wish": "A lamp", "second:importance": "2"})
    page = client.post(address(assessment), {**fields, **more})
    assert page.status_code == 422
    assert re.search(r'name="second:importance" value="2" checked', page.content.decode())
    assert Submission.objects.count() == 0


def test_printed_sheets_hold_every_question_and_nothing_that_tells_one_from_another(client):
    assessment = open_assessment()
    client.force_login(coordinator_of(assessment.community))
    pages = [client.get(address(assessment, "print/?uselang=en")).content.decode() for _time in range(2)]
    article = [re.search(r"<article.*</article>", page, re.DOTALL)[0] for page in pages]
    assert article[0] == article[1]
    for words in ("The first skill", "The second skill", "What do you do?", "Organiser", "What do you wish?"):
        assert words in article[0]
    assert "<input" not in article[0]


def test_printed_sheets_are_in_the_language_that_was_asked_for(client):
    assessment = open_assessment()
    client.force_login(coordinator_of(assessment.community))
    page = client.get(address(assessment, "print/?uselang=ar")).content.decode()
    assert 'dir="rtl"' in page
    assert "ماذا تفعل؟" in page


def test_drawn_sheets_bear_a_letter_that_many_share(client):
    assessment = open_assessment(design=Design.BLOCKS, skills_each=2)
    client.force_login(coordinator_of(assessment.community))
    assert client.get(address(assessment, "print/")).content.decode().count('class="letter"') == 8
    fields = typed(client.get(address(assessment, "type/?sheet=B")).content)
    client.post(address(assessment, "type/?sheet=B"), fields)
    assert len(Submission.objects.get().asked_skills) == 2
