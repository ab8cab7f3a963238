"""``mutirao work``"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mutirao.base.tasks import work


class Command(BaseCommand):
    help = "Do background work until SIGTERM or Ctrl-C. Start as many of these as there is work for."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="end when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        n_attempts = work(until_empty=options["until_empty"])
        if options["until_empty"]:
            self.stderr.write(f"{n_attempts} tasks tried.")
