"""Answering page by page without a script: nothing stored before the end, nothing lost on the way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from tests.factories.accounts import PersonFactory
from tests.factories.needs_answers import open_assessment

from mutirao.needs.actions.invitations import digest_of
from mutirao.needs.forms.filling import SALT
from mutirao.needs.models import Assessment, Invitation, Submission
from mutirao.needs.states import AssessmentState, Design, Privacy, Recruitment

pytestmark = pytest.mark.django_db
BEGIN = {"sheet:age": "on", "sheet:consent": "on"}
FIRST_PAGE = {"first:importance": "5", "first:competence": "2", "second:importance": "3"}
SECOND_PAGE = {"role": "editor", "wish": "<script>alert(1)</script>"}


class Walk:
    """Somebody who fills in the pages: each step posts what the page before gave, as a browser does."""

    def __init__(self, client: Client, assessment: Assessment, query: str = "") -> None:
        self.client, self.address = client, f"/answer/{assessment.public_id}/{query}"
        self.page: Any = None

    def begin(self, **more: str) -> Walk:
        return self._post({**BEGIN, **more})

    def go(self, where: str, typed: dict[str, str] | None = None, *, query: str = "") -> Walk:
        return self._post({**hidden(self.page), **(typed or {}), "sheet:go": where}, query)

    def _post(self, fields: dict[str, str], query: str = "") -> Walk:
        self.page = self.client.post(self.address.split("?")[0] + query, fields)
        return self

    @property
    def text(self) -> str:
        return self.page.content.decode()


def hidden(page: Any) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(sheet:\w+)" value="([^"]*)"', page.content.decode()))


@pytest.fixture
def assessment(db: None) -> Assessment:
    return open_assessment()


def walked(client: Client, assessment: Assessment) -> Walk:
    return Walk(client, assessment).begin().go("next", FIRST_PAGE).go("next", SECOND_PAGE)


def test_pages_lead_from_the_start_to_a_code(client, assessment):
    start = client.get(f"/answer/{assessment.public_id}/").content.decode()
    assert "What we want to learn" in start
    assert "We keep no names." in start
    walk = walked(client, assessment)
    assert "&lt;script&gt;alert(1)" in walk.text
    assert Submission.objects.count() == 0
    walk.go("send")
    assert re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", walk.text)
    assert walk.page.headers["Cache-Control"] == "no-store"
    stored = Submission.objects.get()
    assert stored.answers == {
        "first": {"importance": 5, "competence": 2},
        "second": {"importance": 3},
        "role": "editor",
        "wish": "<script>alert(1)</script>",
    }


def test_sending_twice_gives_the_same_code_and_one_sheet(client, assessment):
    walk = walked(client, assessment)
    again = hidden(walk.page)
    codes = [
        re.search(r'id="code">([^<]+)<', client.post(walk.address, {**again, "sheet:go": "send"}).content.decode())[1]
        for _try in range(2)
    ]
    assert codes[0] == codes[1]
    assert Submission.objects.count() == 1


def test_code_of_the_last_page_takes_the_answers_back(client, assessment):
    code = re.search(r'id="code">([^<]+)<', walked(client, assessment).go("send").text)[1]
    assert "deleted" in client.post("/answer/take-back/", {"code": code}).content.decode()
    assert Submission.objects.count() == 0
    assert client.post("/answer/take-back/", {"code": code}).status_code == 422


def test_back_and_forth_keeps_what_was_typed_even_where_it_is_wrong(client, assessment):
    walk = Walk(client, assessment).begin().go("next", FIRST_PAGE).go("back", {"role": "nobody", "wish": "a lamp"})
    assert re.search(r'name="first:importance" value="5" checked', walk.text)
    walk.go("next", {**FIRST_PAGE, "first:importance": "4"})
    assert "a lamp" in walk.text


def test_language_changes_in_the_middle_and_nothing_is_lost(client, assessment):
    walk = Walk(client, assessment).begin().go("next", FIRST_PAGE)
    walk.go("stay", {"role": "organiser", "wish": "a lamp"}, query="?uselang=ar")
    assert 'dir="rtl"' in walk.text
    assert "ماذا تفعل؟" in walk.text
    assert re.search(r'value="organiser" checked', walk.text)
    assert "a lamp" in walk.text
    walk.go("next", {"role": "organiser", "wish": "a lamp"}, query="?uselang=ar").go("send", query="?uselang=ar")
    assert Submission.objects.get().language == "ar"


def test_what_is_not_translated_is_shown_in_another_language_and_said(client, assessment):
    page = client.get(f"/answer/{assessment.public_id}/?uselang=ar").content.decode()
    assert 'lang="en" dir="ltr">To plan our year.' in page
    assert page.count('class="notice"') == 1
    assert client.get(f"/answer/{assessment.public_id}/?uselang=en").content.decode().count('class="notice"') == 0


def test_missing_answer_is_named_beside_its_question(client, assessment):
    walk = Walk(client, assessment).begin().go("next", FIRST_PAGE).go("next", {"wish": "a lamp"})
    assert walk.page.status_code == 422
    assert 'class="wrong"' in walk.text
    assert "a lamp" in walk.text


@pytest.mark.parametrize("missing", ["sheet:age", "sheet:consent"])
def test_without_age_or_consent_nobody_begins(client, assessment, missing):
    page = client.post(
        f"/answer/{assessment.public_id}/", {name: value for name, value in BEGIN.items() if name != missing}
    )
    assert page.status_code == 422
    assert 'class="wrong"' in page.content.decode()


def test_assessment_that_closes_in_between_loses_nothing_typed(client, assessment):
    walk = walked(client, assessment)
    Assessment.objects.update(state=AssessmentState.CLOSED)
    walk.go("send")
    assert walk.page.status_code == 409
    assert "closed" in walk.text
    assert "Editor" in walk.text
    assert Submission.objects.count() == 0
    Assessment.objects.update(state=AssessmentState.OPEN)
    walk.go("send")
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("state", ["", "nonsense", "\x00", "x" * 9000])
def test_state_that_we_did_not_sign_starts_again(client, assessment, state):
    page = client.post(f"/answer/{assessment.public_id}/", {"sheet:state": state, "sheet:go": "send"})
    assert page.status_code == 422
    assert Submission.objects.count() == 0


def test_state_of_another_assessment_does_not_count(client, assessment):
    walk = walked(client, open_assessment())
    page = client.post(f"/answer/{assessment.public_id}/", {**hidden(walk.page), "sheet:go": "send"})
    assert page.status_code == 422
    assert Submission.objects.count() == 0


def test_posts_that_are_too_large_are_refused_unread(client, assessment):
    page = client.post(f"/answer/{assessment.public_id}/", {"wish": "x" * 1_100_000})
    assert page.status_code == 413


@pytest.mark.parametrize(
    "typed",
    [
        {"wish": "null\x00byte", "role": "editor"},
        {"wish": "\u202eturned", "role": "editor"},
        {"wish": "x" * 30_000, "role": "editor"},
        {"wish": "", "role": "nobody"},
        {"wish": "", "role": "x" * 300_000},
        {"wish": "a", "role": "editor", "sheet:page": "-1"},
        {"wish": "a", "role": "editor", "sheet:page": "99999999999"},
        {"wish": "a", "role": "editor", "sheet:page": "\u0663"},
    ],
    ids=["null", "bidi", "long", "choice", "long choice", "negative page", "huge page", "digits"],
)
@pytest.mark.parametrize("go", ["next", "back", "stay", "send", "page-x", "page-99999", ""])
def test_hostile_posts_never_break_a_page(client, assessment, typed, go):
    walk = Walk(client, assessment).begin().go("next", FIRST_PAGE)
    page = client.post(walk.address, {**hidden(walk.page), **typed, "sheet:go": go})
    assert page.status_code in {200, 422}
    assert Submission.objects.count() == 0


def test_state_holds_no_account_and_no_address(client, assessment):
    client.force_login(PersonFactory())
    state = signing.loads(hidden(Walk(client, assessment).begin().page)["sheet:state"], salt=SALT)
    assert state["person"] == ""


def test_confidential_answers_need_an_account_and_one_is_enough(client):
    assessment, person = open_assessment(privacy=Privacy.CONFIDENTIAL), PersonFactory()
    assert "Sign in to answer" in client.get(f"/answer/{assessment.public_id}/").content.decode()
    assert client.post(f"/answer/{assessment.public_id}/", BEGIN).status_code == 422
    client.force_login(person)
    walk = walked(client, assessment).go("send")
    assert walk.page.status_code == 200
    assert "already" in client.get(f"/answer/{assessment.public_id}/").content.decode()


def test_answers_of_one_account_are_not_sent_by_another(client):
    assessment = open_assessment(privacy=Privacy.CONFIDENTIAL)
    client.force_login(PersonFactory())
    walk = walked(client, assessment)
    client.force_login(PersonFactory())
    walk.go("send")
    assert walk.page.status_code == 409
    assert Submission.objects.count() == 0


def test_invitation_leads_to_its_community_and_works_once(client):
    assessment = open_assessment(n_communities=2, recruitment=Recruitment.INVITED)
    second = assessment.asked.order_by("-pk")[0].community
    Invitation.objects.create(assessment=assessment, community=second, token_digest=digest_of("token"))
    assert "by invitation" in client.get(f"/answer/{assessment.public_id}/").content.decode()
    walk = Walk(client, assessment).begin(**{"sheet:invitation": "token"})
    walk.go("next", FIRST_PAGE).go("next", SECOND_PAGE).go("send")
    assert Submission.objects.get().community == second
    assert "used already" in client.get(f"/answer/{assessment.public_id}/?invitation=token").content.decode()


def test_where_several_communities_are_asked_people_say_theirs(client):
    assessment = open_assessment(n_communities=2)
    assert Walk(client, assessment).begin().page.status_code == 422
    assert Walk(client, assessment).begin(**{"sheet:community": "elsewhere"}).page.status_code == 422
    second = assessment.asked.order_by("-pk")[0].community
    walk = Walk(client, assessment).begin(**{"sheet:community": second.slug})
    walk.go("next", FIRST_PAGE).go("next", SECOND_PAGE).go("send")
    assert Submission.objects.get().community == second


def test_drawn_blocks_ask_a_part_and_keep_which(client):
    assessment = open_assessment(design=Design.BLOCKS, skills_each=1)
    walk = Walk(client, assessment).begin()
    assert "first:importance" in walk.text
    assert "second:importance" not in walk.text
    walk.go("next", {"first:importance": "5"}).go("next", SECOND_PAGE).go("send")
    assert len(Submission.objects.get().asked_skills) == 1


@pytest.mark.parametrize(
    ("state", "status"),
    [(AssessmentState.DRAFT, 404), (AssessmentState.CLOSED, 200), (AssessmentState.WITHDRAWN, 200)],
)
def test_address_of_what_is_not_open_says_so(client, assessment, state, status):
    Assessment.objects.update(state=state)
    page = client.get(f"/answer/{assessment.public_id}/")
    assert page.status_code == status
    assert "sheet:consent" not in page.content.decode()


def test_preview_for_chat_apps_tells_nothing_private(client, assessment):
    page = client.get(f"/answer/{assessment.public_id}/?invitation=secret-token").content.decode()
    tags = re.findall(r'<meta property="og:\w+" content="([^"]*)"', page)
    assert tags == ["website", "What we want to learn", "To plan our year.", "Mutirão"]
    assert 'name="robots" content="noindex"' in page


def test_code_page_refuses_nonsense_beside_the_field(client, db):
    for code in ("", "x" * 41, "\x00", "\u202e", "0000-0000-0000-0000"):
        page = client.post("/answer/take-back/", {"code": code})
        assert (code[:5], page.status_code) == (code[:5], 422)
        assert 'class="wrong"' in page.content.decode()


def test_start_and_pages_ask_the_database_little(client, assessment, django_assert_max_num_queries):
    client.get(f"/answer/{assessment.public_id}/")
    with django_assert_max_num_queries(3):
        client.get(f"/answer/{assessment.public_id}/")
    walk = Walk(client, assessment).begin()
    with django_assert_max_num_queries(1):
        walk.go("next", FIRST_PAGE)
