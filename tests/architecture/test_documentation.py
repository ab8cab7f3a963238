"""The documents name every setting and every command, and no other."""

import re

from django.core.management import get_commands

from mutirao.config import SETTINGS

from .tree import PACKAGE, ROOT, contexts, files


def test_every_setting_is_documented():
    text = (ROOT / "docs/settings.md").read_text()
    documented = set(re.findall(r"^\| `(MUTIRAO_\w+)`", text, re.MULTILINE))
    assert documented == {setting.variable for setting in SETTINGS}


def test_every_command_is_documented():
    ours = {path.stem for path in PACKAGE.glob("*/management/commands/*.py") if not path.stem.startswith("_")}
    headings = set(re.findall(r"^## `mutirao (\w+)", (ROOT / "docs/commands.md").read_text(), re.MULTILINE))
    assert ours <= headings
    assert headings <= ours | set(get_commands())


def test_documents_name_only_commands_that_exist():
    known = set(get_commands())
    named = {
        (path.name, command)
        for path in files(".md")
        for command in re.findall(r"`(?:\.venv/bin/)?mutirao ([a-z]\w*)", path.read_text())
    }
    assert {(name, command) for name, command in named if command not in known} == set()


def test_documents_name_only_make_targets_that_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        (path.name, target) for path in files(".md") for target in re.findall(r"`make ([a-z-]+)", path.read_text())
    }
    assert {(name, target) for name, target in named if target not in targets} == set()


def test_every_context_says_what_it_is_for():
    first = {name: (PACKAGE / name / "__init__.py").read_text()[:3] for name in contexts()}
    assert first == dict.fromkeys(contexts(), '"""')


def test_documents_name_only_files_that_exist():
    places = re.compile(r"`((?:src|docs|data|tests|tools|bench|requirements)/[\w./-]+)`|\]\((?!\w+:|#)([^)#]+)")
    named = {
        (path, backticked or linked) for path in files(".md") for backticked, linked in places.findall(path.read_text())
    }
    missing = {
        (path.name, place)
        for path, place in named
        if not (ROOT / place).exists() and not (path.parent / place).exists()
    }
    assert missing == set()
