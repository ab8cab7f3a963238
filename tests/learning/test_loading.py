"""Our own list of resources, and the training modules of Wiki Education."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.factories.accounts import AdministratorFactory
from tests.factories.action_lines import ActionLineFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.learning import actions
from mutirao.learning.facts import present_facts
from mutirao.learning.models import Resource
from mutirao.skills.models import Skill
from mutirao.sources.loading import LoadError, load_files, loader_named

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data" / "wikiedu_training"
MODULE = """name: Adding sources
id: 7
description: |
  You learn to *add* [sources](https://example.org).

  More words.
estimated_ttc: 10-25 minutes
slides:
  - slug: one
translations:
  es:
    name: Citar fuentes
    description: Aprende a citar.
"""
LIBRARY = "name: Students\nid: 2\ncategories:\n  - title: Basics\n    modules:\n      - slug: sources\n"


@pytest.fixture
def lines_and_skills(db):
    for slug in ("global-approach", "leadership-plan", "skill-infrastructure"):
        ActionLineFactory(slug=slug)
    with (ROOT / "data" / "skills.csv").open(encoding="utf-8") as file:
        group = SkillGroupFactory()
        for row in csv.DictReader(file):
            if row["kind"] != "group":
                SkillFactory(slug=row["slug"], parent=group)


@pytest.fixture
def folder(tmp_path):
    for name in ("libraries", "modules", "modules/archived_modules"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    (tmp_path / "libraries/students.yml").write_text(LIBRARY)
    (tmp_path / "modules/sources.yml").write_text(MODULE)
    return tmp_path


def load_ours(folder: Path = ROOT / "data") -> None:
    load_files(loader_named("resources"), {"resources.csv": folder / "resources.csv"})


def test_shipped_list_has_every_resource_with_its_parts(lines_and_skills):
    load_ours()
    assert Resource.objects.count() == 85
    capacity_map = Resource.objects.get(short_id="R041")
    assert (capacity_map.format, capacity_map.year) == ("template", 2018)
    assert [skill.slug for skill in capacity_map.skills.all()] == ["needs-assessment"]
    plan = Resource.objects.get(short_id="R001")
    known = [(each.language, each.percent, each.is_original) for each in plan.languages.all()]
    assert known == [("en", None, True), ("es", 24, False)]
    patterns = Resource.objects.get(short_id="R028")
    assert (patterns.title_language, patterns.languages.count()) == ("en", 10)
    assert not Resource.objects.filter(short_id="R010").get().languages.exists()
    assert Resource.objects.exclude(audiences=None).distinct().count() == 85


def test_what_people_corrected_outlives_the_next_edition(lines_and_skills, tmp_path):
    load_ours()
    resource = Resource.objects.get(short_id="R041")
    values = {**present_facts(resource), "title": "Map of capacities", "summary": "", "languages": ["en"]}
    actions.write_suggested(subject=resource, values=values, source_address="", by=AdministratorFactory())
    shutil.copy(ROOT / "data" / "resources.csv", tmp_path)
    path = tmp_path / "resources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Community Capacity Map,", "Capacity Map,"), "utf-8")
    load_ours(tmp_path)
    resource.refresh_from_db()
    assert resource.title == "Map of capacities"
    assert Resource.objects.count() == 85


def test_withdrawn_resources_stay_withdrawn_when_the_file_is_read_again(lines_and_skills, tmp_path):
    load_ours()
    resource = Resource.objects.get(short_id="R066")
    actions.withdraw_resource(resource=resource, reason="A copy.", by=AdministratorFactory())
    text = (ROOT / "data" / "resources.csv").read_text(encoding="utf-8")
    (tmp_path / "resources.csv").write_text(text.replace("Inspire New Readers results 2018,", "Results,"), "utf-8")
    load_ours(tmp_path)
    resource.refresh_from_db()
    assert (resource.title, resource.state) == ("Results", "withdrawn")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",guide,leaders,", ",guidance,leaders,", "format_kind"),
        (",guide,leaders,", ",guide,bosses,", "audiences"),
        ("growing-leaders;leader-spotting", "growing-leaders;juggling", "skills"),
        (",leadership-plan,2023,", ",no-line,2023,", "action_line"),
        ("R001", "X1", "id"),
    ],
)
def test_broken_list_names_line_and_column_and_loads_nothing(lines_and_skills, tmp_path, old, new, column):
    text = (ROOT / "data" / "resources.csv").read_text(encoding="utf-8")
    (tmp_path / "resources.csv").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LoadError, match=column):
        load_ours(tmp_path)
    assert not Resource.objects.exists()


def test_module_becomes_a_resource_in_both_languages(folder, capsys):
    call_command("sources", "load", "wikiedu-training", path=folder)
    module = Resource.objects.get()
    assert (module.slug, module.minutes, module.format) == ("wikiedu-7", 25, "module")
    assert module.address == "https://dashboard.wikiedu.org/training/students/sources"
    assert module.summary.texts == {"en": "You learn to add sources.", "es": "Aprende a citar."}
    assert [each.language for each in module.languages.all()] == ["en", "es"]
    assert module.edition.source.slug == "wikiedu-training"
    call_command("sources", "load", "wikiedu-training", path=folder)
    assert "already loaded" in capsys.readouterr().out


def test_archived_module_is_marked_as_old(folder):
    (folder / "modules/archived_modules/old.yml").write_text(MODULE.replace("id: 7", "id: 8"))
    call_command("sources", "load", "wikiedu-training", path=folder)
    assert set(Resource.objects.values_list("short_id", "is_old_version")) == {("WE7", False), ("WE8", True)}


@pytest.mark.parametrize(
    "text",
    [
        *("", "- a list", "name: [", "id: 7", "name: A\nid: seven", "name: A\nid: true", "name: ''\nid: 7"),
        *("name: A\nid: 7\ntranslations: [es]", "name: A\nid: 7\ntranslations:\n  ../x:\n    name: B", "!!python/x a"),
        "a: &a [x,x]\nb: &b [*a,*a]",
    ],
    ids=range(11),
)
def test_broken_module_is_one_error_and_loads_nothing(folder, text):
    (folder / "modules/broken.yml").write_text(text)
    with pytest.raises(CommandError, match=r"broken\.yml"):
        call_command("sources", "load", "wikiedu-training", path=folder)
    assert not Resource.objects.exists()


def test_real_modules_load_whole(capsys):
    if not SHARED.is_dir():
        pytest.skip("NOT CHECKED: ../shared/data is not here, so the loader has not read the real modules.")
    call_command("sources", "load", "wikiedu-training", path=SHARED)
    assert Resource.objects.count() == 81
    assert Resource.objects.filter(languages__language="es").count() == 10
    assert not Skill.objects.exists()
