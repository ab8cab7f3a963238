"""From the bytes of a file to posts: which of three formats it is, is told by what stands in it, not by its name."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from mutirao.base.errors import InputError
from mutirao_wikitext import InputError as WikitextError
from mutirao_wikitext import Post, posts, posts_from_discourse, posts_from_html

FILE_BYTES = 10_000_000
MOST_POSTS = 5_000
_HTML = re.compile(r"<(?:html|body|head|div|p|h[1-6]|dl|ul|section|!doctype html)\b[^>]*>", re.IGNORECASE)
# Where a page of a talk page begins with markup, it is HTML; wikitext may hold a tag further down.
_HEAD = 2_000


def posts_in(content: bytes, *, language: str, page_title: str = "") -> tuple[Post, ...]:
    """The posts of a talk page (wikitext or HTML) or of a forum topic (Discourse JSON).

    Raises ``InputError`` for a file that is too large, no text, or holds no or too many posts.
    """
    if len(content) > FILE_BYTES:
        raise InputError("file", allowed=_("at most 10 MB"), got=len(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("file", allowed=_("text in UTF-8"), got=f"a byte at {error.start}") from error
    if "\x00" in text:
        raise InputError("file", allowed=_("text without null characters"), got="one")
    try:
        found = _read(text, language, page_title)
    except WikitextError as error:
        raise InputError("file", allowed=_("a talk page or a forum topic that we can read"), got=error.got) from error
    if not found:
        raise InputError("file", allowed=_("a page with at least one post"), got="none")
    if len(found) > MOST_POSTS:
        raise InputError("file", allowed=_("at most 5,000 posts"), got=len(found))
    return found


def _read(text: str, language: str, page_title: str) -> tuple[Post, ...]:
    start = text.lstrip()[:_HEAD]
    if start.startswith("{") and not start.startswith(("{{", "{|")):
        return posts_from_discourse(text)
    if start.startswith("<") and _HTML.search(start):
        return posts_from_html(text, language=language, page_title=page_title or None)
    return posts(text, language=language)
