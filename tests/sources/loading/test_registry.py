"""Which loaders there are, and when their code counts as changed."""

import sys
from pathlib import Path

import pytest

from mutirao.base.errors import InputError
from mutirao.sources.loading import Loader, loader, loader_named, loaders
from mutirao.sources.loading import registry as loading_registry


@pytest.fixture
def context(tmp_path, monkeypatch) -> Path:
    """A package with a loader that imports a name from one module and another module whole."""
    folder = tmp_path / "orchard"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "loading.py").write_text(
        "from orchard import numbers\nfrom orchard.names import name\n\n\ndef read(load): ...\n"
    )
    (folder / "names.py").write_text("def name(): ...\n")
    (folder / "numbers.py").write_text("n = 1\n")
    (folder / "views.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "orchard"]:
        del sys.modules[name]


def code_hash() -> str:
    from orchard.loading import read

    return Loader("pears", "pears", ("pears.csv",), "atlas", 1, True, read).code_hash


@pytest.mark.parametrize(("part", "counts"), [("loading", True), ("names", True), ("numbers", True), ("views", False)])
def test_code_of_a_loader_is_its_module_and_what_it_imports_from_its_context(context, part, counts):
    before = code_hash()
    with (context / f"{part}.py").open("a") as file:
        file.write("# changed\n")
    assert (code_hash() != before) is counts


def test_new_version_of_ours_counts_as_changed(context, monkeypatch):
    before = code_hash()
    monkeypatch.setattr("mutirao.__version__", "99")
    assert code_hash() != before


def test_loaders_come_in_the_order_in_which_they_load(monkeypatch):
    monkeypatch.setattr(loading_registry, "_loaders", {})
    monkeypatch.setattr(loading_registry, "autodiscover_modules", lambda name: None)
    for name, order in (("b", 20), ("a", 20), ("z", 10)):
        loader(name, feeds=name, files=(f"{name}.csv",), source="atlas", order=order)(lambda load: None)
    assert [each.name for each in loaders()] == ["z", "a", "b"]
    with pytest.raises(InputError, match="loader: expected z, a, b, got 'x'"):
        loader_named("x")


def test_every_embedded_file_is_shipped(settings):
    files = {name for each in loaders() if each.embedded for name in each.files}
    assert {name for name in files if not (Path(settings.FACTS) / name).is_file()} == set()
