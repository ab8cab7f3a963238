"""What leaves in files: every column, nothing that a spreadsheet runs, and nothing that tells who answered."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from tests.factories.needs_files import SECRET, closed_assessment, submission

from mutirao.needs.exporting import codebook, files
from mutirao.needs.exporting.files import TooManyCells, csv_of, json_lines_of, workbook_of
from mutirao.needs.queries.answers import sheets_of
from mutirao.needs.states import Privacy

pytestmark = pytest.mark.django_db
CONFIDENTIAL = Privacy.CONFIDENTIAL
DDI = "{ddi:codebook:2_5}"


def rows_of(assessment):
    return list(csv.DictReader(io.StringIO("".join(csv_of(sheets_of(assessment))).removeprefix("\ufeff"))))


def workbook_rows(assessment):
    with workbook_of(sheets_of(assessment)) as file:
        return list(load_workbook(file)["answers"].iter_rows())


def everything(assessment):
    """All that leaves of an assessment, as text."""
    sheets = sheets_of(assessment)
    cells = " ".join(str(cell.value) for row in workbook_rows(assessment) for cell in row)
    texts = [*csv_of(sheets), *json_lines_of(sheets), *codebook.codebook_csv(sheets), cells]
    return " ".join(texts) + codebook.codebook_xml(sheets).decode()


def test_confidential_answers_leave_whole():
    assessment = closed_assessment(1, privacy=CONFIDENTIAL)
    assert rows_of(assessment) == [
        {
            "community": assessment.community.slug,
            "language": "en",
            "channel": "page",
            "received_on": assessment.submissions.get().received_on.isoformat(),
            "seconds": "300",
            "review_state": "received",
            "quality_flags": "",
            "skill_0.importance": "1",
            "skill_0.competence": "2",
            "skill_0.help": "tools",
            "skill_0.want": "yes",
            "skill_0.teach": "no",
            "skill_1.importance": "9",
            "skill_1.competence": "8",
            "skill_1.help": "",
            "skill_1.want": "",
            "skill_1.teach": "",
            "role": "editor",
            "devices/phone": "1",
            "devices/computer": "0",
            "age": "41",
            "wish": SECRET,
        }
    ]


def test_anonymous_answers_leave_without_words_numbers_and_days():
    assessment = closed_assessment(6)
    rows = rows_of(assessment)
    assert len(rows) == 6
    assert list(rows[0])[:5] == ["community", "language", "background", "review_state", "quality_flags"]
    assert not {"age", "wish", "received_on", "seconds", "channel"} & set(rows[0])
    assert SECRET not in everything(assessment)
    assert "41" not in {cell for row in rows for cell in row.values()}


def test_four_anonymous_answers_leave_not_at_all():
    assessment = closed_assessment(4)
    text = everything(assessment)
    assert rows_of(assessment) == []
    assert "editor" not in "".join(csv_of(sheets_of(assessment)))
    assert "<caseQnty>0</caseQnty>" in text


def test_a_rare_role_leaves_without_background_and_so_do_those_it_hides_among():
    assessment = closed_assessment(5)
    rare = {"skill_0": {"importance": 3}, "role": "organiser", "devices": ["phone"]}
    submission(assessment, answers=rare)
    rows = rows_of(assessment)
    assert [(row["role"], row["devices/phone"], row["background"]) for row in rows] == [("", "", "shortened")] * 6
    assert "In 6 rows" in " ".join(codebook.notes_of(sheets_of(assessment)))


def test_a_rare_language_is_left_out_with_what_follows_it():
    assessment = closed_assessment(5)
    for _each in range(5):
        submission(assessment, language="pt", answers={"role": "editor", "devices": ["computer"]})
    submission(assessment, language="ar", answers={"role": "editor", "devices": ["phone"]})
    assert sorted({row["language"] for row in rows_of(assessment)}) in [["", "en"], ["", "pt"]]


def test_a_formula_leaves_as_text():
    assessment = closed_assessment(0, privacy=CONFIDENTIAL)
    for start in "=+-@\t":
        submission(assessment, answers={"wish": f"{start}HYPERLINK(1)"})
    assert {row["wish"][:1] for row in rows_of(assessment)} == {"'"}
    assert {row[-1].data_type for row in workbook_rows(assessment)[1:]} == {"s"}


def test_skills_that_were_not_asked_have_a_code_of_their_own():
    assessment = closed_assessment(0, privacy=CONFIDENTIAL)
    asked = assessment.questionnaire.questions.get(name="skill_1").skill.slug
    submission(assessment, answers={"skill_1": {"importance": 5}}, asked_skills=[asked])
    (row,) = rows_of(assessment)
    assert (row["skill_0.importance"], row["skill_0.help"], row["skill_1.importance"]) == ("7", "", "5")


def test_json_holds_answers_as_they_are_stored():
    assessment = closed_assessment(1, privacy=CONFIDENTIAL)
    (line,) = [json.loads(line) for line in json_lines_of(sheets_of(assessment))]
    assert line["answers"] == assessment.submissions.get().answers


def test_rows_stand_in_no_order_of_arrival():
    assessment = closed_assessment(0, privacy=CONFIDENTIAL)
    for age in range(60):
        submission(assessment, answers={"age": age})
    ages = [int(row["age"]) for row in rows_of(assessment)]
    assert sorted(ages) == list(range(60))
    assert ages != sorted(ages)


def test_a_workbook_beyond_the_limit_is_refused_before_it_is_written(monkeypatch):
    monkeypatch.setattr(files, "MOST_CELLS", 40)
    with pytest.raises(TooManyCells) as refused:
        workbook_of(sheets_of(closed_assessment(2, privacy=CONFIDENTIAL)))
    assert refused.value.n_cells == 3 * 22


def test_codebook_explains_every_column_and_every_missing_code():
    sheets = sheets_of(closed_assessment(5))
    told = list(csv.DictReader(io.StringIO("".join(codebook.codebook_csv(sheets)).removeprefix("\ufeff"))))
    assert [name for name in dict.fromkeys(row["column"] for row in told) if name] == files.header_of(sheets)
    missing = {(row["column"], row["code"]) for row in told if row["is_missing"]}
    assert missing == {
        (f"skill_{n}.{part}", code) for n in "01" for part in ("importance", "competence") for code in "789"
    }


def test_ddi_has_variables_labels_in_each_language_and_missing_categories():
    book = ElementTree.fromstring(codebook.codebook_xml(sheets_of(closed_assessment(5))))
    role = book.find(f".//{DDI}var[@name='role']")
    assert [
        (each.get("{http://www.w3.org/XML/1998/namespace}lang"), each.text) for each in role.iter(f"{DDI}qstnLit")
    ] == [
        ("en", "Role"),
        ("pt", "role em português"),
    ]
    assert [each.text for each in role.iter(f"{DDI}catValu")] == ["editor", "organiser"]
    rating = book.find(f".//{DDI}var[@name='skill_0.importance']")
    assert [each.get("missing") for each in rating.iter(f"{DDI}catgry")] == [None] * 5 + ["Y"] * 3
