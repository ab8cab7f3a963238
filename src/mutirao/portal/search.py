"""What the search knows of our words and of the support there is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.portal.models import SupportKind, Term

WORD, SUPPORT = 10, 60


def term_document(term: Term) -> Document:
    return Document(term.name, text=term.meaning, languages=tuple(term.name.languages), prior=WORD)


def support_document(kind: SupportKind) -> Document:
    return Document(kind.name, text=kind.summary, languages=tuple(kind.name.languages), prior=SUPPORT)


register_search(Searchable("term", _("Words of the glossary"), lambda: Term.objects.all(), term_document))
register_search(Searchable("support_kind", _("Support"), lambda: SupportKind.objects.all(), support_document))
