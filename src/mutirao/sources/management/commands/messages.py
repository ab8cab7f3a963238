"""``mutirao messages``"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mutirao.base.messages import catalogue_problems, compile_catalogues, update_catalogues


class Command(BaseCommand):
    help = "Collect, compile or check the messages of the interface."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="what to do")
        verbs.add_parser("update", help="bring the catalogues in line with the sources; translations stay")
        verbs.add_parser("compile", help="compile the catalogues that changed")
        verbs.add_parser("check", help="name what is untranslated, doubtful or no longer used")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "update":
            update_catalogues()
        elif options["verb"] == "compile":
            self.stdout.write(f"{len(compile_catalogues())} catalogues compiled.")
        else:
            problems = catalogue_problems()
            for problem in problems:
                self.stdout.write(problem)
            sys.exit(1 if problems else 0)
