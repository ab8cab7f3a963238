"""Columns are known by our names, KoboToolbox's, LimeSurvey's, or the words of the questions in any language."""

import pytest

from mutirao.base.text import text_of
from mutirao.needs.importing.guessing import Columns
from mutirao.needs.importing.mapping import Reading, people_of, unknown_cells
from mutirao.needs.importing.reading import read_table
from mutirao.needs.importing.targets import targets_of
from mutirao.needs.instrument import Form, Item, Option
from mutirao.needs.states import QuestionType

CARD = Item("sourcing", QuestionType.SKILL, skill="sourcing", skill_key=1, label=text_of(en="Finding sources"))
DEVICES = Item("devices", QuestionType.MANY, choice_list="devices", label=text_of(en="Devices", pt="Aparelhos"))
TENURE = Item("tenure", QuestionType.ONE, choice_list="years", label=text_of(en="How long?", pt="Há quanto tempo?"))
ROWS = Item("speed", QuestionType.ONE, choice_list="years", label=text_of(en="Speed"))
MATRIX = Item("net", QuestionType.MATRIX, label=text_of(en="Your network"), items=(ROWS,))
ORDER = Item("ways", QuestionType.RANK, choice_list="devices")
FREE = Item("free", QuestionType.TEXT, label=text_of(en="Anything else?"))
FORM = Form(
    "test",
    items=(Item("about", QuestionType.GROUP, items=(CARD, DEVICES, TENURE)), MATRIX, ORDER, FREE),
    choices={
        "devices": (
            Option("phone", text_of(en="A phone", pt="Telefone")),
            Option("computer", text_of(en="A computer")),
        ),
        "years": (Option("new", text_of(en="Under a year")), Option("old", text_of(en="Longer, or ever"))),
    },
)  # fmt: skip
TARGETS = targets_of(FORM)
COLUMNS = Columns(FORM, TARGETS)


def guessed(*header):
    return COLUMNS.guessed(header)


def answers(text, values=None):
    table = read_table(text.encode())
    columns = COLUMNS.guessed(table.header)
    return [person.answers for person in people_of(table, TARGETS, Reading(columns, values or {}))]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("sourcing.importance", "sourcing.importance"),
        ("devices/phone", "devices/phone"),
        ("community", "=community"),
        ("about/devices", "devices"),
        ("about/devices/phone", "devices/phone"),
        ("about/sourcing_importance", "sourcing.importance"),
        ("about/net/speed", "speed"),
        ("devices[phone]", "devices/phone"),
        ("net[speed]", "speed"),
        ("tenure. How long?", "tenure"),
        ("devices. Devices [A phone]", "devices/phone"),
        ("net. Your network [Speed]", "speed"),
        ("HOW  LONG?", "tenure"),
        ("Há quanto tempo?", "tenure"),
        ("Aparelhos/Telefone", "devices/phone"),
        ("Finding sources [How important it is here]", "sourcing.importance"),
        ("Finding sources: How important it is here", "sourcing.importance"),
        ("devices[other]", ""),
        ("weather", ""),
    ],
)
def test_a_column_is_known_by_its_name(name, target):
    assert guessed(name) == [target]


def test_two_columns_are_never_one_question():
    assert guessed("tenure", "How long?") == ["tenure", ""]


def test_kobo_with_joined_and_split_columns_says_each_choice_once():
    text = "about/devices,about/devices/phone,about/devices/computer\nphone computer,1,1\nphone,1,0\n"
    assert answers(text) == [{"devices": ["phone", "computer"]}, {"devices": ["phone"]}]


def test_limesurvey_codes_and_full_words_mean_the_same():
    codes = 'sourcing[importance],devices[phone],net[speed],tenure\n"4","Y","old","new"\n'
    words = (
        '"sourcing [How important it is here]","devices. Devices [A phone]",net[speed],tenure. How long?\n'
        '"4","Yes","Longer, or ever","Under a year"\n'
    )
    meant = {"sourcing": {"importance": 4}, "devices": ["phone"], "speed": "old", "tenure": "new"}
    assert answers(codes) == answers(words) == [meant]


def test_several_choices_in_one_cell_may_be_parted_by_any_sign():
    text = 'devices\nphone computer\nA phone;A computer\n"phone, A computer"\nTelefone\n'
    assert [row["devices"] for row in answers(text)] == [["phone", "computer"]] * 3 + [["phone"]]


def test_missing_codes_of_our_own_files_come_back():
    text = "sourcing.importance,sourcing.competence,sourcing.want\n8,9,no\n7,7,\n"
    first, second = answers(text)
    assert first == {"sourcing": {"importance": "not_applicable", "competence": "do_not_know", "want": "no"}}
    assert second == {}


def test_cells_that_nobody_understands_are_named_with_how_often_they_stand_there():
    table = read_table(b"tenure,free\nnew,a\n-oth-,b\n-oth-,c\nancient,d\n")
    assert unknown_cells(table, TARGETS["tenure"], 0) == [("-oth-", 2), ("ancient", 1)]
    assert unknown_cells(table, TARGETS["free"], 1) == []


def test_what_a_person_says_of_a_cell_counts():
    text = "tenure,sourcing.importance\n-oth-,very\nancient,3\n"
    said = {"0": {"-oth-": "", "ancient": "old"}, "1": {"very": "5"}}
    assert answers(text, said) == [{"sourcing": {"importance": 5}}, {"tenure": "old", "sourcing": {"importance": 3}}]


def test_a_cell_that_nobody_explained_is_left_to_the_checker():
    assert answers("tenure\nancient\n") == [{"tenure": "ancient"}]
