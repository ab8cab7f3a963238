"""``mutirao serve``"""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connections

from mutirao.sources.demonstration import MixedDatabase
from mutirao.sources.errors import LoadError
from mutirao.sources.preparing import prepare
from mutirao.sources.processes import Child, is_answering, is_free, run_together, web_command, worker_command

LOCAL_ADDRESS = "127.0.0.1"


class Command(BaseCommand):
    help = "Prepare what is missing, then run the web server and one background worker until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.MUTIRAO["PORT"], help="default: MUTIRAO_PORT")
        parser.add_argument(
            "--address",
            default=settings.MUTIRAO["ADDRESS"],
            help="default: MUTIRAO_ADDRESS; local mode always binds to 127.0.0.1",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        address, port = self._address(options["address"]), options["port"]
        if not 0 < port < 65536:
            raise CommandError(f"--port: expected 1 to 65535, got {port}.")
        if not is_free(address, port):
            raise CommandError(
                f"Port {port} of {address} is taken. Stop what runs there, or choose another: "
                f"mutirao serve --port {port % 65535 + 1}"
            )
        try:
            prepare(self.stderr.write)
        except (LoadError, MixedDatabase) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"The database says: {error}") from error
        connections.close_all()
        web = Child(web_command(address, port, settings.MUTIRAO["WEB_WORKERS"]), restarts=False)
        worker = Child(worker_command(), restarts=True, waits=True)
        code = run_together([web, worker], on_ready=lambda: self._greet(address, port))
        sys.exit(code)

    def _address(self, asked: str) -> str:
        if settings.LOCAL and asked != LOCAL_ADDRESS:
            self.stderr.write(f"Local mode answers on this machine only: {LOCAL_ADDRESS} instead of {asked}.")
        return LOCAL_ADDRESS if settings.LOCAL else asked

    def _greet(self, address: str, port: int) -> bool:
        if not is_answering(address, port, host=settings.ALLOWED_HOSTS[0].lstrip(".")):
            return False
        shown = f"[{address}]" if ":" in address else address
        self.stdout.write(f"Mutirão runs at http://{shown}:{port}  (Ctrl-C ends it)")
        self.stdout.flush()
        return True
