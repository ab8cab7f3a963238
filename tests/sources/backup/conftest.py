"""An instance worth backing up, and the way to an empty one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from tests.factories.sources import EditionFactory

from mutirao.accounts.models import User
from mutirao.base import audit
from mutirao.base.append_only import append_only_sql, changeable_sql
from mutirao.base.models import AuditRow
from mutirao.base.tasks import purge_finished_runs
from mutirao.base.text import text_of
from mutirao.grants.models import Programme
from mutirao.movement.models import Territory
from mutirao.sources.backup.archive import Content
from mutirao.sources.backup.tables import content_of, kept_models


@pytest.fixture
def uploads(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def instance(transactional_db: None, uploads: Path) -> None:
    """Rows of every kind of column, an audit chain, a waiting task, links, uploads with difficult names."""
    person = User.objects.create_person(login_name="wiki-7", display_name="Ålice वि")
    edition = EditionFactory(published_on=dt.date(2026, 2, 28), changes={"added": 2, "examples": [{"row": "a"}]})
    Territory.objects.create(slug="KE", name_en="Kenya", risk_score=24.95, edition=edition, source_row=7)
    grant = {"name": text_of(en="Grants", ar="منح"), "status": "open", "decided_by": "hub"}
    old = Programme.objects.create(slug="old", maximum_amount=Decimal("1500.50"), **grant)
    old.instead.add(Programme.objects.create(slug="new", **grant))
    with transaction.atomic():
        for act in ("open", "close"):
            audit.record(subject=old.reference, action=act, by=person, facts={"n": 1}, personal={"why": "ok\n☃"})
    purge_finished_runs.enqueue()
    for name in ("a/picture.png", "наши файлы/№ 1.txt"):
        default_storage.save(name, ContentFile(name.encode() * 100))


@pytest.fixture
def empty(uploads: Path) -> Callable[[], None]:
    """Takes away everything that a backup holds."""

    def act() -> None:
        table = AuditRow._meta.db_table
        with connection.cursor() as cursor:
            for statement in changeable_sql(connection.vendor, table):
                cursor.execute(statement)
            call_command("flush", interactive=False, verbosity=0)
            for statement in append_only_sql(connection.vendor, table):
                cursor.execute(statement)
        for file in sorted(uploads.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()

    return act


@pytest.fixture
def contents() -> Callable[[], dict[str, Content]]:
    """Number of rows and checksum of every table that has rows."""

    def read() -> dict[str, Content]:
        found = {label: content_of(model) for label, model in kept_models().items()}
        return {label: content for label, content in found.items() if content.n}

    return read
