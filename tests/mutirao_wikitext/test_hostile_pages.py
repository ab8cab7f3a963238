"""Pages made to hurt: no exception but ``InputError``, and time that grows with the length of the page."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutirao_wikitext import (
    InputError,
    parse_timestamp,
    posts,
    posts_from_discourse,
    posts_from_html,
    sign_up_wikitext,
    sign_ups,
    signatures,
    signatures_from_html,
    timestamp_in,
    user_name,
)

SIGNED = "[[User:Ana b|Ana]] 12:05, 7 March 2026 (UTC)"
# Each is repeated until the page is as long as the test wants.
REPEATED = {
    "open links": "[[",
    "open links with a name": "[[User:a|",
    "open templates": "{{",
    "open tags": "<",
    "half a tag": "<a ",
    "half an attribute": "<a b='",
    "open comments": "<!--",
    "open verbatim": "<nowiki>",
    "short verbatim": "<nowiki></nowiki>",
    "odd sections": "<![x",
    "declarations": "<!",
    "instructions": "<?",
    "open addresses": "[http://",
    "quotes": "'",
    "headings": "= ",
    "half an entity": "&#",
    "zones": "[[User:A]] (UTC)",
    "stamps of nobody": "[[User:A]] 1:00 1 1 (UTC)",
    "signatures": f"# {SIGNED}\n",
    "signatures on one line": SIGNED,
    "names on one line": "{{u|A}}",
    "remarks": "# [[User:A]]\n#: x\n",
    "prefixes": "[[:en",
    "struck": "<s>a",
    "blocks": "<div>",
    "links": '<a href="/wiki/User:A">x',
    "scripts": "<script>",
    "colons": ":\n",
    "open tables": "{|\n",
}
# What opens, as often as what closes.
NESTED = {
    "links": ("[[User:a|", "]]"),
    "templates": ("{{unsigned|a|12:05, 7 March 2026", "}}"),
    "lists": ("<ul><li>", "</li></ul>"),
    "never opened": ("<div>", "</p>"),
}
READERS = [signatures, sign_ups, signatures_from_html, posts, posts_from_html]


def pages(length: int) -> dict[str, str]:
    made = {name: (part * (length // len(part) + 1))[:length] for name, part in REPEATED.items()}
    for name, (opened, closed) in NESTED.items():
        times = length // len(opened + closed)
        made[f"nested {name}"] = opened * times + closed * times
    return made


def seconds(read: Callable[[str], object], page: str) -> float:
    start = time.process_time()
    read(page)
    return time.process_time() - start


@pytest.mark.parametrize("read", READERS)
def test_hostile_page_is_read_at_once(read):
    slow = {name: spent for name, page in pages(50_000).items() if (spent := seconds(read, page)) > 2}
    assert slow == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", pages(1_000))
@pytest.mark.parametrize("read", READERS)
def test_time_grows_with_the_length_of_a_hostile_page(read, name):
    """A megabyte of colons, half a million lines, took 5.4 s while every line was copied twice; now it takes 2."""
    quarter, whole = (seconds(read, pages(length)[name]) for length in (250_000, 1_000_000))
    # Four times the length may take four times as long, not sixteen; the rest is room for a busy machine.
    assert whole < 9 * quarter + 0.5
    assert whole < 20


FRAGMENTS = [
    *REPEATED.values(),
    *(part for pair in NESTED.values() for part in pair),
    *["]]", "}}", "-->", "</nowiki>", "<pre>", "</pre>", "\n# ", "\n#: ", "\n== a ==\n", "''", "[[Category:", "|"],
    *["{{unsigned|", "[[User:", "[[:w:es:Usuaria:", " (UTC)", "12:05, 7 March 2026", "<li>", "</a>", "&lt;", "\ufdd0"],
]
TEXTS = st.lists(
    st.sampled_from(FRAGMENTS) | st.text(st.characters(exclude_categories=[]), max_size=8), max_size=30
).map("".join)
LANGUAGES = st.sampled_from(["en", "ar", "ckb", "fr", "ja", "th", "pt-br", "zz"]) | st.text(max_size=6)


@settings(deadline=None, max_examples=300)
@given(TEXTS, LANGUAGES, st.none() | TEXTS)
def test_no_page_raises_anything_but_input_error(text, language, other):
    for read in (
        lambda: signatures(text, language=language),
        lambda: signatures_from_html(text, language=language, page_title=other),
        lambda: posts(text, language=language),
        lambda: posts_from_html(text, language=language, page_title=other),
        lambda: posts_from_discourse(text),
        lambda: sign_ups(text, heading=other, language=language),
        lambda: parse_timestamp(text, language=language),
        lambda: sign_up_wikitext(text, kind="lead"),
        lambda: user_name(text),
    ):
        with suppress(InputError):
            read()


@settings(deadline=None)
@given(LANGUAGES, st.datetimes(timezones=st.timezones()))
def test_no_time_raises_anything_but_input_error(language, moment):
    try:
        written = timestamp_in(language, moment)
    except InputError:
        return
    assert written.endswith(" (UTC)")
