"""The state of the recommendation as wikitext, in the reader's language, to paste on Meta."""

from __future__ import annotations

from django.utils.translation import gettext as _

import mutirao_wikitext
from mutirao.base.templatetags.text import number
from mutirao.portal.analysis import Figure, State


def state_wikitext(state: State, *, address: str) -> str:
    """Headings and two tables; every text comes out as text, never as markup."""
    promises = mutirao_wikitext.table(
        [_("Promise"), _("What exists here")],
        ([str(promise.name), _figures(promise.figures)] for promise in state.promises),
    )
    demands = mutirao_wikitext.table(
        [_("Demand"), _("Action line"), _("State"), _("What exists here")],
        (
            [str(demand.name), str(line.name), str(demand.state.label), _figures(demand.figures)]
            for line in state.lines
            for demand in line.demands
        ),
    )
    title = _("State of the recommendation, %(quarter)s") % {"quarter": state.quarter}
    parts = [f"== {mutirao_wikitext.plain_wikitext(title)} ==", promises, demands, address]
    return "\n\n".join(parts) + "\n"


def _figures(figures: tuple[Figure, ...]) -> str:
    return " · ".join(map(_figure, figures))


def _figure(figure: Figure) -> str:
    if figure.n is None:
        return _("%(kind)s: not here yet") % {"kind": figure.label}
    return f"{number(figure.n)} {figure.label}"
