"""The example of ``docs/loading.md`` does what the page says."""

import re
from pathlib import Path

import pytest

from mutirao.movement.models import Territory
from mutirao.sources.loading import OURS, load_files, loader_named
from mutirao.sources.loading import registry as loading_registry
from mutirao.sources.models import Source

PAGE = Path(__file__).parents[3] / "docs/loading.md"


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_example_loads(tmp_path, monkeypatch):
    monkeypatch.setattr(loading_registry, "_loaders", {})
    monkeypatch.setattr(loading_registry.Loader, "code_hash", "0" * 16)
    Source.objects.create(**vars(OURS))
    file = tmp_path / "territories.csv"
    file.write_text(block("csv"))
    exec(block("python"), {"__name__": __name__})
    [edition] = load_files(loader_named("example"), {"territories.csv": file})
    assert (edition.n_rows, edition.source.slug) == (2, "mutirao")
    columns = ("slug", "name_en", "is_protected", "risk_score", "edition", "source_row")
    assert list(Territory.objects.values_list(*columns)) == [
        ("AD", "Andorra", False, 24.95, edition.pk, 2),
        ("AQ", "Antarctica", False, None, edition.pk, 3),
    ]
