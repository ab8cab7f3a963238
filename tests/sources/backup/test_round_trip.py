"""What was backed up comes back: the same rows, the same files, on either database."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from mutirao.accounts.models import User
from mutirao.base.audit import verify_chain
from mutirao.base.models import AuditRow, OldSlug
from mutirao.grants.models import Programme
from mutirao.movement.models import Territory
from mutirao.sources.backup import BackupError, restore_backup, write_backup
from mutirao.sources.backup.tables import CHUNK, kept_models
from mutirao.sources.models import Source

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database")]
ROOT = Path(__file__).parents[3]


def test_everything_comes_back(instance, contents, empty, uploads, tmp_path):
    before = contents()
    files = {file.name: file.read_bytes() for file in uploads.rglob("*") if file.is_file()}
    written = write_backup(tmp_path / "all.zip")
    empty()
    assert contents() == {}

    restored = restore_backup(tmp_path / "all.zip")

    assert contents() == before
    assert {"accounts.User", "base.AuditRow", "base.TaskRun", "grants.Programme_instead"} <= before.keys()
    assert {file.name: file.read_bytes() for file in uploads.rglob("*") if file.is_file()} == files
    assert restored == written
    old = Programme.objects.get(slug="old")
    assert (str(old.maximum_amount), old.name.texts["ar"], old.instead.get().slug) == ("1500.50", "منح", "new")
    check = verify_chain(old.reference)
    assert (check.n_rows, check.is_intact) == (2, True)


def test_new_rows_get_numbers_after_the_restored_ones(instance, empty, tmp_path):
    write_backup(tmp_path / "all.zip")
    highest = Territory.objects.get().pk
    empty()
    restore_backup(tmp_path / "all.zip")
    assert Territory.objects.create(slug="TZ", name_en="Tanzania").pk > highest


def test_restored_audit_rows_are_still_append_only(instance, empty, tmp_path):
    write_backup(tmp_path / "all.zip")
    empty()
    restore_backup(tmp_path / "all.zip")
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute(f"delete from {AuditRow._meta.db_table}")


def test_many_rows_come_back(transactional_db, contents, empty, uploads, tmp_path):
    Territory.objects.bulk_create(Territory(slug=f"T{n}", name_en="é" * 50) for n in range(2 * CHUNK + 1))
    before = contents()
    write_backup(tmp_path / "all.zip")
    empty()
    restore_backup(tmp_path / "all.zip")
    assert contents() == before


def test_backup_is_one_moment_and_holds_nobody_up(shared_database, uploads, tmp_path):
    other = connection.copy()

    def write(done, total, label):
        if label == "base.OldSlug":
            with other.cursor() as cursor:
                cursor.execute("insert into base_oldslug (kind, slug, current) values ('x', 'y', 'z')")

    try:
        manifest = write_backup(tmp_path / "all.zip", write)
    finally:
        other.close()
    assert manifest.tables["base.OldSlug"].n == 0
    assert OldSlug.objects.count() == 1


def test_backup_is_private_and_never_replaces_a_file(instance, tmp_path):
    path = tmp_path / "all.zip"
    write_backup(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(BackupError, match="is there already"):
        write_backup(path)
    assert path.read_bytes() == before
    with pytest.raises(BackupError, match="There is no folder"):
        write_backup(tmp_path / "nowhere/all.zip")


def test_failed_backup_leaves_no_file(instance, tmp_path, monkeypatch):
    monkeypatch.setattr("mutirao.sources.backup.writing._uploads", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_backup(tmp_path / "all.zip")
    assert [file.name for file in tmp_path.glob("*.zip*")] == []


def test_backup_holds_no_session(client, instance, tmp_path):
    client.force_login(User.objects.get())
    write_backup(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert [name for name in archive.namelist() if "ession" in name] == []


def test_commands_say_what_they_did(instance, empty, tmp_path, capsys):
    call_command("backup", tmp_path / "all.zip")
    assert "2 uploads. Keep it private." in capsys.readouterr().out
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", tmp_path / "all.zip")
    empty()
    call_command("restore", tmp_path / "all.zip")
    assert "Restored and compared: " in capsys.readouterr().out


def test_no_kept_table_needs_one_that_is_left_out():
    kept = set(kept_models().values())
    broken = [
        f"{model._meta.label}.{field.name}"
        for model in kept
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model not in kept
    ]
    assert broken == []


@pytest.mark.slow
@pytest.mark.postgres
def test_sqlite_moves_to_postgresql(transactional_db, contents, uploads, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("for postgresql")
    path = tmp_path / "moving.zip"
    environment = {
        **os.environ,
        "MUTIRAO_DATABASE_URL": f"sqlite:///{tmp_path}/small.sqlite3",
        "MUTIRAO_VAR": str(tmp_path / "var"),
    }
    for command in (["migrate", "-v0"], ["sources", "load", "sources"], ["backup", str(path)]):
        subprocess.run(
            [sys.executable, "-m", "mutirao.cli", *command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    manifest = restore_backup(path)
    assert (manifest.database, contents()["sources.Source"]) == ("sqlite", manifest.tables["sources.Source"])
    assert Source.objects.get(slug="mutirao").editions.count() == 1


def test_manifest_is_plain_json(instance, tmp_path):
    write_backup(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["format"], manifest["database"], manifest["is_demonstration"]) == (1, connection.vendor, False)
    assert manifest["columns"]["sources.Source"][:3] == ["id", "created_at", "updated_at"]
    assert manifest["uploads"].keys() == {"a/picture.png", "наши файлы/№ 1.txt"}
