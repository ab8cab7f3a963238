"""What everybody may take away of communities: nothing hidden, nobody named."""

import csv

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProposalFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
    WikiFactory,
)

from mutirao.base.text import text_of
from mutirao.sources.exporting import write_exports

pytestmark = pytest.mark.django_db


def read(folder):
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def test_public_facts_leave_and_hidden_ones_stay(tmp_path):
    person = PersonFactory(display_name="Asha of the lake")
    WikiCommunityFactory(wiki=WikiFactory(slug="swwiki"), name=text_of(en="Swahili", pt="Suaíli"), active_editors=30)
    fa = WikiCommunityFactory(wiki=WikiFactory(slug="fawiki"))
    lake, hidden = CommunityFactory(slug="lake", proposed_by=person), CommunityFactory(slug="heron")
    for slug, state in (("osprey", "proposed"), ("bittern", "refused"), ("merlin", "merged")):
        ProposalFactory(slug=slug, state=state, state_reason="A reason", proposed_by=person)
    for community, thing in (
        (lake, {"territory": TerritoryFactory()}),
        (lake, {"language": LanguageFactory()}),
        (hidden, {"territory": ProtectedTerritoryFactory()}),
        (hidden, {"language": LanguageFactory()}),
        (fa, {"territory": ProtectedTerritoryFactory()}),
        (lake, {"wiki": WikiFactory(slug="swwiki"), "state": "withdrawn"}),
    ):
        DeclarationFactory(community=community, declared_by=person, **thing)

    write_exports(tmp_path / "out")
    tables = read(tmp_path / "out")
    assert [row["community"] for row in tables["communities"]] == ["fawiki", "lake", "swwiki"]
    swahili = tables["communities"][2]
    assert (swahili["name_en"], swahili["name_pt"], swahili["active_editors"]) == ("Swahili", "Suaíli", "30.0")
    declared = [(row["community"], row["territory"], row["language"], row["wiki"]) for row in tables["declarations"]]
    assert declared == [("lake", "KE", "", ""), ("lake", "", "sw", "")]
    assert [row["wiki"] for row in tables["wikis"]] == ["fawiki", "swwiki"]
    assert [row["territory"] for row in tables["territories"]] == ["IR", "KE"]
    everything = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*"))
    for secret in ("Asha", "heron", "osprey", "bittern", "merlin", "A reason", str(person.public_id)):
        assert secret not in everything, secret
