"""Gaps in the texts that come with the product: missing or outdated translations, and drafts that nobody has read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.gaps import Details, Gap, register_gaps, shown
from mutirao.action_lines.models import ActionLine, Demand, Promise, RecommendationSection
from mutirao.base.languages import language_name
from mutirao.base.text import Text
from mutirao.skills.models import Skill
from mutirao.translation.models import NativeReading, TranslationOffer
from mutirao.translation.queries import digest
from mutirao.translation.states import OfferState
from mutirao.translation.texts import translatable

# Which line the tasks about skills and about the whole recommendation belong to.
SKILLS_LINE, LEADERSHIP_LINE, WHOLE_LINE = "global-approach", "leadership-plan", "skill-infrastructure"
LEADERSHIP_GROUP = "leadership"
TRANSLATION_SKILL = "translation"
WORDS_A_MINUTE = 40
SHORTEST, LONGEST = 3, 30
# How many drafts in one language are listed at once: more would bury everything else.
DRAFTS_AT_ONCE = 12

# Subject, field, language and digest of a text that a native speaker has read or written.
type Reading = tuple[str, str, str, str, str]


def register_text_gaps() -> None:
    register_gaps(
        "text_missing",
        label=_("a text that is missing or outdated in a language"),
        title=lambda details: gettext("Translate into %(language)s: %(name)s") % _words(details),
        steps=lambda details: gettext(
            "Read the original and offer a translation. Plain, short, kind words are best. If a translation is there"
            " already, the original has changed since: bring it up to date."
        ),
        find=missing_texts,
    )
    register_gaps(
        "draft_unread",
        label=_("a draft translation that no native speaker has read"),
        title=lambda details: gettext("Read the draft in %(language)s: %(name)s") % _words(details),
        steps=lambda details: gettext(
            "The team wrote this translation, and no native speaker has read it yet. Read each text in your language."
            " If it is right, say so there; if it is wrong or stiff, offer better words."
        ),
        find=unread_drafts,
        at_once=DRAFTS_AT_ONCE,
    )


def missing_texts() -> Iterator[Gap]:
    """Texts that lack a language of the interface, or have an older version in it."""
    for row, line in _shipped():
        for field, text in _texts(row):
            for language in (code for code in _languages(text) if not _is_current(text, code)):
                address = reverse("translation:text", args=[row.kind, row.slug, field, language])
                yield _gap(row, line, language, [text], address, part=field)


def unread_drafts() -> Iterator[Gap]:
    """Things with a translation of ours that no native speaker has read or written."""
    readings = _readings()
    for row, line in _shipped():
        texts = _texts(row)
        for language in [code for code, _name in settings.LANGUAGES]:
            unread = [text for field, text in texts if _is_unread(row, field, text, language, readings)]
            if unread:
                address = (
                    f"{reverse('translation:texts', args=[row.kind, row.slug])}?{urlencode({'uselang': language})}"
                )
                yield _gap(row, line, language, unread, address)


def _gap(row: Any, line: str, language: str, texts: list[Text], address: str, part: str = "") -> Gap:
    n_words = sum(len(text.original.split()) for text in texts)
    name: Text = getattr(row, "name", None) or row.heading
    return Gap(
        subject=row.reference,
        part=part,
        address=address,
        minutes=max(SHORTEST, min(LONGEST, n_words // WORDS_A_MINUTE)),
        details={"name": name.as_json(), "language": language},
        skill=TRANSLATION_SKILL,
        language=language,
        action_line=line,
    )


def _shipped() -> Iterator[tuple[Any, str]]:
    """Rows with texts of ours, each with the line that its tasks belong to."""
    for line in ActionLine.objects.all():
        yield line, line.slug
    for demand in Demand.objects.select_related("action_line"):
        yield demand, demand.action_line.slug
    yield from _all_in(Promise.objects.all())
    yield from _all_in(RecommendationSection.objects.all())
    skills = Skill.objects.filter(framework__is_core=True, is_current=True).select_related("parent")
    for skill in skills.order_by("parent__position", "position", "slug"):
        group = skill.parent.slug if skill.parent else skill.slug
        yield skill, LEADERSHIP_LINE if group == LEADERSHIP_GROUP else SKILLS_LINE


def _all_in(rows: QuerySet[Any]) -> Iterator[tuple[Any, str]]:
    return ((row, WHOLE_LINE) for row in rows)


def _texts(row: Any) -> list[tuple[str, Text]]:
    """The translatable texts of a row; empty originals have nothing to translate."""
    found = ((field, getattr(row, field)) for field in translatable(row.kind).fields)
    return [(field, text) for field, text in found if text.original]


def _languages(text: Text) -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != text.source]


def _is_current(text: Text, language: str) -> bool:
    return bool(text.texts.get(language)) and language not in text.outdated


def _is_unread(row: Any, field: str, text: Text, language: str, readings: set[Reading]) -> bool:
    if language == text.source or not _is_current(text, language):
        return False
    return (row.kind, row.slug, field, language, digest(text.texts[language])) not in readings


def _readings() -> set[Reading]:
    """What native speakers have confirmed, or written themselves; two queries."""
    columns = ("subject_kind", "subject_id", "field", "language")
    confirmed = NativeReading.objects.values_list(*columns, "text_digest")
    written = TranslationOffer.objects.filter(state=OfferState.PUBLISHED).values_list(*columns, "text")
    return {*confirmed, *((*where, digest(words)) for *where, words in written)}


def _words(details: Details) -> dict[str, str]:
    return {"language": language_name(details["language"]), "name": shown(details, "name")}
