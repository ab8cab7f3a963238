"""Tables of wikitext: every cell stays the text it was."""

from __future__ import annotations

import mwparserfromhell
import pytest

from mutirao_wikitext import table


def test_a_table_has_a_caption_headings_and_rows() -> None:
    written = table(["Demand", "State"], [["Peers", "open"], ["Badges", "met"]], caption="Demands")

    assert written.splitlines() == [
        '{| class="wikitable"',
        "|+ Demands",
        '! scope="col" | Demand',
        '! scope="col" | State',
        "|-",
        '! scope="row" | Peers',
        "| open",
        "|-",
        '! scope="row" | Badges',
        "| met",
        "|}",
    ]


@pytest.mark.parametrize(
    "hostile", ["a || b", "a !! b", "|}", "{{delete}}", "[[File:x.jpg]]", "</nowiki>{{x}}", "two\nlines", "|-", "~~~~"]
)
def test_a_cell_cannot_break_out(hostile: str) -> None:
    parsed = mwparserfromhell.parse(table(["Head"], [[hostile, hostile]]))

    tables = parsed.filter_tags(matches=lambda tag: tag.tag == "table")
    assert len(tables) == 1
    assert len(tables[0].contents.filter_tags(matches=lambda tag: tag.tag == "td")) == 1
    assert not parsed.filter_templates()
    assert not parsed.filter_wikilinks()
