"""The gaps that this context can find, and what is said to whoever mends one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import RoleGrant
from mutirao.accounts.rules import held
from mutirao.accounts.states import Role
from mutirao.action_lines.gaps import Details, Gap, register_gaps
from mutirao.action_lines.models import ActionLine, Demand, Pin, Promise, RecommendationSection
from mutirao.action_lines.states import DemandState
from mutirao.base.languages import language_name
from mutirao.base.references import Reference
from mutirao.base.text import Text
from mutirao.skills.models import Framework, Skill
from mutirao.skills.states import SkillKind

# Which line the tasks about skills belong to: the one that maps them, but for leadership.
SKILLS_LINE, LEADERSHIP_LINE = "global-approach", "leadership-plan"
LEADERSHIP_GROUP = "leadership"
TRANSLATION_SKILL = "translation"


def register_own_gaps() -> None:
    register_gaps(
        "demand_without_owner",
        label=_("a demand that nobody has taken on"),
        title=lambda details: gettext("Take on a demand: %(name)s") % {"name": _shown(details, "name")},
        steps=lambda details: gettext(
            "Read what the demand asks for and what exists already. Sign up to lead the action line, then choose"
            ' "I take this on" beside the demand. People will ask you about it; you need not do it alone.'
        ),
        find=demands_without_owner,
    )
    register_gaps(
        "line_without_coordinator",
        label=_("an action line that nobody coordinates"),
        title=lambda details: gettext("Become coordinator: %(name)s") % {"name": _shown(details, "name")},
        steps=lambda details: gettext(
            "Read the page of the action line. Coordinators reply to people who sign up and help them to begin. Ask"
            " for the role, with a link that shows what you have done; two members or an administrator confirm you."
        ),
        find=lines_without_coordinator,
    )
    register_gaps(
        "text_missing",
        label=_("a text that is missing or outdated in a language"),
        title=lambda details: gettext("Translate into %(language)s: %(name)s") % _translation_words(details),
        steps=lambda details: gettext(
            "Read the original and offer a translation. Plain, short, kind words are best. If a translation is there"
            " already, the original has changed since: bring it up to date."
        ),
        find=missing_texts,
    )
    register_gaps(
        "translation_unread",
        label=_("a draft translation that no native speaker has read"),
        title=lambda details: gettext("Read the draft in %(language)s: %(name)s") % _translation_words(details),
        steps=lambda details: gettext(
            "The team wrote this translation; no native speaker has read it yet. Read the page in your language."
            " Offer better words where it is wrong or stiff. Then tell us in your note what you found, also if"
            " everything was right."
        ),
        find=unread_translations,
        sees_the_mend=False,
    )
    register_gaps(
        "pin_without_address",
        label=_("a resource, discussion or project without a link"),
        title=lambda details: gettext("Name the source: %(title)s") % {"title": details["title"]},
        steps=lambda details: gettext(
            "It stands on the page of an action line, and we do not know where it can be read. Find its public"
            " page and write the address into your note."
        ),
        find=pins_without_address,
    )


def demands_without_owner() -> Iterator[Gap]:
    for demand in Demand.objects.filter(owner=None).exclude(state=DemandState.MET).select_related("action_line"):
        yield Gap(
            subject=demand.reference,
            address=demand.get_absolute_url(),
            minutes=15,
            details={"name": demand.name.as_json()},
            action_line=demand.action_line.slug,
        )


def lines_without_coordinator() -> Iterator[Gap]:
    grants = RoleGrant.objects.filter(held(), role=Role.COORDINATOR, subject_kind=ActionLine.kind)
    coordinated = grants.values("subject_id")
    for line in ActionLine.objects.exclude(slug__in=coordinated):
        space = urlencode({"space": str(line.reference), "role": Role.COORDINATOR.value})
        yield Gap(
            subject=line.reference,
            address=f"{reverse('accounts:ask_for_role')}?{space}",
            minutes=10,
            details={"name": line.name.as_json()},
            action_line=line.slug,
        )


def pins_without_address() -> Iterator[Gap]:
    for pin in Pin.objects.filter(address="").select_related("action_line"):
        yield Gap(
            subject=pin.action_line.reference,
            part=f"{pin.pin_kind}-{pin.external_id}",
            address=pin.action_line.get_absolute_url(),
            minutes=10,
            details={"title": pin.title},
            action_line=pin.action_line.slug,
        )


def missing_texts() -> Iterator[Gap]:
    """Texts that we ship and that lack a language of the interface, or have an older version in it."""
    for row, line in _shipped():
        for field, text in _texts(row):
            for language in _missing_in(text):
                yield Gap(
                    subject=_reference(row),
                    part=field,
                    address=_in_language(row.get_absolute_url(), language),
                    minutes=max(3, min(30, len(text.original) // 40)),
                    details={"name": _name(row).as_json(), "language": language},
                    skill=TRANSLATION_SKILL,
                    language=language,
                    action_line=line,
                )


def unread_translations() -> Iterator[Gap]:
    """Pages whose texts the team drafted; a confirmed task says that a native speaker has read one."""
    pages: list[tuple[Any, str]] = [(line, line.slug) for line in ActionLine.objects.all()]
    groups = Skill.objects.filter(framework__is_core=True, is_current=True, entry_kind=SkillKind.GROUP)
    pages += [(group, _line_of_group(group.slug)) for group in groups]
    for page, line in pages:
        for language in (code for code in page.name.texts if code != page.name.source):
            yield Gap(
                subject=_reference(page),
                address=_in_language(page.get_absolute_url(), language),
                minutes=15,
                details={"name": page.name.as_json(), "language": language},
                skill=TRANSLATION_SKILL,
                language=language,
                action_line=line,
            )


def _shipped() -> Iterator[tuple[Any, str]]:
    """Rows with texts of ours, each with the line that its tasks belong to."""
    yield from ((line, line.slug) for line in ActionLine.objects.all())
    yield from ((demand, demand.action_line.slug) for demand in Demand.objects.select_related("action_line"))
    for rows in (Promise.objects.all(), RecommendationSection.objects.all(), Framework.objects.filter(is_core=True)):
        yield from _all_in(rows, SKILLS_LINE)
    skills = Skill.objects.filter(framework__is_core=True, is_current=True).select_related("parent")
    for skill in skills:
        yield skill, _line_of_group(skill.parent.slug if skill.parent else skill.slug)


def _all_in(rows: QuerySet[Any], line: str) -> Iterator[tuple[Any, str]]:
    return ((row, line) for row in rows)


def _line_of_group(slug: str) -> str:
    return LEADERSHIP_LINE if slug == LEADERSHIP_GROUP else SKILLS_LINE


def _texts(row: Model) -> Iterable[tuple[str, Text]]:
    """The texts of a row by field; empty originals have nothing to translate."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, Text) and value.original:
            yield field.attname, value


def _missing_in(text: Text) -> list[str]:
    languages = (code for code, _name in settings.LANGUAGES if code != text.source)
    return [code for code in languages if code in text.outdated or not text.texts.get(code)]


def _name(row: Any) -> Text:
    name: Text = getattr(row, "name", None) or row.heading
    return name


def _reference(row: Any) -> Reference:
    reference: Reference = row.reference
    return reference


def _in_language(address: str, language: str) -> str:
    path, hash_sign, part = address.partition("#")
    return f"{path}?{urlencode({'uselang': language})}{hash_sign}{part}"


def _shown(details: Details, name: str) -> str:
    return Text.from_json(details[name]).shown().text


def _translation_words(details: Details) -> dict[str, str]:
    return {"language": language_name(details["language"]), "name": _shown(details, "name")}
