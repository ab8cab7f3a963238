"""``mutirao restore``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mutirao.sources.backup import BackupError, restore_backup
from mutirao.sources.preparing import progress_bar


class Command(BaseCommand):
    help = "Fill an empty database and folder of uploads from a backup; all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what `mutirao backup` wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with progress_bar("Restoring") as progress:
                manifest = restore_backup(options["file"], progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        n_rows = sum(each.n for each in manifest.tables.values())
        self.stdout.write(f"Restored and compared: {n_rows} rows, {len(manifest.uploads)} uploads.")
        # A chain that was broken before the backup is no reason to lose everything else.
        call_command("audit", stdout=self.stdout, stderr=self.stderr)
