"""Tables of wikitext, written from plain text and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .sign_up_lists import plain_wikitext


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "") -> str:
    """A sortable table; every cell comes out as the text it is, whatever it holds.

    ``headings`` and each of ``rows`` have the same length; the first cell of a row heads it.
    """
    lines = ['{| class="wikitable"']
    if caption:
        lines.append(f"|+ {plain_wikitext(caption)}")
    lines.extend(f'! scope="col" | {plain_wikitext(heading)}' for heading in headings)
    for first, *others in rows:
        lines.append("|-")
        lines.append(f'! scope="row" | {plain_wikitext(first)}')
        lines.extend(f"| {plain_wikitext(cell)}" for cell in others)
    lines.append("|}")
    return "\n".join(lines)
