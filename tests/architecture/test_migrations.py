"""Migrations are complete, and their names say what they do."""

import re

import pytest
from django.core.management import call_command

from .tree import files, name_of

MIGRATIONS = [path for path in files(".py") if path.parent.name == "migrations" and path.stem != "__init__"]


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_no_migration_has_an_automatic_name():
    automatic = re.compile(r"\d{4}_(auto_|alter_|remove_\w+_and_more|\w+_and_more$)")
    assert [name_of(path) for path in MIGRATIONS if automatic.match(path.stem)] == []


def test_migrations_import_nothing_that_may_change():
    # A landed migration must run in ten years; fields and validators of base are kept for it.
    ours = re.compile(r"^\s*(?:from|import) (mutirao(?!\.base\b)[\w.]*)", re.MULTILINE)
    imported = [f"{name_of(path)}: {module}" for path in MIGRATIONS for module in ours.findall(path.read_text())]
    assert imported == []
