"""``mutirao needs``"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mutirao.base.errors import Refused
from mutirao.needs.actions import releases


class Command(BaseCommand):
    help = "Make a release of needs from the assessments that have closed."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="what to do")
        release = verbs.add_parser("release", help="make the next release now; the worker makes one a week by itself")
        release.add_argument("--seed", type=int, help="start of the random draws; default: the number of the release")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = releases.make_release(by=None, seed=options["seed"])
        except Refused as refused:
            raise CommandError(refused.reason) from refused
        model = "with a model" if made.has_model else "without a model: too few communities have answered"
        self.stdout.write(
            f"Release {made.number}, {model}. {made.n_communities} communities, some {made.n_answers} people; "
            f"procedure {made.procedure}, seed {made.seed}, input {made.input_fingerprint[:12]}."
        )
