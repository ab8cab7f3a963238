"""What happens before the server starts."""

import io
import sys

import pytest

from mutirao.sources import preparing
from mutirao.sources.preparing import collect_static_files, prepare, progress_bar, waiting_migrations


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_shows_one_growing_bar(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress_bar("Loading") as show:
        show(0, 2, "territories")
        show(1, 2, "wikis")
        show(2, 2, "")
    assert sys.stderr.getvalue() == (
        "\rLoading [........................] 0/2 territories"
        "\rLoading [############............] 1/2 wikis      "
        "\rLoading [########################] 2/2            \n"
    )


def test_file_gets_a_line_for_each_tenth(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar("Loading") as show:
        for done in range(101):
            show(done, 100, f"step-{done}" if done < 100 else "")
    lines = sys.stderr.getvalue().splitlines()
    assert lines == [*(f"Loading {n}/100 step-{n}" for n in range(0, 100, 10)), "Loading 100/100"]


def test_nothing_to_do_is_not_shown(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar("Loading") as show:
        show(0, 0, "")
    assert sys.stderr.getvalue() == ""


def test_static_files_are_collected_when_one_changed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.css").write_text("p { margin: 0; }")
    settings.STATICFILES_DIRS = [own]
    assert [collect_static_files(), collect_static_files()] == [True, False]
    (own / "a.css").write_text("p { margin: 1px; }")
    assert collect_static_files() is True
    assert (settings.STATIC_ROOT / "a.css").read_text() == "p { margin: 1px; }"


@pytest.mark.django_db
def test_prepared_instance_is_only_looked_at(monkeypatch, settings, tmp_path):
    settings.VAR, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "var/uploads"
    steps = []
    for step in ("collect_static_files", "compile_catalogues", "load_embedded"):
        monkeypatch.setattr(preparing, step, lambda *args, step=step: steps.append(step))
    said = []
    prepare(said.append)
    assert (waiting_migrations(), said) == (0, [])
    assert steps == ["compile_catalogues", "collect_static_files", "load_embedded"]
    assert settings.MEDIA_ROOT.is_dir()
