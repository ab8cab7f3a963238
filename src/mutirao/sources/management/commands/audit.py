"""``mutirao audit``"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mutirao.base.audit import verify_all_chains


class Command(BaseCommand):
    help = "Recompute every hash of the audit chains; names each chain in which a row was changed, moved or lost."

    def handle(self, *args: Any, **options: Any) -> None:
        n_chains = n_rows = n_erased = n_broken = 0
        for subject, check in verify_all_chains():
            n_chains += 1
            n_rows += check.n_rows
            n_erased += check.n_erased
            if not check.is_intact:
                n_broken += 1
                self.stderr.write(f"{subject}: broken from row {check.first_broken} on")
        if n_broken:
            raise CommandError(f"{n_broken} of {n_chains} audit chains are broken.")
        self.stdout.write(f"{n_chains} audit chains are intact: {n_rows} rows, {n_erased} with erased text.")
