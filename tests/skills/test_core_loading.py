"""Our own framework and its crosswalk: from the shipped tables, and from broken ones."""

import pytest

from mutirao.skills.models import Crosswalk, Framework, Skill
from mutirao.skills.states import SkillKind
from mutirao.sources.loading import LoadError

from .conftest import SHIPPED
from .files import CROSSWALK, skill_row, write_csv, write_skills


def names() -> dict[str, str | None]:
    rows = Skill.objects.filter(is_current=True).select_related("parent")
    return {skill.slug: skill.parent.slug if skill.parent else None for skill in rows}


def test_shipped_framework_is_a_tree_of_groups_with_six_languages(load):
    load("skills", SHIPPED)
    load("skill_crosswalk", SHIPPED)
    framework = Framework.objects.get()
    rated = framework.skills.exclude(entry_kind=SkillKind.GROUP)
    assert (framework.slug, framework.is_core) == ("mutirao-core", True)
    assert (framework.skills.filter(parent=None).count(), rated.count()) == (10, 66)
    assert not rated.filter(parent=None).exists()
    assert all(skill.name.languages == ["ar", "en", "es", "fr", "hi", "pt"] for skill in framework.skills.all())
    assert Crosswalk.objects.count() == 108
    assert Skill.objects.get(slug="sourcing").source_row == 4


def test_second_load_of_the_same_file_does_nothing(load, tmp_path, django_assert_num_queries):
    write_skills(tmp_path, skill_row("group", kind="group"), skill_row("one", parent="group"))
    first = load("skills", tmp_path)
    assert [edition.changes["added"] for edition in first] == [2]
    assert load("skills", tmp_path) == []


def test_newer_edition_keeps_what_it_drops_as_not_current_and_takes_it_back(load, tmp_path):
    group = skill_row("group", kind="group")
    write_skills(tmp_path, group, skill_row("one", parent="group"), skill_row("two", parent="group"))
    load("skills", tmp_path)
    write_skills(tmp_path, group, skill_row("two", parent="group", name_en="Two, better"))
    [edition] = load("skills", tmp_path)
    assert names() == {"group": None, "two": "group"}
    assert {name: edition.changes[name] for name in ("added", "changed", "removed")} == {
        "added": 0,
        "changed": 1,
        "removed": 1,
    }
    assert not Skill.objects.get(slug="one").is_current

    write_skills(tmp_path, group, skill_row("one", parent="group"), skill_row("two", parent="group"))
    load("skills", tmp_path)
    assert names() == {"group": None, "one": "group", "two": "group"}


def test_what_stands_in_lists_and_contexts_is_kept(load, tmp_path):
    write_skills(
        tmp_path,
        skill_row("group", kind="group"),
        skill_row(
            "one", parent="group", kind="capacity", leadership_aspect="quality", role_contexts="affiliate;governance"
        ),
    )
    load("skills", tmp_path)
    one = Skill.objects.get(slug="one")
    assert (one.entry_kind, one.leadership_aspect, one.role_contexts) == (
        "capacity",
        "quality",
        ["affiliate", "governance"],
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (skill_row("one", parent="nowhere"), 'line 3, column "parent": expected a group that stands above'),
        (skill_row("one", parent="group", kind="talent"), 'line 3, column "kind": expected one of group'),
        (skill_row("one", parent="group", name_en=""), 'line 3, column "name_en": expected text'),
        (skill_row("one", parent="group", wikidata_id="P12"), 'line 3, column "wikidata_id": expected a Wikidata id'),
        (skill_row("group", parent="group"), 'line 3, column "slug"'),
        (skill_row("one", parent="group", role_contexts="affiliate;king"), 'line 3, column "role_contexts"'),
    ],
)
def test_first_fault_is_told_by_line_and_column_and_nothing_is_stored(load, tmp_path, row, said):
    write_skills(tmp_path, skill_row("group", kind="group"), row)
    with pytest.raises(LoadError) as error:
        load("skills", tmp_path)
    assert said in str(error.value)
    assert not Skill.objects.exists()


def test_crosswalk_takes_only_our_skills_and_known_vocabularies(load, tmp_path):
    write_skills(tmp_path, skill_row("group", kind="group"), skill_row("one", parent="group"))
    load("skills", tmp_path)
    good = {"skill": "one", "vocabulary": "capx", "their_label": "theirs", "relation": "close"}
    for fault in ({"skill": "two"}, {"vocabulary": "hearsay"}, {"relation": "cousin"}, {"source_url": "javascript:x"}):
        write_csv(tmp_path / "skill_crosswalk.csv", CROSSWALK, [{**good, **fault}])
        with pytest.raises(LoadError) as error:
            load("skill_crosswalk", tmp_path)
        assert (error.value.line, error.value.column) == (2, next(iter(fault)))

    write_csv(tmp_path / "skill_crosswalk.csv", CROSSWALK, [good])
    load("skill_crosswalk", tmp_path)
    write_csv(tmp_path / "skill_crosswalk.csv", CROSSWALK, [{**good, "their_label": "renamed"}])
    load("skill_crosswalk", tmp_path)
    assert [str(row.their_label) for row in Crosswalk.objects.all()] == ["renamed"]
