"""ESCO, DigComp and Capacity Exchange: small files of their shape, and the real ones where they are at hand."""

import pytest

from mutirao.skills.models import Framework, Level, Skill
from mutirao.skills.states import SkillKind
from mutirao.sources.loading import LoadError, loader_named

from .files import ESCO, ESCO_GROUPS, capacity, write_capacities, write_csv, write_digcomp, write_esco


def parents(framework: str) -> dict[str, str | None]:
    rows = Skill.objects.filter(framework__slug=framework).select_related("parent")
    return {str(skill): str(skill.parent) if skill.parent else None for skill in rows}


@pytest.mark.parametrize("name", ["esco", "digcomp", "capx"])
def test_other_frameworks_are_never_shipped(name):
    assert not loader_named(name).embedded


def test_esco_stands_in_its_groups_and_groups_without_skills_are_left_out(load, tmp_path):
    load("esco", write_esco(tmp_path))
    assert parents("esco") == {
        "skills": None,
        "talking": "skills",
        "talking to crowds": "talking",
        "speak to many": "talking to crowds",
        "greet": "talking",
        "knowledge": None,
        "computing": "knowledge",
        "programs": "computing",
        "a made-up language": "programs",
        "its dialect": "a made-up language",
    }
    speak = Skill.objects.get(slug="esco-11")
    assert (speak.description.original, speak.external_id, speak.source_row) == (
        "Speak\nso that all hear.",
        f"{ESCO}/skill/11",
        2,
    )
    assert Skill.objects.get(slug="esco-isced-061").entry_kind == SkillKind.GROUP


def test_esco_refuses_an_address_of_another_kind(load, tmp_path):
    write_esco(tmp_path)
    row = {"conceptUri": "http://example.org/skill/1", "preferredLabel": "foreign", "code": "S"}
    write_csv(tmp_path / "skillGroups_en.csv", ESCO_GROUPS, [row])
    with pytest.raises(
        LoadError, match=r'skillGroups_en\.csv, line 2, column "conceptUri": expected an address of ESCO'
    ):
        load("esco", tmp_path)


def test_digcomp_comes_in_two_languages_with_its_levels(load, tmp_path):
    load("digcomp", write_digcomp(tmp_path))
    assert parents("digcomp") == {"Finding": None, "Looking around": "Finding"}
    competence = Skill.objects.get(slug="digcomp-1-1")
    assert (competence.name.texts, competence.description.texts) == (
        {"en": "Looking around"},
        {"en": "To look in many places.", "nl": "Op veel plaatsen kijken."},
    )
    levels = Level.objects.order_by("position")
    assert [(level.position, level.name.texts, level.description.texts) for level in levels] == [
        (1, {"en": "First", "nl": "Eerste"}, {"en": "With help.", "nl": "Met hulp."}),
        (2, {"en": "First", "nl": "Eerste"}, {}),
    ]


@pytest.mark.parametrize(
    ("competence", "column"), [("2.1", "parent"), ("1.x", "location"), ("1", "location"), ("1.1.1", "location")]
)
def test_digcomp_refuses_a_competence_out_of_place(load, tmp_path, competence, column):
    write_digcomp(tmp_path, competence=competence)
    with pytest.raises(LoadError) as error:
        load("digcomp", tmp_path)
    assert (error.value.line, error.value.column) == (4, column)


def test_capacities_come_with_portuguese_names_and_stated_wikidata_ids(load, tmp_path):
    write_capacities(tmp_path, capacity(2, parent=1), capacity(1, wikidata="Q42"))
    load("capx", tmp_path)
    root, child = Skill.objects.get(slug="capx-1"), Skill.objects.get(slug="capx-2")
    assert (root.entry_kind, root.wikidata_id, root.name.texts) == (
        "group",
        "Q42",
        {"en": "capacity 1", "pt": "capacidade 1"},
    )
    assert (child.entry_kind, child.parent, child.wikidata_id, child.source_row) == ("capacity", root, "", 1)


@pytest.mark.parametrize(
    ("item", "column"),
    [(capacity(2, parent=9), "parent"), (capacity(2, wikidata="42"), "wikidata"), (capacity(2, level=7), "level")],
)
def test_capacities_refuse_what_is_out_of_place(load, tmp_path, item, column):
    write_capacities(tmp_path, capacity(1), item)
    with pytest.raises(LoadError) as error:
        load("capx", tmp_path)
    assert (error.value.line, error.value.column) == (2, column)
    assert not Framework.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "folder", "n_groups", "n_skills", "n_levels"),
    [
        ("esco", "esco_v1.1.1", 418, 6682, 0),
        ("digcomp", "digcomp_3.0", 5, 21, 8),
        ("capx", "capacity_exchange", 7, 127, 0),
    ],
)
def test_real_files_load_once(load, shared, name, folder, n_groups, n_skills, n_levels):
    load(name, shared / folder)
    assert load(name, shared / folder) == []
    groups = Skill.objects.filter(entry_kind=SkillKind.GROUP)
    assert (groups.count(), Skill.objects.count() - groups.count()) == (n_groups, n_skills)
    assert Level.objects.count() == n_levels
    assert not Skill.objects.filter(parent__isnull=True).exclude(entry_kind=SkillKind.GROUP).count() > 2
