"""Pure reading and writing of wikitext: who signed a page, when, and what they said; lists of
sign-ups; the posts of discussions.

No Django, no network, no clock. It reads what people wrote on a wiki in any language, tolerates what it does not
understand, and takes time that grows with the length of the page and nothing else. The only exception it raises is
``InputError``. Words: a *signature* is a link to its author and a time stamp; a *person* is a user name on a wiki; a
*sign-up* is one person's entry in a numbered list.

How it works, what it was measured against and what it does not do: ``docs/wikitext.md``.
"""

from __future__ import annotations

from .discourse import posts_from_discourse
from .errors import InputError
from .lines import Signature
from .names import user_name
from .posts import Doubt, Post, posts, posts_from_html
from .reading import signatures, signatures_from_html
from .sign_up_lists import Remark, SignUp, plain_wikitext, sign_up_wikitext, sign_ups
from .tables import table
from .timestamps import parse_timestamp, timestamp_in

__all__ = [
    "Doubt",
    "InputError",
    "Post",
    "Remark",
    "SignUp",
    "Signature",
    "parse_timestamp",
    "plain_wikitext",
    "posts",
    "posts_from_discourse",
    "posts_from_html",
    "sign_up_wikitext",
    "sign_ups",
    "signatures",
    "signatures_from_html",
    "table",
    "timestamp_in",
    "user_name",
]
