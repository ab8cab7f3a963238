"""Named locks that hold until the transaction ends."""

from __future__ import annotations

from django.db import connection


def wait_for(name: str, *, shared: bool = False) -> None:
    """Of those who wait for the same ``name`` one goes on at a time; who asks for it ``shared`` waits only for others.

    SQLite needs no lock: its transactions begin IMMEDIATE, so there is one writer.
    """
    if connection.vendor == "postgresql":
        function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"select {function}(hashtextextended(%s, 0))", [name])
