"""Who signed a page, and when."""

from __future__ import annotations

from .date_formats import check_language
from .errors import check_text
from .html_lines import lines_of_html
from .lines import Signature, signature
from .timestamps import LONGEST_TEXT
from .wikitext_lines import lines_of_wikitext


def signatures(wikitext: str, *, language: str = "en") -> tuple[Signature, ...]:
    """The signatures of a page in wikitext, in the order of its lines, at most one a line.

    A signature is a time stamp with a link before it to a person's page, talk page or contributions, in the words of
    any language and on any wiki; or a template such as ``{{unsigned|X|...}}``. In lists a name that opens or closes
    the line is one too, without a time. A second stamp on a line amends the first. What stands in comments,
    ``<nowiki>`` or ``<pre>`` signs nothing.

    ``language`` is that of the wiki the page is on, for the names of months (English is understood beside it).
    Raises ``InputError`` if ``wikitext`` is no string or longer than four million characters, or ``language`` cannot
    be a language code.
    """
    check_text("wikitext", wikitext, longest=LONGEST_TEXT)
    code = check_language(language)
    found = (signature(line, code) for line in lines_of_wikitext(wikitext, code))
    return tuple(each for each in found if each is not None)


def signatures_from_html(html: str, *, language: str = "en", page_title: str | None = None) -> tuple[Signature, ...]:
    """The signatures with a time of a rendered page (old parser, DiscussionTools or Parsoid), in its order.

    As ``signatures``, block by block; a quotation or a heading signs nothing. ``page_title`` is the full title of the
    page ("User talk:X"): only with it do a page's links to itself say whose they are.

    Raises ``InputError`` as ``signatures`` does, naming ``html`` or ``language``.
    """
    check_text("html", html, longest=LONGEST_TEXT)
    if page_title is not None:
        check_text("page_title", page_title, longest=LONGEST_TEXT)
    code = check_language(language)
    found = (signature(line, code) for line in lines_of_html(html, page_title))
    return tuple(each for each in found if each is not None and each.signed_at is not None)
