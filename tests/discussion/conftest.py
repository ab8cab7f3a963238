"""A skill that everybody sees and one that nobody sees any more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mutirao.base.text import text_of
from mutirao.discussion.panels import said_about
from mutirao.skills.models import Framework, Skill


def skill(slug: str, *, is_current: bool = True) -> Skill:
    framework, _ = Framework.objects.get_or_create(slug="ours", defaults={"name": text_of(en="Ours")})
    return Skill.objects.create(
        slug=slug,
        framework=framework,
        entry_kind="skill",
        name=text_of(en=slug.capitalize()),
        description=text_of(en="A skill."),
        is_current=is_current,
    )


@pytest.fixture
def facilitation(db: None) -> Skill:
    return skill("facilitation")


@pytest.fixture
def hidden(db: None) -> Skill:
    """Its ``visible_to`` leaves it out, for administrators too."""
    return skill("hidden", is_current=False)


@pytest.fixture(autouse=True)
def written_anew() -> Iterator[None]:
    """Tests register kinds of places for a moment; queries written meanwhile hold them."""
    said_about.cache_clear()
    yield
    said_about.cache_clear()
