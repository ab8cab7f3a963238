"""``mutirao search``"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mutirao.base import search
from mutirao.sources.preparing import progress_bar


class Command(BaseCommand):
    help = "Make the search index anew from what is public."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="what to do")
        verbs.add_parser("rebuild", help="write all of it again; the search works on meanwhile")

    def handle(self, *args: Any, **options: Any) -> None:
        with progress_bar("Indexing") as progress:
            n_documents = search.rebuild(progress)
        self.stdout.write(f"The search holds {n_documents} documents.")
