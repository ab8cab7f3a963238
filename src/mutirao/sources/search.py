"""What the search knows of sources."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.sources.models import Source


def document(source: Source) -> Document:
    return Document(source.name, text=source.caveat, keywords=(source.slug, source.publisher, source.licence))


register_search(Searchable("source", _("Sources"), lambda: Source.objects.all(), document))
