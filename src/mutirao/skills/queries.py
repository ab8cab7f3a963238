"""Reads of frameworks and skills; all of them are public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from mutirao.base.languages import interface_language
from mutirao.skills.models import Framework, Skill
from mutirao.skills.states import SkillKind


@dataclass
class Branch:
    """An entry of a framework with what stands under it."""

    skill: Skill
    children: list[Branch] = field(default_factory=list)


def visible_frameworks(user: Any) -> QuerySet[Framework]:
    return Framework.objects.all()


def visible_skills(user: Any) -> QuerySet[Skill]:
    """Entries of current editions; those that a newer edition dropped are kept only for what points at them."""
    return Skill.objects.filter(is_current=True)


def frameworks_with_counts() -> QuerySet[Framework]:
    """Frameworks with ``n_skills``, groups not counted, and their edition and source joined."""
    rated = Q(skills__is_current=True) & ~Q(skills__entry_kind=SkillKind.GROUP)
    return Framework.objects.select_related("edition__source").annotate(n_skills=Count("skills", filter=rated))


def tree(framework: Framework) -> list[Branch]:
    """The whole tree of a framework in one query, siblings in their order."""
    branches = {skill.pk: Branch(skill) for skill in framework.skills.filter(is_current=True)}
    roots: list[Branch] = []
    for branch in branches.values():
        parent = branches.get(branch.skill.parent_id or 0)
        (parent.children if parent else roots).append(branch)
    return roots


def groups_with_children(framework: Framework, *, parent: Skill | None = None) -> list[Branch]:
    """One storey of a large framework: the children of ``parent`` (the roots by default), each with its children."""
    storey = list(framework.skills.filter(is_current=True, parent=parent))
    below = defaultdict(list)
    for child in framework.skills.filter(is_current=True, parent__in=storey):
        below[child.parent_id].append(Branch(child))
    return [Branch(skill, below[skill.pk]) for skill in storey]


def core_skills() -> QuerySet[Skill]:
    """What people can rate, offer or want: skills and capacities of our own framework, by group."""
    rated = Skill.objects.filter(framework__is_core=True, is_current=True).exclude(entry_kind=SkillKind.GROUP)
    return rated.select_related("parent").order_by("parent__position", "position")


def core_skill_choices() -> Sequence[tuple[str, list[tuple[str, str]]]]:
    """Choices of a form, grouped: ``[(group, [(slug, name), ...]), ...]`` in the reader's language; one query."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for skill in core_skills():
        groups.setdefault(str(skill.parent), []).append((skill.slug, str(skill)))
    return list(groups.items())


def search(text: str, *, limit: int = 50) -> list[Skill]:
    """Skills of our own framework whose name or description holds ``text`` in the reader's language or in English."""
    wanted = text.casefold()
    languages = {interface_language(), "en"}
    return [skill for skill in core_skills() if any(wanted in _words(skill, language) for language in languages)][
        :limit
    ]


def _words(skill: Skill, language: str) -> str:
    texts = (skill.name.texts.get(language, ""), skill.description.texts.get(language, ""))
    return " ".join(texts).casefold()
