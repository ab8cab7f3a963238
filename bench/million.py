"""Freezes open data with a table of a million rows and streams it, in a process of its own; prints what it took."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import threading
import time
from pathlib import Path

N_ROWS = 1_000_000
MAKE = """
insert into evidence_figure (indicator_id, territory_id, vintage, year, value, edition_id, source_row)
with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < %s)
select (select min(id) from evidence_indicator where about = 'territory'),
       territory.id, 'bench-' || (i / 200), 2026, i * 0.5, (select min(id) from sources_edition), i
from n join (select id, row_number() over (order by id) - 1 as place from movement_territory) as territory
on territory.place = i %% 200
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUTIRAO_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "mutirao.settings"
        os.environ.pop("MUTIRAO_DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.test import Client

        from mutirao.sources.exporting import freeze_open_data
        from mutirao.sources.loading import load_embedded

        call_command("migrate", verbosity=0)
        load_embedded()
        with connection.cursor() as cursor:
            cursor.execute(MAKE, [N_ROWS])
        memory = OwnMemory()
        began = time.monotonic()
        name = freeze_open_data.call()
        frozen = time.monotonic()
        answer = Client().get(f"/data/{name}/figures.csv", headers={"accept-encoding": "gzip", "host": "localhost"})
        n_bytes = sum(len(piece) for piece in answer.streaming_content)
        streamed = time.monotonic()
        print(
            json.dumps(
                {
                    "freeze_seconds": round(frozen - began, 1),
                    "stream_seconds": round(streamed - frozen, 1),
                    "streamed_megabytes": round(n_bytes / 1_000_000, 1),
                    "own_megabytes": memory.most_megabytes(),
                    "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                }
            )
        )


class OwnMemory(threading.Thread):
    """Watches the memory that is the process's own: pages of the database file are mapped, and the system's to take."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most_kilobytes = 0
        self.start()

    def run(self) -> None:
        while True:
            status = Path("/proc/self/status").read_text()
            now = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon"))
            self.most_kilobytes = max(self.most_kilobytes, now)
            time.sleep(0.1)

    def most_megabytes(self) -> int:
        return round(self.most_kilobytes / 1024)


if __name__ == "__main__":
    main()
