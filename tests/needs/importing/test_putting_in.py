"""A file goes in whole or not at all; every fault is named by row and column; nobody else sees it."""

import datetime as dt
import gzip
import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.accounts import PersonFactory
from tests.factories.movement import CommunityFactory
from tests.factories.needs_assessments import OpenAssessmentFactory, coordinator_of
from tests.factories.needs_files import closed_assessment, questionnaire, submission

from mutirao.base import audit, clock
from mutirao.base.errors import Refused
from mutirao.needs.actions import importing as actions
from mutirao.needs.actions.importing import FaultyFile, keep_file, put_in, try_out
from mutirao.needs.exporting.files import csv_of, json_lines_of
from mutirao.needs.importing.reading import UnreadableFile
from mutirao.needs.models import AnswerFile, AskedCommunity, Submission
from mutirao.needs.queries.answers import sheets_of
from mutirao.needs.states import AssessmentState, Channel, Design, Mode, Privacy

pytestmark = pytest.mark.django_db


def asking(**fields):
    """An open assessment and somebody who runs it."""
    assessment = OpenAssessmentFactory(questionnaire=questionnaire(), **fields)
    return assessment, coordinator_of(assessment.community)


def kept(text, assessment, by):
    return keep_file(assessment=assessment, data=text.encode() if isinstance(text, str) else text, by=by)


def post_file(client, assessment, data, name="answers.csv"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("needs:send_file", args=[assessment.public_id]), {"file": file})


@pytest.mark.slow
def test_ten_thousand_rows_with_one_wrong_cell_store_nothing_and_name_it():
    assessment, by = asking()
    rows = ["role,age", *(f"editor,{20 + place % 60}" for place in range(10_000))]
    rows[8999] = "editor,many"
    file = kept("\n".join(rows), assessment, by)
    with pytest.raises(FaultyFile) as refused:
        put_in(file=file, by=by)
    (fault,) = refused.value.trial.faults
    assert (fault.column, fault.rows, fault.n_rows) == ("age", [9000], 1)
    assert fault.message == "Please give a number."
    assert Submission.objects.count() == 0
    assert AnswerFile.objects.count() == 1


def test_one_wrong_cell_stores_nothing_and_names_row_and_column():
    assessment, by = asking()
    file = kept("role,age\neditor,41\neditor,many\neditor,30\n", assessment, by)
    with pytest.raises(FaultyFile) as refused:
        put_in(file=file, by=by)
    assert [(fault.column, fault.rows) for fault in refused.value.trial.faults] == [("age", [3])]
    assert Submission.objects.count() == 0


def test_a_fault_of_every_row_is_told_once():
    assessment, by = asking()
    file = kept("role\n" + "cook\n" * 50, assessment, by)
    (fault,) = try_out(file).faults
    assert (fault.rows, fault.n_rows, fault.n_more) == (list(range(2, 12)), 50, 40)


def test_rows_become_answers_with_the_channel_and_no_code(noon):
    assessment, by = asking()
    file = kept("role,age\neditor,41\n", assessment, by)
    assert put_in(file=file, by=by) == 1
    stored = Submission.objects.get()
    assert stored.answers == {"role": "editor", "age": 41}
    assert (stored.channel, stored.withdrawal_digest, stored.seconds) == (Channel.FILE, "", None)
    assert stored.received_on == dt.date(2026, 11, 16)
    assert stored.consent == assessment.consent
    assert len(stored.background) == 36
    row = audit.history(assessment.reference).get()
    assert json.loads(row.payload.facts_text) == {"digest": file.digest, "n_answers": 1}
    assert AnswerFile.objects.count() == 0


def test_the_same_file_does_not_go_in_twice():
    assessment, by = asking()
    put_in(file=kept("role\neditor\n", assessment, by), by=by)
    with pytest.raises(Refused, match="here already"):
        put_in(file=kept("role\neditor\n", assessment, by), by=by)
    assert Submission.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.parametrize("form", [csv_of, json_lines_of])
def test_what_we_export_comes_back_as_it_was(form):
    exported = closed_assessment(7, privacy=Privacy.CONFIDENTIAL)
    submission(exported, answers={"wish": "=1+1", "devices": ["phone", "computer"], "age": -3})
    text = "".join(form(sheets_of(exported)))
    assessment = OpenAssessmentFactory(questionnaire=exported.questionnaire, community=exported.community)
    by = coordinator_of(assessment.community)
    assert put_in(file=kept(text, assessment, by), by=by) == 8
    assert answers_in(assessment) == answers_in(exported)
    assert "=1+1" in str(answers_in(assessment))


def answers_in(assessment):
    """All of them, in an order that does not depend on keys."""
    rows = assessment.submissions.values_list("answers", flat=True)
    return sorted(json.dumps(answers, sort_keys=True) for answers in rows)


def test_skills_that_were_answered_count_as_asked_where_they_are_drawn():
    assessment, by = asking(design=Design.BLOCKS)
    cards = list(assessment.questionnaire.questions.filter(name__startswith="skill_").select_related("skill"))
    cards[1].is_core = False
    cards[1].save()
    text = "skill_0.importance,skill_1.importance\n4,5\n3,\n"
    put_in(file=kept(text, assessment, by), by=by)
    asked = sorted(assessment.submissions.values_list("asked_skills", flat=True), key=len)
    assert asked == [[cards[0].skill.slug], [cards[0].skill.slug, cards[1].skill.slug]]


def test_rows_name_their_community_by_short_name_or_name():
    assessment, by = asking()
    other = CommunityFactory()
    AskedCommunity.objects.create(assessment=assessment, community=other, n_expected=9)
    text = f"community,role\n{other.slug},editor\n{assessment.community},editor\n,editor\nmars,editor\n"
    faults = try_out(kept(text, assessment, by)).faults
    assert [(fault.column, fault.rows, fault.message) for fault in faults] == [
        ("community", [4], "Nobody said to which community this row belongs."),
        ("community", [5], "This assessment does not ask that community."),
    ]


def test_quality_rules_look_at_answers_from_files():
    assessment, by = asking()
    cells = "4,2,tools,yes,no,3,2,tools,yes,no,editor"
    header = ",".join(
        f"skill_{n}.{part}" for n in "01" for part in ("importance", "competence", "help", "want", "teach")
    )
    put_in(file=kept(f"{header},role\n{cells}\n{cells}\n", assessment, by), by=by)
    assert list(assessment.submissions.values_list("quality_flags", flat=True)) == [["same_answers"]] * 2


def test_columns_about_people_are_never_stored():
    assessment, by = asking()
    file = kept("Email,role,start\nsomebody@example.org,editor,10:00\n", assessment, by)
    assert (file.header, file.identifying) == (["role"], ["Email", "start"])
    assert b"somebody" not in b"".join(gzip.decompress(each.content) for each in AnswerFile.objects.all())


def test_forgotten_files_are_gone_after_a_day(noon):
    assessment, by = asking()
    kept("role\neditor\n", assessment, by)
    with clock.at(noon + dt.timedelta(hours=23)):
        assert actions.throw_away_forgotten() == 0
    with clock.at(noon + dt.timedelta(hours=25)):
        assert actions.throw_away_forgotten() == 1


def test_the_whole_way_through_the_pages(client):
    assessment, by = asking()
    client.force_login(by)
    text = "role,weather,age\nThe editor,sunny,41\n-oth-,rain,30\n"
    answer = post_file(client, assessment, text.encode())
    assert answer.status_code == 302
    columns = client.get(answer.url).content.decode()
    assert "left out" in columns
    posted = {"community": assessment.community.slug, "language": "en", "column-0": "role", "column-2": "age"}
    answer = client.post(answer.url, {**posted, "column-1": ""}, follow=True)
    page = answer.content.decode()
    assert "-oth-" in page
    assert "The editor" in page
    file = AnswerFile.objects.get()
    cells = reverse("needs:file_values", args=[file.public_id])
    answer = client.post(cells, {"value-0-0": "organiser"}, follow=True)
    assert "The answers of 2 people can go in" in answer.content.decode()
    check = reverse("needs:file_check", args=[file.public_id])
    assert client.post(check, {"agreed": "on"}).status_code == 422
    assert Submission.objects.count() == 0
    answer = client.post(check, {"agreed": "on", "old_enough": "on"}, follow=True)
    assert "The answers of 2 people are in." in answer.content.decode()
    assert sorted(each["role"] for each in Submission.objects.values_list("answers", flat=True)) == [
        "editor",
        "organiser",
    ]


@pytest.mark.parametrize(
    ("state", "mode", "status"),
    [
        ("draft", "individual", 403),
        ("open", "individual", 200),
        ("closed", "individual", 403),
        ("open", "consensus", 403),
    ],
)
def test_files_are_taken_while_people_are_asked(client, state, mode, status):
    assessment, by = asking(state=AssessmentState(state), mode=Mode(mode))
    client.force_login(by)
    assert client.get(reverse("needs:send_file", args=[assessment.public_id])).status_code == status


@pytest.mark.parametrize("page", ["file_columns", "file_values", "file_check", "throw_file_away"])
def test_a_waiting_file_is_seen_by_who_sent_it_alone(client, page):
    assessment, by = asking()
    file = kept("role\neditor\n", assessment, by)
    address = reverse(f"needs:{page}", args=[file.public_id])
    assert client.post(address).status_code == 302
    for person in (PersonFactory(), coordinator_of(assessment.community)):
        client.force_login(person)
        assert client.post(address).status_code == 404
    assert client.get(reverse("needs:file_check", args=[uuid4()])).status_code == 404
    assert AnswerFile.objects.filter(pk=file.pk).exists()


def test_a_stranger_cannot_send_a_file(client):
    assessment, _by = asking()
    client.force_login(PersonFactory())
    assert post_file(client, assessment, b"role\neditor\n").status_code == 403
    with pytest.raises(Refused):
        kept("role\neditor\n", assessment, PersonFactory())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The first row must name the columns."),
        (b"\x00\x01\x02", "null bytes"),
        (b"PK\x03\x04zip", "not a workbook"),
        (b"{{{", "begins like JSON"),
        (b"a,b\n1,2,3\n", "Row 2 has more cells"),
    ],
)
def test_hostile_files_are_refused_beside_the_field(client, data, sentence):
    assessment, by = asking()
    client.force_login(by)
    answer = post_file(client, assessment, data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert AnswerFile.objects.count() == 0


def test_a_file_beyond_the_limit_is_refused(client, settings):
    settings.MUTIRAO = {**settings.MUTIRAO, "UPLOAD_MEGABYTES": 1}
    assessment, by = asking()
    client.force_login(by)
    answer = post_file(client, assessment, b"role\n" + b"editor\n" * 160_000)
    assert answer.status_code == 422
    assert "larger than 1 MB" in answer.content.decode()


@pytest.mark.parametrize(
    "posted",
    [
        {"column-0": "role", "column-1": "role"},
        {"column-0": "no such question"},
        {"column-0": "<script>alert(1)</script>"},
        {"column-0": "\x00"},
        {"column-0": "x" * 5000},
        {"column-0": "role", "language": "tlh"},
        {"column-0": "role", "community": "mars"},
        {},
    ],
    ids=range(8),
)
def test_hostile_columns_are_refused_and_change_nothing(client, posted):
    assessment, by = asking()
    client.force_login(by)
    file = kept("role,age\neditor,1\n", assessment, by)
    answer = client.post(reverse("needs:file_columns", args=[file.public_id]), {"language": "en", **posted})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()
    assert AnswerFile.objects.get().columns == ["role", "age"]


def test_a_cell_said_to_be_something_else_is_refused(client):
    assessment, by = asking()
    client.force_login(by)
    file = kept("role\nqueen\n", assessment, by)
    answer = client.post(reverse("needs:file_values", args=[file.public_id]), {"value-0-0": "king"})
    assert answer.status_code == 422


@pytest.mark.parametrize("cell", ["<script>alert(1)</script>", "a\u202eb", "\u0007", "x" * 9_000])
def test_hostile_cells_are_named_by_row_and_never_stored(client, cell):
    assessment, by = asking()
    client.force_login(by)
    file = kept(f'wish,role\nfine,editor\n"{cell}",editor\n', assessment, by)
    page = client.get(reverse("needs:file_check", args=[file.public_id])).content.decode()
    if cell.startswith("<"):
        put_in(file=file, by=by)
        assert cell in str(list(Submission.objects.values_list("answers", flat=True)))
    else:
        assert "1 row has a fault" in page
        with pytest.raises(FaultyFile):
            put_in(file=file, by=by)
        assert Submission.objects.count() == 0


def test_a_nested_answer_as_deep_as_a_well_is_refused():
    assessment, by = asking()
    with pytest.raises(UnreadableFile):
        kept(b'[{"a":' * 50_000, assessment, by)


@pytest.mark.parametrize("n_rows", [1, 3, 100])
def test_pages_ask_the_same_number_of_questions_for_any_number_of_rows(client, django_assert_num_queries, n_rows):
    assessment, by = asking()
    client.force_login(by)
    file = kept("role,age\n" + "editor,4\n" * n_rows, assessment, by)
    client.get(reverse("needs:file_columns", args=[file.public_id]))
    with django_assert_num_queries(7):
        client.get(reverse("needs:file_columns", args=[file.public_id]))
    with django_assert_num_queries(5):
        client.get(reverse("needs:send_file", args=[assessment.public_id]))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_fault_in_the_middle_of_storing_stores_nothing(monkeypatch):
    assessment, by = asking()
    file = kept("role\n" + "editor\n" * 1200, assessment, by)

    def fail(**_given):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "flag_answers", fail)
    with pytest.raises(OSError, match="disk"):
        put_in(file=file, by=by)
    assert Submission.objects.count() == 0
    assert AnswerFile.objects.count() == 1
    assert not audit.history(assessment.reference).exists()
