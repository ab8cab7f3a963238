"""Triggers that refuse to change or delete the rows of a table, for SQLite and PostgreSQL.

SQLite drops them when a later migration rebuilds the table: such a migration installs them again.
"""

from __future__ import annotations

EVENTS = ("update", "delete")


def append_only_sql(vendor: str, table: str) -> list[str]:
    """Statements that make ``table`` append-only. They may be run twice."""
    if vendor == "sqlite":
        return [
            f"create trigger if not exists {table}_no_{event} before {event} on {table}"
            f" begin select raise(abort, '{table} is append-only'); end"
            for event in EVENTS
        ]
    return [
        f"create or replace function {table}_refuse() returns trigger language plpgsql as $$ begin"
        f" raise exception '{table} is append-only' using errcode = 'integrity_constraint_violation'; end $$",
        *(
            f"create or replace trigger {table}_no_{event} before {event} on {table}"
            f" for each row execute function {table}_refuse()"
            for event in EVENTS
        ),
    ]


def changeable_sql(vendor: str, table: str) -> list[str]:
    """Statements that take the triggers away again: to reverse a migration, and to empty a test database."""
    if vendor == "sqlite":
        return [f"drop trigger if exists {table}_no_{event}" for event in EVENTS]
    return [
        *(f"drop trigger if exists {table}_no_{event} on {table}" for event in EVENTS),
        f"drop function if exists {table}_refuse()",
    ]
