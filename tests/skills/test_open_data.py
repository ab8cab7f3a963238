"""Our own framework leaves; what others published and what was dropped does not."""

import pytest
from tests.factories.skills import CrosswalkFactory, FrameworkFactory, SkillFactory, SkillGroupFactory

from mutirao.sources.exporting import write_exports

pytestmark = pytest.mark.django_db


def test_only_current_skills_of_our_own_leave(tmp_path):
    theirs = SkillFactory(slug="theirs", framework=FrameworkFactory(slug="esco"))
    ours = SkillFactory(slug="ours", parent=SkillGroupFactory(slug="group"))
    SkillFactory(slug="dropped", is_current=False)
    CrosswalkFactory(skill=ours, their_label="near ours")
    CrosswalkFactory(skill=theirs, their_label="near theirs")
    counts = write_exports(tmp_path / "out")
    assert (counts["skills"], counts["skill_crosswalk"]) == (2, 1)
    skills = (tmp_path / "out" / "skills.csv").read_text(encoding="utf-8")
    assert "ours,group,skill" in skills
    assert "theirs" not in skills
    assert "near ours" in (tmp_path / "out" / "skill_crosswalk.csv").read_text(encoding="utf-8")
