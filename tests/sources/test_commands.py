"""``mutirao sources`` and ``mutirao messages``."""

import pytest
from django.core.management import CommandError, call_command

from mutirao.sources.loading import OURS, Load, loader, text
from mutirao.sources.loading import registry as loading_registry
from mutirao.sources.models import Edition

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _only_these_loaders(monkeypatch, settings, tmp_path) -> None:
    monkeypatch.setattr(loading_registry, "_loaders", {})
    monkeypatch.setattr(loading_registry, "autodiscover_modules", lambda name: None)
    settings.FACTS = tmp_path / "data"
    settings.FACTS.mkdir()

    @loader("pears", feeds="pears", files=("pears.csv",), source=OURS)
    def load_pears(load: Load) -> None:
        list(load.table("pears.csv", {"name": text(required=True)}))

    @loader("given", feeds="given", files=("one.csv", "two.csv"), source=OURS, embedded=False)
    def load_given(load: Load) -> None:
        list(load.table("one.csv", {"name": text()}))


def test_load_and_list(settings, capsys):
    (settings.FACTS / "pears.csv").write_text("name\nConference\nWilliams\n")
    call_command("sources", "load", "pears")
    assert capsys.readouterr().out.endswith(": 2 rows; 0 added, 0 changed, 0 removed.\n")
    call_command("sources", "load", "pears")
    assert "already loaded from just this file. Nothing changed." in capsys.readouterr().out
    call_command("sources", "list")
    edition = Edition.objects.get()
    assert capsys.readouterr().out.splitlines() == [
        "given  (one.csv, two.csv; source: mutirao)",
        "    not loaded; give it with --path",
        "pears  (pears.csv; source: mutirao)",
        f"    mutirao {edition.label}, 2 rows, {edition.loaded_at:%Y-%m-%d}",
    ]


def test_file_or_folder_can_be_given(tmp_path, capsys):
    (tmp_path / "other name.csv").write_text("name\nConference\n")
    call_command("sources", "load", "pears", path=tmp_path / "other name.csv", edition="2.0")
    (tmp_path / "one.csv").write_text("name\nx\n")
    (tmp_path / "two.csv").write_text("name\nx\n")
    call_command("sources", "load", "given", path=tmp_path)
    found = Edition.objects.order_by("loader").values_list("loader", "file_name", "n_rows")
    assert list(found) == [("given", "one.csv, two.csv", 1), ("pears", "other name.csv", 1)]
    assert Edition.objects.get(loader="pears").label == "2.0"


@pytest.mark.parametrize(
    ("name", "path", "reason"),
    [
        ("apples", None, "loader: expected given, pears, got 'apples'"),
        ("pears", None, r"pears\.csv: expected a file"),
        ("pears", "none.csv", r"none\.csv: expected a file"),
        ("pears", "broken.csv", r'broken\.csv, line 3, column "name": expected text, got '),
        ("given", None, "given is not shipped: give its file with --path"),
        ("given", "broken.csv", "needs 2 files: give the folder"),
    ],
)
def test_wrong_request_is_one_sentence(tmp_path, name, path, reason):
    (tmp_path / "broken.csv").write_text('name\nx\n""\n')
    with pytest.raises(CommandError, match=reason):
        call_command("sources", "load", name, path=path and tmp_path / path)
    assert not Edition.objects.exists()


def test_messages_are_compiled_on_demand(capsys):
    call_command("messages", "compile")
    assert capsys.readouterr().out == "0 catalogues compiled.\n"
