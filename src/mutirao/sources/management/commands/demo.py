"""``mutirao demo``"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mutirao.base.errors import InputError
from mutirao.sources.demonstration import MixedDatabase, create_demonstration
from mutirao.sources.preparing import progress_bar


class Command(BaseCommand):
    help = "Fill a demonstration's own database with fictional communities and people."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with progress_bar("Telling the story") as progress:
                is_new = create_demonstration(progress)
        except (InputError, MixedDatabase) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The demonstration is ready." if is_new else "The demonstration is there already.")
