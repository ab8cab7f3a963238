"""The posts of a topic of a Discourse forum, from the JSON that its address with ``.json`` gives."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from .errors import InputError, check_text
from .html_lines import lines_of_html
from .lines import seen
from .posts import Post
from .timestamps import LONGEST_TEXT

_LONGEST_NAME = 255
# A thread deeper than this is shown flat from here on.
_DEEPEST = 50


def posts_from_discourse(topic: str) -> tuple[Post, ...]:
    """The posts that the file holds, in its order; hidden and deleted ones are left out.

    The author is the user name, ``shown_as`` the name beside it. Raises ``InputError`` if ``topic`` is no JSON of a
    topic, or too long.
    """
    check_text("topic", topic, longest=LONGEST_TEXT)
    try:
        read = json.loads(topic)
        written = read["post_stream"]["posts"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise InputError("topic", allowed="the JSON of a topic, with post_stream and posts", got=topic) from error
    if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
        raise InputError("topic", allowed="a list of posts", got=topic)
    title = read.get("title")
    heading = seen(_storable(title)) if isinstance(title, str) else ""
    levels: dict[int, int] = {}
    return tuple(_post(each, heading, levels) for each in written if not (each.get("hidden") or each.get("deleted_at")))


def _post(written: dict[str, Any], heading: str, levels: dict[int, int]) -> Post:
    number, answers = written.get("post_number"), written.get("reply_to_post_number")
    author, name, cooked = written.get("username"), written.get("name"), written.get("cooked")
    if not isinstance(number, int) or not isinstance(author, str) or not isinstance(cooked, str):
        raise InputError("topic", allowed="posts with post_number, username and cooked", got=str(written))
    levels[number] = min(_DEEPEST, levels.get(answers, 0) + 1) if isinstance(answers, int) else 1
    text = "\n".join(filter(None, (seen(line.said()) for line in lines_of_html(_storable(cooked), None))))
    shown_as = (
        seen(_storable(name))[:_LONGEST_NAME] if isinstance(name, str) and name.casefold() != author.casefold() else ""
    )
    return Post(
        author=seen(_storable(author))[:_LONGEST_NAME],
        wiki=None,
        signed_at=_moment(written.get("created_at")),
        text=text,
        heading=heading,
        level=levels[number],
        line=number,
        shown_as=shown_as,
    )


def _moment(written: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(written))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _storable(text: str) -> str:
    """Without null characters and halves of characters, which escapes of JSON can hold and no database takes."""
    return text.replace("\x00", "").encode(errors="replace").decode()
