"""Templates and stylesheets: nothing inline, so that the content policy can be strict; logical sides only."""

import re

import pytest

from .tree import files, name_of

INLINE = re.compile(
    r"\sstyle\s*=|<style\b|<script\b(?![^>]*\ssrc=)|<[^>]*\son[a-z]+\s*=|javascript:|\|\s*safe\b",
    re.IGNORECASE,
)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right"
    r")\s*:"
    r"|(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
REASON = "allow-physical:"


def test_templates_hold_nothing_inline():
    found = {name_of(path): INLINE.findall(path.read_text()) for path in files(".html")}
    assert {name: parts for name, parts in found.items() if parts} == {}


def test_templates_write_dates_with_names_of_months_from_cldr():
    """``day`` and ``moment``: Django's own formats misspell months in Hindi and capitalise them in Portuguese."""
    found = [name_of(path) for path in files(".html") if re.search(r'\|date:"[A-Z_]*DATE', path.read_text())]
    assert found == []


def test_titles_and_descriptions_hold_no_markup():
    """``{% text %}`` wraps a text of another language in an element; a title and an attribute take plain words only."""
    block = re.compile(r"{% block (?:title|description) %}(.*?){% endblock", re.DOTALL)
    found = [name_of(path) for path in files(".html") if "{% text " in "".join(block.findall(path.read_text()))]
    assert found == []


def test_stylesheets_follow_the_direction_of_the_text():
    found = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in files(".css")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if PHYSICAL.search(line) and REASON not in line
    ]
    assert found == []


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">',
        "<style>",
        "<script>",
        '<script type="module">',
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        "{{ text|safe }}",
    ],
)
def test_inline_is_seen(markup):
    assert INLINE.search(markup)


@pytest.mark.parametrize("markup", ['<script src="/a.js" defer></script>', '<p class="on">', "<p>style</p>"])
def test_what_is_not_inline_passes(markup):
    assert not INLINE.search(markup)


@pytest.mark.parametrize("rule", ["margin-left: 0", "{right:0}", "text-align: left;", "border-top-left-radius: 0"])
def test_physical_side_is_seen(rule):
    assert PHYSICAL.search(rule)


@pytest.mark.parametrize("rule", ["margin-inline-start: 0", "text-align: start", "inset: 0", "--copyright: 1"])
def test_logical_side_passes(rule):
    assert not PHYSICAL.search(rule)
