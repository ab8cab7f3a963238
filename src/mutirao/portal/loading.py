"""Readers of the words of the glossary and of the kinds of support."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.portal.models import SupportKind, Term
from mutirao.sources.loading import OURS, Load, integer, loader, slug, text, texts


@loader("terms", feeds=_("the words of the glossary"), files=("terms.csv",), source=OURS)
def load_terms(load: Load) -> None:
    # The note is for whoever translates the table; no page shows it.
    columns = {
        "slug": slug(required=True),
        "name": texts(required=True),
        "meaning": texts(required=True),
        "note_en": text(),
    }
    table = load.table("terms.csv", columns, key=("slug",))
    rows = ({**{name: row[name] for name in ("slug", "name", "meaning")}, **row.origin} for row in table)
    load.replace(Term, rows, key=("slug",), removed="delete")


@loader("support_kinds", feeds=_("the kinds of support"), files=("support_kinds.csv",), source=OURS)
def load_support_kinds(load: Load) -> None:
    columns = {
        "slug": slug(required=True),
        "position": integer(required=True, minimum=1, maximum=1000),
        "name": texts(required=True),
        "summary": texts(required=True),
    }
    table = load.table("support_kinds.csv", columns, key=("slug",))
    rows = ({**{name: row[name] for name in columns}, **row.origin} for row in table)
    load.replace(SupportKind, rows, key=("slug",), removed="delete")
