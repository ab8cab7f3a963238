"""Who runs an assessment looks at its sheets and says what counts; nobody else does, and nothing names a person."""

import contextlib

import pytest
from django.urls import reverse
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.movement import CommunityFactory
from tests.factories.needs_assessments import coordinator_of
from tests.factories.needs_files import SECRET, closed_assessment, submission

from mutirao.base import audit
from mutirao.base.errors import Refused
from mutirao.needs.actions.assessment_steps import close_assessment
from mutirao.needs.actions.reviewing import flag_answers, review_answers
from mutirao.needs.models import AnswerFile, ReviewComment, Submission
from mutirao.needs.personal_data import collect, erase
from mutirao.needs.queries.answers import sheets_of
from mutirao.needs.states import AssessmentState, Channel, Mode, Privacy, ReviewState

pytestmark = pytest.mark.django_db
CONFIDENTIAL, ANONYMOUS = Privacy.CONFIDENTIAL, Privacy.ANONYMOUS
DRAFT, OPEN, CLOSED, WITHDRAWN = AssessmentState
FORMS = ("csv", "xlsx", "jsonl", "codebook", "ddi")


def page_of(assessment, **query):
    return reverse("needs:answers", args=[assessment.public_id], query=query)


def signed_in(client, assessment):
    person = coordinator_of(assessment.community)
    client.force_login(person)
    return person


@pytest.mark.parametrize(
    ("state", "privacy", "status"),
    [
        (DRAFT, CONFIDENTIAL, 403),
        (OPEN, CONFIDENTIAL, 200),
        (CLOSED, CONFIDENTIAL, 200),
        (WITHDRAWN, CONFIDENTIAL, 403),
        (OPEN, ANONYMOUS, 403),
        (CLOSED, ANONYMOUS, 200),
        (WITHDRAWN, ANONYMOUS, 403),
    ],
)
@pytest.mark.parametrize("who", ["coordinator", "administrator", "other coordinator", "member", "stranger"])
def test_who_reads_single_answers_and_when(client, who, state, privacy, status):
    assessment = closed_assessment(5, privacy=privacy, state=state)
    sheet = assessment.submissions.first().pk
    if who == "stranger":
        status = 302
    else:
        roles = {
            "coordinator": lambda: coordinator_of(assessment.community),
            "administrator": AdministratorFactory,
            "other coordinator": lambda: coordinator_of(CommunityFactory()),
            "member": PersonFactory,
        }
        client.force_login(roles[who]())
        if who in {"other coordinator", "member"}:
            status = 404 if state == DRAFT else 403
    assert client.get(page_of(assessment)).status_code == status
    assert client.get(reverse("needs:answer_sheet", args=[assessment.public_id, sheet])).status_code == status
    for form in FORMS:
        with contextlib.closing(
            client.post(reverse("needs:export_answers", args=[assessment.public_id, form]))
        ) as file:
            assert file.status_code == status
    posted = {"keys": [sheet], "state": "accepted"}
    answer = client.post(reverse("needs:review_answers", args=[assessment.public_id]), posted)
    assert answer.status_code == (302 if status in {200, 302} else status)
    assert Submission.objects.filter(review_state="accepted").exists() == (status == 200)


@pytest.mark.parametrize("channel", [Channel.PAPER, Channel.FILE])
def test_sheets_that_were_put_in_show_nobody_who_answered_beside_them(channel):
    assessment = closed_assessment(3)
    put_in = {submission(assessment, channel=channel).pk for _sheet in range(5)}
    assert set(sheets_of(assessment).keys) == put_in
    for _person in range(2):
        submission(assessment)
    assert len(sheets_of(assessment).keys) == 10


def test_a_group_form_has_no_single_answers(client):
    assessment = closed_assessment(0, mode=Mode.CONSENSUS)
    signed_in(client, assessment)
    assert client.get(page_of(assessment)).status_code == 403


def test_three_anonymous_people_cannot_be_read_in_any_way(client):
    assessment = closed_assessment(3)
    signed_in(client, assessment)
    pages = [client.get(page_of(assessment)), client.get(page_of(assessment, state="received"))]
    pages += [client.post(reverse("needs:export_answers", args=[assessment.public_id, form])) for form in FORMS]
    for answer in pages:
        with contextlib.closing(answer):
            content = (answer.getvalue() if answer.streaming else answer.content).decode("latin-1")
        assert answer.status_code == 200
        assert not any(word in content for word in (SECRET, "/sheet/", "3 sheets", 'name="keys"'))
    for key in assessment.submissions.values_list("pk", flat=True):
        assert client.get(reverse("needs:answer_sheet", args=[assessment.public_id, key])).status_code == 404
    posted = {"keys": list(assessment.submissions.values_list("pk", flat=True)), "state": "accepted"}
    assert client.post(reverse("needs:review_answers", args=[assessment.public_id]), posted).status_code == 422


def test_a_small_community_beside_a_large_one_is_not_counted_either(client):
    assessment = closed_assessment(7)
    small = CommunityFactory()
    submission(assessment, community=small, quality_flags=["fast"])
    signed_in(client, assessment)
    page = client.get(page_of(assessment)).content.decode()
    assert "7 sheets" in page
    assert small.slug not in page
    assert "Communities with fewer than five answers are not shown" in page
    assert "?flag=fast" not in page


@pytest.mark.parametrize(("privacy", "seen"), [(CONFIDENTIAL, True), (ANONYMOUS, False)])
def test_free_words_are_read_in_confidential_mode_alone(client, privacy, seen):
    assessment = closed_assessment(6, privacy=privacy)
    signed_in(client, assessment)
    key = assessment.submissions.first().pk
    sheet = client.get(reverse("needs:answer_sheet", args=[assessment.public_id, key])).content.decode()
    assert (SECRET in sheet) == seen
    assert "The editor" in sheet


def test_page_says_rules_in_words_with_counts(client):
    assessment = closed_assessment(5, privacy=CONFIDENTIAL)
    submission(assessment, seconds=1)
    flag_answers(assessment=assessment)
    signed_in(client, assessment)
    page = client.get(page_of(assessment, flag="fast")).content.decode()
    assert "less than a third of the time in the middle" in page
    assert page.count('name="keys"') == 1


def test_closing_flags_answers(drain, django_capture_on_commit_callbacks):
    assessment = closed_assessment(3, state=OPEN, once_key=b"k" * 32)
    fast = submission(assessment, seconds=1)
    with django_capture_on_commit_callbacks(execute=True):
        close_assessment(assessment=assessment, by=None)
    drain()
    fast.refresh_from_db()
    assert fast.quality_flags == ["fast"]
    assert fast.review_state == ReviewState.RECEIVED


@pytest.mark.postgres
def test_flagging_twice_changes_nothing():
    assessment = closed_assessment(3)
    submission(assessment, seconds=1)
    assert [flag_answers(assessment=assessment), flag_answers(assessment=assessment)] == [1, 1]


def test_excluding_needs_a_reason_and_keeps_what_was_typed(client):
    assessment = closed_assessment(5)
    signed_in(client, assessment)
    key = assessment.submissions.first().pk
    address = reverse("needs:review_answers", args=[assessment.public_id])
    answer = client.post(address, {"keys": [key], "state": "excluded", "comment": ""})
    assert answer.status_code == 422
    assert "Please say why" in answer.content.decode()
    assert f'value="{key}" aria-label="Sheet' in answer.content.decode()
    assert not Submission.objects.filter(review_state="excluded").exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"state": "excluded", "comment": "x" * 2001},
        {"state": "excluded", "comment": "\x00"},
        {"state": "excluded", "comment": "a\u202eb"},
        {"state": "nonsense", "comment": "why"},
        {"comment": "why"},
        {"state": "accepted", "keys": ["1"]},
        {"state": "accepted", "keys": ["x' or 1=1"]},
        {"state": "accepted", "keys": []},
    ],
)
def test_hostile_reviews_are_refused_beside_the_field(client, typed):
    assessment = closed_assessment(5)
    signed_in(client, assessment)
    posted = {"keys": list(assessment.submissions.values_list("pk", flat=True)), **typed}
    answer = client.post(reverse("needs:review_answers", args=[assessment.public_id]), posted)
    assert answer.status_code == 422
    assert not assessment.submissions.exclude(review_state="received").exists()


def test_comments_are_shown_as_text(client):
    assessment = closed_assessment(5)
    by = signed_in(client, assessment)
    key = assessment.submissions.first().pk
    review_answers(
        assessment=assessment, keys=[key], state=ReviewState.QUESTIONED, comment="<script>alert(1)</script>", by=by
    )
    page = client.get(reverse("needs:answer_sheet", args=[assessment.public_id, key])).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.postgres
def test_review_writes_one_audit_row_without_sheets_or_words(client):
    assessment = closed_assessment(6)
    by = signed_in(client, assessment)
    keys = sheets_of(assessment).keys
    n_changed = review_answers(
        assessment=assessment, keys=keys, state=ReviewState.EXCLUDED, comment="All typed by one hand", by=by
    )
    row = audit.history(assessment.reference).get()
    assert n_changed == 6
    assert row.payload.facts_text == '{"n_answers":6,"state":"excluded"}'
    assert row.payload.personal_text is None


def test_stranger_cannot_review():
    assessment = closed_assessment(5)
    with pytest.raises(Refused):
        review_answers(assessment=assessment, keys=[], state=ReviewState.ACCEPTED, by=PersonFactory())


def test_export_is_written_down(client):
    assessment = closed_assessment(5)
    signed_in(client, assessment)
    client.post(reverse("needs:export_answers", args=[assessment.public_id, "csv"])).getvalue()
    assert audit.history(assessment.reference).get().payload.facts_text == '{"form":"csv"}'
    assert client.get(reverse("needs:export_answers", args=[assessment.public_id, "csv"])).status_code == 405
    assert client.post(reverse("needs:export_answers", args=[assessment.public_id, "exe"])).status_code == 404


def test_a_workbook_that_is_too_large_says_so(client, monkeypatch):
    monkeypatch.setattr("mutirao.needs.exporting.files.MOST_CELLS", 10)
    assessment = closed_assessment(5)
    signed_in(client, assessment)
    answer = client.post(reverse("needs:export_answers", args=[assessment.public_id, "xlsx"]), follow=True)
    assert "Please take the CSV file instead" in answer.content.decode()


@pytest.mark.parametrize("n", [5, 15, 100])
def test_page_asks_the_same_number_of_questions_for_any_number_of_sheets(client, django_assert_num_queries, n):
    assessment = closed_assessment(n)
    signed_in(client, assessment)
    client.get(page_of(assessment))
    with django_assert_num_queries(10):
        client.get(page_of(assessment))


def test_who_leaves_takes_along_files_and_their_name(client):
    assessment = closed_assessment(privacy=CONFIDENTIAL)
    person = signed_in(client, assessment)
    sheet = submission(assessment)
    review_answers(assessment=assessment, keys=[sheet.pk], state=ReviewState.EXCLUDED, comment="Twice.", by=person)
    AnswerFile.objects.create(assessment=assessment, made_by=person, digest="x", content=b"", n_rows=2)
    held = collect(person)
    assert [each["rows"] for each in held["files_of_answers_waiting"]] == [2]
    assert [each["text"] for each in held["comments_on_sheets"]] == ["Twice."]

    erase(person)

    assert not AnswerFile.objects.exists()
    assert [(each.by, each.text) for each in ReviewComment.objects.all()] == [(None, "Twice.")]
