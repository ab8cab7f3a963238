"""A skill of our own framework with a description in English."""

from __future__ import annotations

import pytest

from mutirao.base.text import Text, text_of
from mutirao.skills.models import Framework, Skill


def skill(slug: str = "facilitation", *, is_current: bool = True, description: Text | None = None) -> Skill:
    values = {"name": text_of(en="Ours"), "is_core": True}
    framework, _ = Framework.objects.get_or_create(slug="ours", defaults=values)
    return Skill.objects.create(
        slug=slug,
        framework=framework,
        entry_kind="skill",
        name=text_of(en=slug.capitalize(), pt="Facilitação", es="Facilitación", fr="Nom", ar="اسم", hi="नाम"),
        description=description or text_of(en="Lead 3 meetings."),
        is_current=is_current,
    )


@pytest.fixture
def facilitation(db: None) -> Skill:
    return skill()
