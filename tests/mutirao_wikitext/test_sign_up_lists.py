import datetime as dt
import unicodedata

import mwparserfromhell
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mutirao_wikitext import InputError, Remark, SignUp, sign_up_wikitext, sign_ups
from mutirao_wikitext.lines import MARKUP, SEPARATORS, SHIELDED

MARCH = dt.datetime(2026, 3, 7, 12, 5, tzinfo=dt.UTC)
MAY = dt.datetime(2026, 5, 1, 8, 0, tzinfo=dt.UTC)
SIGNED_IN_MARCH = "[[User:Ana b|Ana]] ([[User talk:Ana b|talk]]) 12:05, 7 March 2026 (UTC)"
SIGNED_IN_MAY = "[[User:Ana b|Ana]] ([[User talk:Ana b|talk]]) 08:00, 1 May 2026 (UTC)"


def entry(**changes: object) -> SignUp:
    plain = {
        "user": "Ana b",
        "wiki": None,
        "signed_at": MARCH,
        "kind": "participate",
        "remark": "I teach",
        "remarks": (),
        "withdrawn": False,
        "line": 1,
    }
    return SignUp(**(plain | changes))


def test_entry_says_who_since_when_and_what():
    assert sign_ups(f"# I teach {SIGNED_IN_MARCH}") == (entry(),)


@pytest.mark.parametrize(
    "line",
    [
        f"# {SIGNED_IN_MARCH} I teach",
        f"# {SIGNED_IN_MARCH}: I teach",
        f"# I teach – {SIGNED_IN_MARCH}.",
        f"#I ''teach'' {SIGNED_IN_MARCH}",
    ],
)
def test_remark_stands_on_either_side_of_the_signature(line):
    assert sign_ups(line) == (entry(),)


def test_name_without_a_time_is_an_entry():
    assert sign_ups("# [[User:Ana b|Ana]] ([[User talk:Ana b|talk]]) – I teach") == (entry(signed_at=None),)


def test_remarks_below_are_attached():
    page = f"# I teach {SIGNED_IN_MARCH}\n#: Thank you! [[User:Bo]] 08:00, 1 May 2026 (UTC)\n#:: where?\n## in Rio"
    below = (Remark("Thank you!", "Bo", MAY, 2), Remark("where?", None, None, 3), Remark("in Rio", None, None, 4))
    assert sign_ups(page) == (entry(remarks=below),)


def test_remark_of_another_list_is_not_attached():
    page = f"# I teach {SIGNED_IN_MARCH}\n\n#: alone\n# nobody signed this\n#: nor answers"
    assert sign_ups(page) == (entry(),)


@pytest.mark.parametrize(
    ("line", "withdrawn"),
    [
        (f"# <s>I teach {SIGNED_IN_MARCH}</s>", True),
        (f"# <del>I teach</del> {SIGNED_IN_MARCH}", True),
        (f"# I teach <strike>{SIGNED_IN_MARCH}</strike>", True),
        (f"# <s>I</s> teach {SIGNED_IN_MARCH}", False),
        (f"# I teach {SIGNED_IN_MARCH}", False),
    ],
)
def test_struck_out_entry_is_withdrawn(line, withdrawn):
    assert sign_ups(line) == (entry(withdrawn=withdrawn),)


def test_new_words_after_struck_ones_keep_the_entry():
    assert [each.withdrawn for each in sign_ups(f"# <s>No</s> Yes {SIGNED_IN_MARCH}")] == [False]


def test_who_signed_twice_has_one_entry_with_the_earliest_time():
    page = (
        f"# <s>I teach {SIGNED_IN_MAY}</s>\n#: why?\n# [[User:Bo]] 08:00, 1 May 2026 (UTC)\n"
        f"# and write {SIGNED_IN_MARCH}\n#: good\n# I teach [[:pt:Usuária:Ana b]]"
    )
    below = (Remark("why?", None, None, 2), Remark("good", None, None, 5))
    assert sign_ups(page) == (
        entry(remark="I teach\nand write", remarks=below),
        entry(user="Bo", signed_at=MAY, remark="", line=3),
    )


def test_who_withdrew_every_time_is_withdrawn():
    page = f"# <s>I teach {SIGNED_IN_MARCH}</s>\n# <s>I teach {SIGNED_IN_MAY}</s>"
    assert sign_ups(page) == (entry(withdrawn=True),)


def test_only_the_section_is_read():
    page = (
        f"# [[User:Bo]]\n== <translate><!--T:3--> Sign  up</translate> ==\n=== Here ===\n# I teach {SIGNED_IN_MARCH}\n"
        "== Others ==\n# [[User:Cy]]"
    )
    assert sign_ups(page, heading="sign up") == (entry(line=4),)
    assert [each.user for each in sign_ups(page)] == ["Bo", "Ana b", "Cy"]


def test_only_numbered_lists_are_read():
    assert sign_ups(f"* I teach {SIGNED_IN_MARCH}\nI teach {SIGNED_IN_MARCH}\n:# I teach {SIGNED_IN_MARCH}") == ()


def test_missing_heading_is_named():
    with pytest.raises(InputError, match="heading: expected a heading of the page, got 'Sign up'"):
        sign_ups("== Other ==\n# [[User:Bo]]", heading="Sign up")


@pytest.mark.parametrize(
    ("remark", "kind", "line"),
    [
        ("", "participate", "# ~~~~"),
        ("I teach, a lot! (Don't I?)", "participate", "# I teach, a lot! (Don't I?) ~~~~"),
        ("मैं सिखाती हूँ: हिन्दी", "participate", "# मैं सिखाती हूँ: हिन्दी ~~~~"),
        ("I teach", "lead", "# '''Lead:''' I teach ~~~~"),
        ("two\r\n\tlines", "participate", "# two lines ~~~~"),
        ("\u202eright\u2066 to\u200f left\x00\x1b", "participate", "# right to left ~~~~"),
        ("[[Category:X]]", "participate", "# <nowiki>[[Category:X]]</nowiki> ~~~~"),
        ("{{delete}} ~~~~", "participate", "# <nowiki>{{delete}} ~~~~</nowiki> ~~~~"),
        ("</nowiki>[[x]]", "participate", "# <nowiki>&lt;/nowiki&gt;[[x]]</nowiki> ~~~~"),
        ("&lt; AT&T", "participate", "# <nowiki>&amp;lt; AT&amp;T</nowiki> ~~~~"),
        ("see https://example.org", "participate", "# <nowiki>see https://example.org</nowiki> ~~~~"),
        ("mailto:x", "participate", "# <nowiki>mailto:x</nowiki> ~~~~"),
        ("RFC 2119", "participate", "# <nowiki>RFC 2119</nowiki> ~~~~"),
        ("__NOTOC__", "participate", "# <nowiki>__NOTOC__</nowiki> ~~~~"),
        ("''soft''", "participate", "# <nowiki>''soft''</nowiki> ~~~~"),
        ("-- me", "participate", "# <nowiki>-- me</nowiki> ~~~~"),
        ("\u0338[[x]]", "participate", "# <nowiki>&#824;[[x]]</nowiki> ~~~~"),
    ],
)
def test_remark_comes_out_as_plain_text(remark, kind, line):
    assert sign_up_wikitext(remark, kind=kind) == line


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from(MARKUP + "&!()-\n\u0338"), max_size=60)


def expected(remark: str) -> str:
    """What a reader should see, said in another way than the code says it."""
    dropped = {
        sign
        for sign in remark
        if unicodedata.bidirectional(sign) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or sign in "\u200e\u200f\u061c\ufffe\uffff"
        or "\ufdd0" <= sign <= "\ufdef"
        or (unicodedata.category(sign) == "Cc" and not sign.isspace())
    }
    return " ".join(unicodedata.normalize("NFC", "".join(sign for sign in remark if sign not in dropped)).split())


@settings(deadline=None)
@given(WORDS, st.sampled_from(["lead", "participate"]))
@example("12:05, 7 March 2026 (UTC) [[User:Bo]]", "participate")
@example("12.05, 7 March 2026 (UTC)", "participate")
@example("Lead: me", "lead")
@example("Lead: me", "participate")
@example("- \u2011 ·", "lead")
def test_what_is_written_is_read_back(remark, kind):
    # The wiki composes letters and signs when the page is saved.
    saved = unicodedata.normalize("NFC", sign_up_wikitext(remark, kind=kind)).removesuffix("~~~~") + SIGNED_IN_MARCH
    assert sign_ups(saved) == (entry(remark=expected(remark), kind=kind),)


@settings(deadline=None)
@given(WORDS)
def test_remark_holds_no_markup_for_another_parser(remark):
    line = sign_up_wikitext(remark, kind="participate")
    parsed = mwparserfromhell.parse(unicodedata.normalize("NFC", line).removeprefix("# "))
    tags = [str(tag.tag) for tag in parsed.ifilter_tags()]
    assert tags in ([], ["nowiki"])
    assert parsed.filter_wikilinks() + parsed.filter_templates() + parsed.filter_headings() == []
    assert parsed.filter_external_links() + parsed.filter_comments() + parsed.filter_arguments() == []
    assert len(line.splitlines()) == 1


def test_every_separator_can_be_told_from_one_that_was_meant():
    assert set("".join(SEPARATORS.split())) <= set(MARKUP)
    assert len(set(SHIELDED.values())) == len(MARKUP) + 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"remark": None, "kind": "lead"}, "remark: expected a string, got None"),
        ({"remark": "x" * 2_001, "kind": "lead"}, "remark: expected at most 2,000 characters, got '2,001 characters'"),
        ({"remark": "x", "kind": "follow"}, 'kind: expected "lead" or "participate", got \'follow\''),
    ],
)
def test_bad_argument_is_named(arguments, message):
    with pytest.raises(InputError, match=message):
        sign_up_wikitext(**arguments)
