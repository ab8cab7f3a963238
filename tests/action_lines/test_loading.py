"""The tables that we ship: lines, demands, sections, promises and pins."""

from __future__ import annotations

import shutil

import pytest
from django.conf import settings
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import PinFactory
from tests.factories.sources import SourceFactory

from mutirao.action_lines.models import ActionLine, Demand, Pin, Promise, RecommendationSection
from mutirao.sources.loading import LoadError, load_files, loader_named

pytestmark = pytest.mark.django_db
NAMES = [
    *("recommendation", "promises", "action_lines", "demands"),
    *("pinned_resources", "pinned_discussions", "pinned_projects"),
]


@pytest.fixture
def folder(tmp_path):
    SourceFactory(slug="mutirao")
    for name in NAMES:
        for file in loader_named(name).files:
            shutil.copy(settings.FACTS / file, tmp_path / file)
    return tmp_path


def load(folder, *names):
    for name in names or NAMES:
        chosen = loader_named(name)
        load_files(chosen, {file: folder / file for file in chosen.files})


def change(folder, file, before, after):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_shipped_tables_load_and_point_to_their_rows(folder):
    load(folder)
    lines = list(ActionLine.objects.values_list("slug", "number_first", "number_second"))
    assert lines == [("global-approach", 31, 32), ("leadership-plan", 32, 33), ("skill-infrastructure", 33, 34)]
    assert (Promise.objects.count(), RecommendationSection.objects.count()) == (8, 8)
    for line in ActionLine.objects.all():
        assert line.demands.count() >= 3
        assert 5 <= line.pins.filter(pin_kind="resource").count() <= 10
        assert sorted(line.name.languages) == ["ar", "en", "es", "fr", "hi", "pt"]
    for model in (ActionLine, Demand, Promise, RecommendationSection, Pin):
        assert not model.objects.filter(edition=None).exists()
    assert not Pin.objects.filter(title="").exists()
    assert all(pin.reason for pin in Pin.objects.filter(pin_kind="resource"))


def test_loading_twice_changes_nothing(folder):
    load(folder)
    before = list(Pin.objects.values())
    load(folder)
    assert list(Pin.objects.values()) == before


def test_owner_and_state_of_a_demand_survive_a_newer_file(folder):
    load(folder)
    owner = PersonFactory()
    Demand.objects.filter(slug="matching-peers").update(owner=owner, state="under_way")
    change(folder, "demands.csv", "Matching peers", "Bringing peers together")
    load(folder, "demands")
    demand = Demand.objects.get(slug="matching-peers")
    assert (demand.name.original, demand.owner, demand.state) == ("Bringing peers together", owner, "under_way")


def test_a_pin_that_is_taken_away_goes(folder):
    load(folder)
    n_pins = Pin.objects.count()
    change(folder, "pinned_resources.csv", "global-approach,R041,1,", "global-approach,R042,1,")
    load(folder, "pinned_resources")
    assert Pin.objects.count() == n_pins
    assert not Pin.objects.filter(action_line__slug="global-approach", external_id="R041").exists()


@pytest.mark.parametrize(
    ("file", "before", "after", "name", "said"),
    [
        ("action_lines.csv", "global-approach,1,31", "global-approach,1,x", "action_lines", '"numbers_first"'),
        ("demands.csv", ",global-approach,1,", ",no-such-line,1,", "demands", "an action line that is already loaded"),
        ("demands.csv", "skills;communities", "skills;unicorns", "demands", '"what_counts"'),
        ("promises.csv", "/communities/", "https://example.org/", "promises", '"address"'),
        ("pinned_resources.csv", "R041", "R999", "pinned_resources", "an id of resources.csv, got 'R999'"),
        ("discussions.csv", "https://", "javascript:", "pinned_discussions", '"url"'),
        ("funded_projects.csv", ",funded,", ",paid,", "pinned_projects", '"status"'),
    ],
)
def test_a_broken_table_names_the_place_and_changes_nothing(folder, file, before, after, name, said):
    load(folder)
    rows = list(Demand.objects.values()) + list(Pin.objects.values())
    change(folder, file, before, after)
    with pytest.raises(LoadError) as refused:
        load(folder, name)
    assert said in str(refused.value)
    assert list(Demand.objects.values()) + list(Pin.objects.values()) == rows


def test_what_curators_named_survives_a_newer_file(folder):
    load(folder)
    line = ActionLine.objects.get(slug="global-approach")
    named = PinFactory(action_line=line, external_id="own-1")
    change(folder, "pinned_resources.csv", "global-approach,R041,1,", "global-approach,R042,1,")
    load(folder, "pinned_resources")
    assert Pin.objects.filter(pk=named.pk).exists()
