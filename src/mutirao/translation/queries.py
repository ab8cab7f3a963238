"""Reads of texts and their languages, of what is missing, and of offers."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.rules import held
from mutirao.accounts.states import Role
from mutirao.base.references import Reference
from mutirao.base.text import Text
from mutirao.discussion.queries import seen_through_subject
from mutirao.translation.models import NativeReading, TranslationOffer
from mutirao.translation.states import OfferState, TextState
from mutirao.translation.texts import Translatable, translatable, translatables


@dataclass(frozen=True)
class LanguageState:
    """How one language of a text stands; ``is_draft``: by the team, read by no native speaker yet."""

    language: str
    state: TextState
    text: str
    is_draft: bool


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def text_states(target: Any, field: str, *, also: str = "") -> list[LanguageState]:
    """The original first, then the languages of the interface, those that have a text, and ``also``; two queries."""
    text: Text = getattr(target, field)
    wanted = {*(code for code, _name in settings.LANGUAGES), *text.languages, *([also] if also else [])}
    read = _read_by_others(target, field)
    is_draft = translatable(target.kind).is_draft(target)
    return [
        LanguageState(
            language=language,
            state=_state(text, language),
            text=text.texts.get(language, ""),
            is_draft=is_draft
            and _state(text, language) == TextState.CURRENT
            and (language, digest(text.texts[language])) not in read,
        )
        for language in sorted(wanted, key=lambda each: (each != text.source, each))
    ]


def language_state(target: Any, field: str, language: str) -> LanguageState:
    """How ``language`` stands; two queries."""
    states = text_states(target, field, also=language)
    return next(each for each in states if each.language == language)


def _state(text: Text, language: str) -> TextState:
    if language == text.source:
        return TextState.ORIGINAL
    if not text.texts.get(language):
        return TextState.MISSING
    return TextState.OUTDATED if language in text.outdated else TextState.CURRENT


def _read_by_others(target: Any, field: str) -> set[tuple[str, str]]:
    """Languages with the digests of texts that a person read: confirmed as they are, or offered and published."""
    of_text = {"subject_kind": target.reference.kind, "subject_id": target.reference.public_id, "field": field}
    confirmed = NativeReading.objects.filter(**of_text).values_list("language", "text_digest")
    published = TranslationOffer.objects.filter(**of_text, state=OfferState.PUBLISHED).values_list("language", "text")
    return {*confirmed, *((language, digest(words)) for language, words in published)}


def with_gaps(kind: Translatable, language: str, *, user: Any) -> QuerySet[Any]:
    """Things of a kind with a text that ``language`` lacks or has from an older original; filtered in SQL.

    ``language`` is a checked tag: it becomes a part of the path into the column.
    """
    rows = kind.kind.visible_to(user)
    gaps = Q(pk__in=[])
    for field in kind.fields:
        rows = rows.alias(**{f"{field}_texts": KT(f"{field}__texts"), f"{field}_old": KT(f"{field}__outdated")})
        is_missing = Q(**{f"{field}__texts__{language}__isnull": True}) & ~Q(**{f"{field}_texts": "{}"})
        gaps |= is_missing | Q(**{f"{field}_old__contains": f'"{language}"'})
    return rows.filter(gaps).order_by("pk")


def gaps_of(target: Any, language: str) -> list[tuple[str, TextState]]:
    """The fields of ``target`` that ``with_gaps`` found it for; no query."""
    states = [(field, _state(getattr(target, field), language)) for field in translatable(target.kind).fields]
    open_ones = {TextState.MISSING, TextState.OUTDATED}
    return [(field, state) for field, state in states if state in open_ones and getattr(target, field)]


def offers_visible_to(user: Any) -> QuerySet[TranslationOffer]:
    """Published ones; one's own; and for readers those that wait or were declined."""
    kinds = [each.kind for each in translatables()]
    seen = seen_through_subject(TranslationOffer.objects.all(), user, kinds)
    if not isinstance(user, User) or not user.is_active:
        return seen.filter(state=OfferState.PUBLISHED)
    return seen.filter(Q(state=OfferState.PUBLISHED) | Q(by=user) | _is_read_by(user))


def _is_read_by(user: User) -> Q:
    """``rules.is_reader`` in SQL."""
    if user.is_administrator:
        return Q(pk__isnull=False)
    roles = RoleGrant.objects.filter(held(), person=user)
    in_subject = roles.filter(subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id"))
    return Q(Exists(roles.filter(role=Role.TRANSLATOR))) | Q(Exists(in_subject))


def offers_to_read(user: User) -> QuerySet[TranslationOffer]:
    """What others offered and ``user`` may publish, the longest waiting first."""
    waiting = offers_visible_to(user).filter(_is_read_by(user), state=OfferState.OFFERED)
    return waiting.exclude(by=user).select_related("by").order_by("created_at", "pk")


def own_waiting_offer(user: Any, subject: Reference, field: str, language: str) -> TranslationOffer | None:
    if not isinstance(user, User):
        return None
    mine = TranslationOffer.objects.filter(by=user, state=OfferState.OFFERED, field=field, language=language)
    return mine.filter(subject_kind=subject.kind, subject_id=subject.public_id).first()


def published_texts(model: type[Model]) -> dict[tuple[str, str], dict[str, str]]:
    """By public id and field, the latest words that people published in each language; one query, none for others."""
    kind = next((each for each in translatables() if each.kind.model is model), None)
    if kind is None:
        return {}
    offers = TranslationOffer.objects.filter(subject_kind=kind.name, state=OfferState.PUBLISHED)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for public_id, field, language, text in offers.order_by("decided_at", "pk").values_list(
        "subject_id", "field", "language", "text"
    ):
        found.setdefault((public_id, field), {})[language] = text
    return found


def older_original(target: Any, field: str, language: str) -> str:
    """The original from which the published translation was made, if another than today's and known; else empty."""
    text: Text = getattr(target, field)
    made = TranslationOffer.objects.filter(
        subject_kind=target.reference.kind,
        subject_id=target.reference.public_id,
        field=field,
        language=language,
        state=OfferState.PUBLISHED,
        text=text.texts.get(language, ""),
    )
    older = made.order_by("-decided_at").values_list("original", flat=True).first() or ""
    return "" if older == text.original else older


def changed_words(older: str, newer: str) -> list[tuple[str, str]]:
    """Runs of words, each ``same``, ``gone`` or ``new``, in the order in which to read them."""
    before, after = older.split(), newer.split()
    runs: list[tuple[str, str]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            runs.append(("same", " ".join(after[c:d])))
            continue
        runs += [(mark, " ".join(run)) for mark, run in (("gone", before[a:b]), ("new", after[c:d])) if run]
    return runs
