"""What the search knows of the words of the glossary."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.portal.models import Term


def document(term: Term) -> Document:
    return Document(term.name, text=term.meaning, languages=tuple(term.name.languages))


register_search(Searchable("term", _("Words of the glossary"), lambda: Term.objects.all(), document))
