"""Bringing a table in line with what is stated."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.sources import EditionFactory

from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.text import text_of
from mutirao.evidence.models import Figure, Indicator
from mutirao.movement.models import Community, Territory
from mutirao.skills.models import Framework, Skill
from mutirao.sources.actions import Difference, replace_rows
from mutirao.sources.errors import LoadError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database")]


def territory(slug: str, name: str = "", **columns: object) -> dict[str, object]:
    return {"slug": slug, "name_en": name or slug, **columns}


def counts(difference: Difference) -> dict[str, int]:
    return dict(difference.counts.get(None, {}))


def test_second_time_reads_once_and_writes_nothing(django_assert_num_queries):
    rows = [territory(f"T{number}", is_protected=False, risk_score=1.5) for number in range(100)]
    replace_rows(Territory, rows, key=("slug",), removed="delete")
    with django_assert_num_queries(1):
        difference = replace_rows(Territory, rows, key=("slug",), removed="delete")
    assert counts(difference) == {}


def test_kept_rows_stay():
    replace_rows(Territory, [territory("AA"), territory("BB")], key=("slug",), removed="keep")
    difference = replace_rows(Territory, [territory("BB")], key=("slug",), removed="keep")
    assert (Territory.objects.count(), counts(difference)) == (2, {})


def test_marked_rows_are_told_once_and_can_come_back():
    framework = Framework.objects.create(slug="core")
    skill = {"framework_id": framework.pk, "entry_kind": "skill", "is_current": True}
    both = [{"slug": "listen", **skill}, {"slug": "speak", **skill}]
    mark = {"is_current": False}
    replace_rows(Skill, both, key=("slug",), removed=mark)
    gone = replace_rows(Skill, both[:1], key=("slug",), removed=mark)
    assert counts(gone) == {"removed": 1}
    assert dict(Skill.objects.values_list("slug", "is_current")) == {"listen": True, "speak": False}
    assert counts(replace_rows(Skill, both[:1], key=("slug",), removed=mark)) == {}
    back = replace_rows(Skill, both, key=("slug",), removed=mark)
    assert counts(back) == {"changed": 1}
    assert Skill.objects.filter(is_current=True).count() == 2


def test_within_limits_what_is_looked_at_and_removed():
    mine, theirs = Framework.objects.create(slug="mine"), Framework.objects.create(slug="theirs")
    Skill.objects.create(slug="other", framework=theirs, entry_kind="skill")
    rows = [{"slug": "listen", "framework_id": mine.pk, "entry_kind": "skill"}]
    within = Skill.objects.filter(framework=mine)
    replace_rows(Skill, rows, key=("slug",), removed="delete", within=within)
    replace_rows(Skill, [], key=("slug",), removed="delete", within=within)
    assert [skill.slug for skill in Skill.objects.all()] == ["other"]


def test_columns_that_are_not_stated_are_left_alone(noon):
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    with clock.at(long_ago):
        rows = [{"slug": slug, "community_kind": "wiki", "name": text_of(en=slug)} for slug in ("one", "two")]
        replace_rows(Community, rows, key=("slug",), removed="keep")
    Community.objects.update(description=text_of(pt="Gente boa"), active_editors=3.0)
    rows[0]["name"] = text_of(en="First")
    replace_rows(Community, rows, key=("slug",), removed="keep")
    one, two = Community.objects.order_by("slug")
    assert (one.name, one.description, one.active_editors) == (text_of(en="First"), text_of(pt="Gente boa"), 3.0)
    # Whoever edits the changed one at this moment is told; nobody who edits the other.
    assert (one.version, two.version) == (2, 1)
    assert (one.updated_at, two.updated_at) == (noon, long_ago)


def test_difference_names_rows_by_slugs_and_old_and_new_values():
    indicator = Indicator.objects.create(slug="median-age", about="territory", dimension="context")
    kenya = Territory.objects.create(slug="KE", name_en="Kenya")
    row = {"indicator_id": indicator.pk, "territory_id": kenya.pk, "year": 2024, "vintage": "1", "value": 19.5}
    key = ("indicator_id", "territory_id", "year")
    replace_rows(Figure, [row], key=key, removed="delete")
    difference = replace_rows(Figure, [row | {"value": 19.7}], key=key, removed="delete")
    assert difference.examples[None] == [
        {"change": "changed", "table": "figure", "row": "median-age KE 2024", "columns": {"value": ["19.5", "19.7"]}}
    ]


def test_tree_is_counted_once_though_gone_over_twice():
    framework = Framework.objects.create(slug="core")
    difference = Difference()
    rows = [{"slug": slug, "framework_id": framework.pk, "entry_kind": "skill"} for slug in ("trunk", "twig")]
    replace_rows(Skill, rows, key=("slug",), removed="delete", difference=difference)
    trunk = Skill.objects.get(slug="trunk").pk
    parents = [{"slug": "trunk", "parent_id": None}, {"slug": "twig", "parent_id": trunk}]
    replace_rows(Skill, parents, key=("slug",), removed="keep", difference=difference)
    assert counts(difference) == {"added": 2}
    assert Skill.objects.get(slug="twig").parent.slug == "trunk"


def test_kept_row_points_to_the_last_edition_that_stated_it():
    old, new = EditionFactory(), EditionFactory()
    first = [territory(slug, edition_id=old.pk, source_row=line) for line, slug in enumerate(["AA", "BB"], 2)]
    replace_rows(Territory, first, key=("slug",), removed="keep")
    second = [territory("BB", edition_id=new.pk, source_row=2)]
    replace_rows(Territory, second, key=("slug",), removed="keep")
    assert list(Territory.objects.values_list("slug", "edition", "source_row")) == [
        ("AA", old.pk, 2),
        ("BB", new.pk, 2),
    ]


def test_row_stated_twice_is_refused():
    rows = [territory("AA", source_row=2), territory("AA", source_row=9)]
    with pytest.raises(LoadError, match=r'land\.csv, line 9, column "slug": expected each row of a table once'):
        replace_rows(Territory, rows, key=("slug",), removed="keep", file="land.csv")


def test_too_long_text_in_one_language_is_refused():
    rows = [{"slug": "one", "community_kind": "wiki", "name": text_of(en="One", fr="x" * 201)}]
    with pytest.raises(LoadError, match='column "name": expected at most 200 characters'):
        replace_rows(Community, rows, key=("slug",), removed="keep")


def test_many_rows_are_written_in_batches():
    rows = [territory(f"T{number}") for number in range(1200)]
    with CaptureQueriesContext(connection) as queries:
        replace_rows(Territory, rows, key=("slug",), removed="delete")
        replace_rows(Territory, [row | {"name_en": "changed"} for row in rows], key=("slug",), removed="delete")
        replace_rows(Territory, [], key=("slug",), removed="delete")
    assert len(queries) < 120
    assert Territory.objects.count() == 0


@pytest.mark.parametrize("columns", [{}, {"risk_score": 1.0, "region": "North"}])
def test_rows_state_the_same_columns(columns):
    rows = [territory("AA", risk_score=1.0), territory("BB", **columns)]
    with pytest.raises(InputError, match="expected the columns slug, name_en, risk_score"):
        replace_rows(Territory, rows, key=("slug",), removed="keep")
