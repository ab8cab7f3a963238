"""``mutirao backup``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mutirao.sources.backup import BackupError, write_backup
from mutirao.sources.preparing import progress_bar


class Command(BaseCommand):
    help = "Write the whole database and the uploads to one file, while the server runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, such as mutirao-2026-11-22.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with progress_bar("Backing up") as progress:
                manifest = write_backup(options["file"], progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        n_rows = sum(each.n for each in manifest.tables.values())
        self.stdout.write(f"{options['file']}: {n_rows} rows, {len(manifest.uploads)} uploads. Keep it private.")
