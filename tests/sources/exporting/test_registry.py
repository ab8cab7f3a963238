"""What may be registered, and the data dictionary that comes of it."""

import pytest
from django.db.models import IntegerField, Value

from mutirao.base.errors import InputError
from mutirao.movement.models import Community, Language, Territory
from mutirao.sources.exporting import ORIGIN, Column, exports, register_export
from mutirao.sources.models import Edition, Source

SLUG = {"source": Column("slug", "Its name.")}


@pytest.mark.parametrize("name", ["", "../evil", "Upper", "a b"])
def test_name_of_a_table_is_plain(name):
    with pytest.raises(InputError, match="name"):
        register_export(name, Source.objects.all, SLUG, description="Sources.")


@pytest.mark.parametrize(
    ("columns", "description"), [(SLUG, ""), ({"source": Column("slug", "")}, "Sources.")], ids=["table", "column"]
)
def test_everything_is_described(columns, description):
    with pytest.raises(InputError, match="description"):
        register_export("sources", Source.objects.all, columns, description=description)
    assert exports() == []


def test_dictionary_takes_types_and_codes_from_the_model(let_out):
    let_out(
        "communities",
        lambda: Community.objects.annotate(n=Value(1, IntegerField())),
        name="name",
        kind="community_kind",
        editors="active_editors",
        declines="declines_estimates",
        at="created_at",
        wiki="wiki__slug",
        n="n",
    )
    let_out("editions", Edition.objects.all, on="published_on")
    let_out("languages", Language.objects.all, codes="wikimedia_codes", direction="direction")
    kinds = {export.name: [str(field.kind) for field in export.fields()] for export in exports()}
    assert kinds == {
        "communities": ["texts", "string", "number", "boolean", "datetime", "string", "integer"],
        "editions": ["date"],
        "languages": ["list", "string"],
    }
    kind = exports()[0].fields()[1]
    assert dict(kind.choices)["user_group"] == "user group"


def test_table_with_an_origin_is_from_sources(let_out):
    register_export("territories", Territory.objects.all, ORIGIN, description="Territories.")
    let_out("names", Territory.objects.all, name="name_en")
    assert {export.name: export.is_from_sources for export in exports()} == {"names": False, "territories": True}
