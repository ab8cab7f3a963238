"""``mutirao export``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mutirao.base.errors import InputError
from mutirao.sources.exporting import write_exports


class Command(BaseCommand):
    help = "Write the public tables as CSV and JSON Lines, with a data package, into a folder or a zip."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="a new or empty folder, or a new file ending in .zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = write_exports(options["target"])
        except (InputError, OSError) as error:
            raise CommandError(str(error)) from error
        for name, n_rows in counts.items():
            self.stdout.write(f"{name}: {n_rows} rows")
