"""What the search knows of programmes and what they give money for."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.grants.models import Programme, Track

PRIOR = 70


def programmes() -> QuerySet[Programme]:
    return Programme.objects.prefetch_related("tracks")


def document(programme: Programme) -> Document:
    tracks = [words for track in programme.tracks.all() for words in track.name.texts.values()]
    languages = tuple(programme.name.languages)
    return Document(programme.name, text=programme.summary, keywords=tuple(tracks), languages=languages, prior=PRIOR)


register_search(Searchable("programme", _("Programmes that give money"), programmes, document, reads=(Track,)))
