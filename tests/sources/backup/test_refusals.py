"""What is not a whole backup of just these tables is refused, and nothing changes."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mutirao.movement.models import Territory
from mutirao.sources.backup import BackupError, restore_backup, write_backup

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database")]


@pytest.fixture
def backup(instance, empty, tmp_path) -> Path:
    path = tmp_path / "all.zip"
    write_backup(path)
    empty()
    return path


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of the archive with other entries, itself a sound zip."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target


def with_manifest(entries: dict[str, bytes], change: Callable[[dict], object]) -> None:
    manifest = json.loads(entries["manifest.json"])
    change(manifest)
    entries["manifest.json"] = json.dumps(manifest).encode()


TERRITORIES = "tables/movement.Territory.jsonl"
TAMPERED = [
    (lambda entries: entries.update({TERRITORIES: entries[TERRITORIES].replace(b"Kenya", b"Kanya")}), "damaged"),
    (lambda entries: entries.update({TERRITORIES: entries[TERRITORIES] * 2}), "damaged or changed"),
    (lambda entries: entries.update({TERRITORIES: b""}), "damaged or changed"),
    (lambda entries: entries.update({"uploads/a/picture.png": b"virus"}), "damaged or changed"),
    (lambda entries: entries.pop(TERRITORIES), "disagree about: tables/movement.Territory"),
    (lambda entries: entries.update({"extra.txt": b"x"}), "disagree about: extra.txt"),
    (lambda entries: entries.update({"uploads/../../evil.txt": b"x"}), "disagree about: uploads"),
    (lambda entries: entries.pop("manifest.json"), "it has no manifest"),
    (lambda entries: entries.update({"manifest.json": b"{"}), "manifest of this backup is broken"),
    (lambda entries: entries.update({"manifest.json": b"[" * 200_000}), "manifest of this backup is broken"),
    (lambda entries: entries.update({"manifest.json": b"[]"}), "manifest of this backup is broken"),
    (lambda entries: with_manifest(entries, lambda each: each.pop("tables")), "manifest of this backup is broken"),
    (lambda entries: with_manifest(entries, lambda each: each.update(format=2)), "reads format 1"),
    (lambda entries: with_manifest(entries, lambda each: each.update(more=1)), "manifest of this backup is broken"),
    (
        lambda entries: with_manifest(entries, lambda each: each["migrations"].pop("movement")),
        "made with other tables, by version",
    ),
    (
        lambda entries: with_manifest(entries, lambda each: each["columns"]["movement.Territory"].reverse()),
        "made with other tables",
    ),
    (lambda entries: with_manifest(entries, lambda each: each["columns"].pop("movement.Territory")), "columns of each"),
    (lambda entries: with_manifest(entries, lambda each: each.update(is_demonstration=True)), "never mixed"),
]


@pytest.mark.parametrize(("change", "reason"), TAMPERED, ids=range(len(TAMPERED)))
def test_changed_archive_is_refused(backup, contents, uploads, change, reason):
    with pytest.raises(BackupError, match=reason):
        restore_backup(changed(backup, change))
    assert contents() == {}
    assert list(uploads.rglob("*")) == []


@pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.999])
def test_cut_archive_is_refused(backup, contents, share):
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupError, match="not a whole backup"):
        restore_backup(backup)
    assert contents() == {}


def test_flipped_bit_is_refused(backup, contents):
    whole = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as archive:
        entry = archive.getinfo(TERRITORIES)
    whole[entry.header_offset + 30 + len(TERRITORIES) + 40] ^= 1
    backup.write_bytes(bytes(whole))
    with pytest.raises(BackupError, match="not a whole backup"):
        restore_backup(backup)
    assert contents() == {}


def test_upload_that_would_leave_its_folder_is_refused(backup, tmp_path):
    def change(entries):
        entries["uploads/../evil.txt"] = entries.pop("uploads/a/picture.png")
        with_manifest(
            entries, lambda each: each["uploads"].update({"../evil.txt": each["uploads"].pop("a/picture.png")})
        )

    with pytest.raises(BackupError, match="would leave its folder"):
        restore_backup(changed(backup, change))
    assert not list(tmp_path.rglob("evil.txt"))


def test_row_that_the_tables_refuse_restores_nothing(backup, contents, uploads, empty, tmp_path):

    def change(entries):
        row = json.loads(entries[TERRITORIES])
        row[row.index(24.95)] = "very risky"
        entries[TERRITORIES] = json.dumps(row).encode() + b"\n"
        digest = hashlib.sha256(entries[TERRITORIES]).hexdigest()
        with_manifest(entries, lambda each: each["tables"]["movement.Territory"].update(sha256=digest))

    with pytest.raises(BackupError, match="Nothing was restored"):
        restore_backup(changed(backup, change))
    assert contents() == {}
    assert list(uploads.rglob("*")) == []


def test_dangling_reference_restores_nothing(backup, contents):

    def change(entries):
        entries["tables/sources.Edition.jsonl"] = b""
        digest = hashlib.sha256(b"").hexdigest()
        with_manifest(entries, lambda each: each["tables"].update({"sources.Edition": {"n": 0, "sha256": digest}}))

    with pytest.raises(BackupError, match="Nothing was restored"):
        restore_backup(changed(backup, change))
    assert contents() == {}


def test_database_with_one_row_is_left_alone(backup):
    Territory.objects.create(slug="TZ", name_en="Tanzania")
    with pytest.raises(BackupError, match=r"not empty \(movement.Territory"):
        restore_backup(backup)
    assert [each.slug for each in Territory.objects.all()] == ["TZ"]


def test_folder_with_uploads_is_left_alone(backup, uploads):
    (uploads / "mine.txt").write_text("mine")
    with pytest.raises(BackupError, match="uploads is not empty"):
        restore_backup(backup)
    assert (uploads / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["nothing.zip", "."])
def test_no_file_is_refused(backup, name):
    with pytest.raises(BackupError, match="There is no file"):
        restore_backup(backup.parent / name)


def test_other_file_is_refused(backup):
    backup.write_text("A letter, not a backup.")
    with pytest.raises(BackupError, match="not a whole backup"):
        restore_backup(backup)


def test_a_row_without_end_does_not_fill_the_memory(backup, monkeypatch):
    monkeypatch.setattr("mutirao.sources.backup.archive.LINE_BYTES", 40)

    with pytest.raises(BackupError, match="too large"):
        restore_backup(backup)


def test_an_encrypted_archive_is_refused_in_one_sentence(backup):
    written = bytearray(backup.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = written.find(mark)
        while at >= 0:
            written[at + flags] |= 1
            at = written.find(mark, at + 1)
    backup.write_bytes(written)

    with pytest.raises(BackupError, match="not a whole backup"):
        restore_backup(backup)
