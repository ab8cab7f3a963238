"""Files of any make become a table of text, or a sentence that says why not."""

import io
import json
import zipfile

import pytest
from openpyxl import Workbook

from mutirao.needs.importing import reading
from mutirao.needs.importing.reading import UnreadableFile, read_table

TABLE = (("q", "w"), (("ä", "1"), ("b", "2")))


def workbook(*rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_in_any_encoding_and_with_any_separator(separator, encoding, end):
    text = end.join(separator.join(row) for row in (TABLE[0], *TABLE[1])) + end
    table = read_table(text.encode(encoding))
    assert (table.header, table.rows) == TABLE
    assert encoding in table.read_as


def test_json_json_lines_and_workbook_give_the_same_table():
    people = [dict(zip(TABLE[0], row, strict=True)) for row in TABLE[1]]
    as_lines = "\n".join(json.dumps(person) for person in people)
    files = [json.dumps(people).encode(), as_lines.encode(), workbook(*TABLE[:1], *TABLE[1])]
    assert [(read_table(file).header, read_table(file).rows) for file in files] == [TABLE] * 3


def test_nested_json_has_the_names_of_our_csv():
    person = {"language": "sw", "answers": {"sourcing": {"importance": 5}, "devices": ["phone", "none"]}}
    table = read_table(json.dumps(person).encode())
    assert (table.header, table.rows[0]) == (("language", "sourcing.importance", "devices"), ("sw", "5", "phone none"))


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_spreadsheet():
    table = read_table(b"q,w\n1,\n,\n2,3\n")
    assert (table.rows, table.numbers) == ((("1", ""), ("2", "3")), (2, 4))


def test_apostrophe_of_our_own_files_goes_and_that_of_people_stays():
    assert read_table(b"q\n'=1+1\n'tis\n").rows == (("=1+1",), ("'tis",))


def test_columns_about_people_are_gone_and_named():
    header = "start,end,q1,Your name,E-mail,IP address,deviceid,_submission_time,_id,group/_gps_latitude,username,q2"
    table = read_table(f"{header}\n{','.join('x' * 12)}\n".encode())
    assert table.header == ("q1", "q2")
    assert table.rows == (("x", "x"),)
    assert len(table.identifying) == 10


def test_a_question_of_that_name_stays():
    assert read_table(b"name,q\na,b\n", is_known=lambda name: name == "name").header == ("name", "q")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "first row"),
        (b"\n\n", "first row"),
        (b"q,w\n", "no rows"),
        (b"q\n1,2\n", "Row 2 has more cells"),
        (b"q\n\x00\n", "null bytes"),
        (b"\xff\xfeq", "damaged"),
        (b"{", "begins like JSON"),
        (b"[1, 2]", "one object"),
        (b"[" * 100_000, "begins like JSON"),
        (b"PK\x03\x04 no zip at all", "not a workbook"),
        (b'q\n"' + b"x" * 200_000 + b'"\n', "cannot be read as CSV"),
        (b"q\n" + b"x" * 10_001 + b"\n", "longer than 10000"),
    ],
    ids=range(12),
)
def test_what_is_no_table_is_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableFile, match=reason):
        read_table(data)


def test_too_many_rows_or_columns_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    with pytest.raises(UnreadableFile, match="more than 2 rows"):
        read_table(b"q\n1\n2\n3\n")
    with pytest.raises(UnreadableFile, match="more than 2 rows"):
        read_table(workbook(["q"], [1], [2], [3]))
    monkeypatch.setattr(reading, "MOST_COLUMNS", 2)
    with pytest.raises(UnreadableFile, match="more than 2 columns"):
        read_table(b"a,b,c\n1,2,3\n")


def test_a_zip_bomb_is_not_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (reading.MOST_UNPACKED + 1))
    assert len(file.getvalue()) < 1_000_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 100 MB"):
        read_table(file.getvalue())


def test_a_workbook_that_claims_a_million_rows_is_read_as_far_as_it_goes():
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["q"], [1]))) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
            new.writestr(member.filename, content)
    assert read_table(file.getvalue()).rows == (("1",),)


def test_formulas_of_a_workbook_are_not_run():
    table = read_table(workbook(["q", "w"], ["=1+1", "kept"]))
    assert table.rows == (("", "kept"),)


def damaged(change, part="xl/worksheets/sheet1.xml"):
    """A workbook with one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(*TABLE[:1], *TABLE[1]))) as good, zipfile.ZipFile(file, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, change(good.read(name)) if name == part else good.read(name))
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        workbook(*TABLE[:1])[:-60] + b"\xff" * 60,
        damaged(lambda text: text.replace(b'sheetId="1"', b'sheetId="x"'), "xl/workbook.xml"),
        damaged(lambda text: text[: len(text) // 2]),
        b'[{"a":' + b'{"a":' * 3000 + b"1" + b"}" * 3001 + b"]",
        b'[{"q": "\\u0000"}]',
        b'[{"q\\u0000": "1"}]',
        b'[{"q": "\\ud800"}]',
        b'[{"q\\ud800": "1"}]',
    ],
    ids=["end", "number", "half", "deep", "null", "null in a name", "half a sign", "half a sign in a name"],
)
def test_damaged_files_and_broken_characters_are_refused(data):
    with pytest.raises(UnreadableFile):
        read_table(data)


@pytest.mark.parametrize("flag", [0, 2], ids=["encrypted", "unknown method"])
def test_workbooks_that_cannot_be_unpacked_are_refused(flag):
    data = bytearray(workbook(*TABLE[:1], *TABLE[1]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + place + flag] = 99 if flag else data[start + place] | 1
            start += 4
    with pytest.raises(UnreadableFile):
        read_table(bytes(data))


def test_hidden_marks_in_names_of_columns_go():
    assert read_table("q\u200f,\u202ew\n1,2\n".encode()).header == ("q", "w")
