"""Files that are read, and files that are refused with one sentence."""

import re
from pathlib import Path

import pytest

from mutirao.base.text import text_of
from mutirao.sources.errors import LoadError
from mutirao.sources.loading import Table, code, integer, known, list_of, number, tables, text, texts, yes_no

COLUMNS = {
    "code": text(required=True, matching="[A-Z]{2}", expected="two capital letters"),
    "name": texts("en", "fr", required=True),
    "listed": yes_no(),
    "people": integer(minimum=0),
    "share": number(minimum=0, maximum=1),
    "kind": code(("big", "small")),
    "near": list_of(known({"AA": 7, "BB": 8}, "a territory")),
}
HEADER = "code,name_en,name_fr,listed,people,share,kind,near"
GOOD = "AA,Aland,Alande,yes,12,0.5,big,BB;AA"


def table(path: Path, **options: object) -> Table:
    return Table(path, COLUMNS, **{"key": ("code",), **options})


def read(tmp_path: Path, content: str | bytes, name: str = "facts.csv", **options: object) -> list:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(table(file, **options))


def lines(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def test_row_holds_typed_values_and_its_line(tmp_path):
    first, second = read(tmp_path, lines(GOOD, "BB,Bland,,no,,,,"))
    assert (first.line, first.values) == (
        2,
        {
            "code": "AA",
            "name": text_of(en="Aland", fr="Alande"),
            "listed": True,
            "people": 12,
            "share": 0.5,
            "kind": "big",
            "near": [8, 7],
        },
    )
    assert (second.line, second["name"].texts) == (3, {"en": "Bland"})
    assert [second[name] for name in ("people", "share", "kind", "near")] == [None, None, "", []]


def test_order_of_columns_is_free_and_unread_ones_may_stand_there(tmp_path):
    content = "extra,near,kind,share,people,listed,name_fr,name_en,code\nx,,big,,,no,,Aland,AA\n"
    [row] = read(tmp_path, content, unread=("extra", "absent"))
    assert (row["code"], row["kind"]) == ("AA", "big")


def test_tabs_windows_line_ends_and_byte_order_mark_are_read(tmp_path):
    content = b"\xef\xbb\xbf" + lines(GOOD).replace(",", "\t").replace("\n", "\r\n").encode()
    [row] = read(tmp_path, content, name="facts.tsv")
    assert (row["code"], row["near"]) == ("AA", [8, 7])


def test_cell_with_line_breaks_counts_from_its_first_line(tmp_path):
    first, second = read(tmp_path, lines('AA,"A\nland",,yes,,,,', "BB,Bland,,no,,,,"))
    assert (first.line, first["name"].original, second.line) == (2, "A\nland", 4)


def test_text_is_put_in_one_normal_form(tmp_path):
    [row] = read(tmp_path, lines("AA,A\u030aland,,yes,,,,"))
    assert row["name"].original == "Åland"


def test_json_list_is_read_by_keys(tmp_path):
    content = '[{"code": "AA", "name_en": "Aland", "listed": true, "people": 12, "share": 0.25, "kind": null}]'
    [row] = read(tmp_path, content, name="facts.json")
    assert (row.line, row["listed"], row["people"], row["share"], row["kind"]) == (1, True, 12, 0.25, "")


BROKEN = [
    (lines("aa,Aland,,yes,,,,"), 2, "code", "two capital letters", "'aa'"),
    (lines(GOOD, "BB,,,yes,,,,"), 3, "name_en", "text", "''"),
    (lines(",Aland,,yes,,,,"), 2, "code", "two capital letters", "''"),
    (lines("AA,Aland,,maybe,,,,"), 2, "listed", "yes or no", "'maybe'"),
    (lines("AA,Aland,,,,,,"), 2, "listed", "yes or no", "''"),
    (lines("AA,Aland,,yes,1.5,,,"), 2, "people", "a whole number of 0 or more", "'1.5'"),
    (lines("AA,Aland,,yes,-1,,,"), 2, "people", "a whole number of 0 or more", "'-1'"),
    (lines("AA,Aland,,yes,1_000,,,"), 2, "people", "a whole number of 0 or more", "'1_000'"),
    (lines("AA,Aland,,yes,٣,,,"), 2, "people", "a whole number of 0 or more", "'٣'"),
    (lines("AA,Aland,,yes,,1.01,,"), 2, "share", "a number from 0 to 1", "'1.01'"),
    (lines("AA,Aland,,yes,,nan,,"), 2, "share", "a number from 0 to 1", "'nan'"),
    (lines('AA,Aland,,yes,,"0,5",,'), 2, "share", "a number from 0 to 1", "'0,5'"),
    (lines("AA,Aland,,yes,,1e999,,"), 2, "share", "a number from 0 to 1", "'1e999'"),
    (lines("AA,Aland,,yes,,,huge,"), 2, "kind", "one of big, small", "'huge'"),
    (lines("AA,Aland,,yes,,,,AA;ZZ"), 2, "near", "a list of a territory that is already loaded", "'AA;ZZ'"),
    (lines(GOOD, "BB,Bland,,no,,,,", GOOD), 4, "code", "a key that line 2 does not have", "'AA'"),
    (lines(GOOD, "BB,Bland,,no"), 3, "", "8 cells", "'4 cells'"),
    (lines(GOOD, GOOD + ","), 3, "", "8 cells", "'9 cells'"),
    (lines(GOOD, "", GOOD), 3, "", "8 cells", "'0 cells'"),
    (lines('AA,"Aland,,yes,,,,'), 2, "", "well-formed CSV", "unexpected end of data"),
    (lines('AA,"A"land,,yes,,,,'), 2, "", "well-formed CSV", "expected after"),
    (lines("AA,A\rland,,yes,,,,"), 2, "", "well-formed CSV", "new-line character"),
    (lines("AA," + "x" * 140_000 + ",,yes,,,,"), 2, "", "well-formed CSV", "field larger than field limit"),
    (lines(GOOD, "BB,\x00,,no,,,,"), 3, "", "text without null characters", "'one'"),
    (HEADER + "\n", None, "", "at least one row", "'none'"),
    ("", 1, "", "a header", "'nothing'"),
    (GOOD + "\n", 1, "", f"the columns {HEADER.replace(',', ', ')}", "no: code, name_en"),
    (lines(GOOD).replace("people", "persons"), 1, "", "the columns", "no: people; unknown: persons"),
    (lines(GOOD).replace("people", "share"), 1, "", "the columns", "no: people; repeated: share"),
    (lines(GOOD).encode() + b"BB,Bl\xe9,,no,,,,\n", 3, "", "text in UTF-8", "the byte 0xe9 at position 6"),
    (lines(GOOD).encode("utf-16"), 1, "", "text in UTF-8", "the byte 0xff at position 1"),
]


@pytest.mark.parametrize(("content", "line", "column", "expected", "got"), BROKEN, ids=range(len(BROKEN)))
def test_broken_file_is_refused_with_place_and_reason(tmp_path, content, line, column, expected, got):
    with pytest.raises(LoadError) as caught:
        read(tmp_path, content)
    error = caught.value
    assert (error.file, error.line, error.column) == ("facts.csv", line, column)
    assert error.expected.startswith(expected)
    place = "facts.csv" + (f", line {line}" if line else "") + (f', column "{column}"' if column else "")
    assert str(error).startswith(f"{place}: expected {expected}")
    assert got in str(error)


BROKEN_JSON = [
    ("{", 1, "", "well-formed JSON"),
    ('[\n{"code": }]', 2, "", "well-formed JSON"),
    ("[" * 100_000, None, "", "well-formed JSON"),
    ('[{"people": ' + "9" * 5000 + "}]", None, "", "well-formed JSON"),
    ('{"code": "AA"}', None, "", "a list of objects"),
    ('["AA"]', 1, "", "an object"),
    ('[{"code": "AA", "color": "red"}]', 1, "", "the keys code, name_en"),
    ('[{"code": ["AA"]}]', 1, "code", "text or a number"),
    ('[{"code": "A\\u0000"}]', 1, "code", "text or a number"),
    ('[{"code": "A\\ud800"}]', 1, "code", "text or a number"),
    ("[]", None, "", "at least one row"),
]


@pytest.mark.parametrize(("content", "line", "column", "expected"), BROKEN_JSON, ids=range(len(BROKEN_JSON)))
def test_broken_json_is_refused_with_place_and_reason(tmp_path, content, line, column, expected):
    with pytest.raises(LoadError) as caught:
        read(tmp_path, content, name="facts.json")
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.expected.startswith(expected)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(LoadError, match=r"facts\.csv: expected a file"):
        list(table(tmp_path / "facts.csv"))


def test_folder_is_refused(tmp_path):
    (tmp_path / "facts.csv").mkdir()
    with pytest.raises(LoadError, match=r"facts\.csv: expected a file"):
        list(table(tmp_path / "facts.csv"))


def test_line_without_end_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "LINE_BYTES", 1000)
    with pytest.raises(LoadError, match="line 3: expected at most 1000 bytes in a line"):
        read(tmp_path, lines(GOOD, "x" * 2000))


def test_huge_file_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "FILE_BYTES", 100)
    with pytest.raises(LoadError, match=r"facts\.csv: expected at most 100 bytes, got \d+"):
        read(tmp_path, lines(*[GOOD] * 20))


def test_long_value_is_cut_in_the_message(tmp_path):
    with pytest.raises(LoadError) as caught:
        read(tmp_path, lines("AA,Aland,,yes,,," + "h" * 5000 + ","))
    assert len(str(caught.value)) < 400


def test_loader_can_refuse_in_the_same_words(tmp_path):
    error = table(tmp_path / "facts.csv").error(5, "near", expected="a neighbour", got="AA")
    assert re.fullmatch(r"facts\.csv, line 5, column \"near\": expected a neighbour, got 'AA'", str(error))
