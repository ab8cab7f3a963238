"""A draft questionnaire from a file: the cells tell what kind of question each column is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.accounts import PersonFactory
from tests.factories.movement import CommunityFactory
from tests.factories.needs_assessments import coordinator_of

from mutirao.needs.importing.drafting import draft_from
from mutirao.needs.importing.reading import read_table
from mutirao.needs.models import Questionnaire
from mutirao.needs.scales import scales_of

FILE = b"""Email,University,Use1,Use2,Years,Share,Day,Colour,Wish
a@example.org,1,4,2,12,0.5,2026-01-01,red,More time
b@example.org,2,3,2,31,1.5,2026-01-02,blue,A camera
c@example.org,1,5,1,7,2.25,2026-01-03,red,Nothing
d@example.org,2,1,3,55,3.0,2026-01-04,blue,Friends
"""


def kinds(form):
    return {item.name: str(item.question_type) for item in form.walk()}


def test_kinds_are_told_by_the_cells_and_nobody_is_asked_who_they_are():
    form = draft_from(read_table(FILE), title="Our survey", language="en")
    assert kinds(form) == {
        "University": "one",
        "Use": "group",
        "Use1": "range",
        "Use2": "range",
        "Years": "integer",
        "Share": "decimal",
        "Day": "date",
        "Colour": "one",
        "Wish": "text",
    }
    assert [option.name for option in form.choices["Colour"]] == ["blue", "red"]


def test_questions_on_different_steps_are_not_one_scale():
    form = draft_from(read_table(FILE), title="Our survey", language="en")
    assert scales_of(form) == []


def test_questions_on_one_scale_are():
    table = read_table(b"Use1,Use2\n5,1\n1,5\n")
    (scale,) = scales_of(draft_from(table, title="Our survey", language="en"))
    assert [item.name for item in scale.items] == ["Use1", "Use2"]
    assert [scale.code(value) for value in (1, 5, "", None, "x")] == [0, 4, -1, -1, -1]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("a b,a-b,a_b", ["a_b", "a_b_2", "a_b_3"]),
        ("1,2", ["q1", "q2"]),
        ("سؤال,问题", ["سؤال", "问题"]),
        ("???,!!!", ["question", "question_2"]),
        ("Use1,Use2,Use", ["Use_2", "Use1", "Use2", "Use"]),
    ],
)
def test_short_names_are_each_there_once(header, names):
    cells = ",".join("1" for _each in header.split(","))
    form = draft_from(read_table(f"{header}\n{cells}\n{cells.replace('1', '2')}\n".encode()), title="x", language="en")
    assert [item.name for item in form.walk()] == names


@pytest.mark.django_db
def test_a_coordinator_makes_a_draft_and_a_stranger_none(client):
    community = CommunityFactory()
    address = reverse("needs:draft_questionnaire", args=[community.slug])
    client.force_login(PersonFactory())
    assert client.get(address).status_code == 403
    client.force_login(coordinator_of(community))
    answer = client.post(address, {"title": "Our survey", "file": SimpleUploadedFile("a.csv", FILE)}, follow=True)
    assert answer.status_code == 200
    made = Questionnaire.objects.get()
    assert (str(made), made.community, made.frozen_at) == ("Our survey", community, None)
    assert "University" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "data", "sentence"),
    [
        ("", FILE, "This field is required."),
        ("x" * 301, FILE, "300"),
        ("a\u202eb", FILE, "control characters"),
        ("\x00", FILE, "Null characters are not allowed."),
        ("Fine", b"", "The first row must name the columns."),
        ("Fine", b"PK\x03\x04", "not a workbook"),
    ],
    ids=range(6),
)
def test_hostile_input_makes_no_draft(client, title, data, sentence):
    community = CommunityFactory()
    client.force_login(coordinator_of(community))
    address = reverse("needs:draft_questionnaire", args=[community.slug])
    answer = client.post(address, {"title": title, "file": SimpleUploadedFile("a.csv", data)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Questionnaire.objects.exists()
