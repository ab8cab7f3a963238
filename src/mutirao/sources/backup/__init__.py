"""Backup and restore of everything: one archive for both databases, checked row by row.

A zip of one JSON-lines file per table, the uploads, and ``manifest.json`` with counts and checksums. It can move an
instance from SQLite to PostgreSQL and back.
"""

from mutirao.sources.backup.archive import BackupError
from mutirao.sources.backup.restoring import restore_backup
from mutirao.sources.backup.writing import snapshot, write_backup

__all__ = ["BackupError", "restore_backup", "snapshot", "write_backup"]
