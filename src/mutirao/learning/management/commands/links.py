"""``mutirao links``"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mutirao.learning.tasks import check_links


class Command(BaseCommand):
    help = "Follow the links of the library, slowly and politely, and note which are dead."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="what to do")
        check = verbs.add_parser("check", help="follow the links that are due")
        check.add_argument("--most", type=int, default=100, help="how many at most (default: 100)")

    def handle(self, *args: Any, **options: Any) -> None:
        n_checked = 0
        for resource in check_links(most=options["most"]):
            n_checked += 1
            said = f"{resource.get_link_state_display()}: {resource.address}"
            fault = f" ({resource.get_link_fault_display()})" if resource.link_fault else ""
            target = f" -> {resource.link_target}" if resource.link_target else ""
            self.stdout.write(f"{said}{fault}{target}")
        self.stdout.write(f"{n_checked} followed." if n_checked else "No link is due.")
