"""``python -m bench [SECTION ...]``; pages and starting when none is named. See SECTIONS."""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import import_module

from bench import report

SECTIONS = (
    "pages",
    "search",
    "starting",
    "open-data",
    "lighthouse",
    "science-areas",
    "science-items",
    "submissions",
    "answers-export",
    "release",
)
# Each is a module of its own that gives figures with their bars.
FIGURES = ("starting", "open-data", "lighthouse", "answers-export", "release")


def main() -> None:
    chosen = sys.argv[1:] or ["pages", "starting"]
    if unknown := set(chosen) - set(SECTIONS):
        sys.exit(f"bench: expected {', '.join(SECTIONS)}, got {', '.join(sorted(unknown))}")
    if "pages" in chosen:
        measure_pages()
    if "search" in chosen:
        measure_search()
    for section in FIGURES:
        if section in chosen:
            module = import_module(f"bench.{section.replace('-', '_')}")
            report.write(section, report.table_of(module.measure()))
    for part in ("areas", "items"):
        if f"science-{part}" in chosen:
            from bench import science

            report.write(f"science-{part}", science.measure(part), note="Two threads, the median of three warm runs.")
    if "submissions" in chosen:
        from bench import submissions

        note = f"Database: PostgreSQL, fsync {os.environ.get('FSYNC', 'off')}."
        report.write("submissions", report.table_of(submissions.measure()), note=note)


def measure_pages() -> None:
    """On SQLite, or on the PostgreSQL that ``tools/postgres`` put into MUTIRAO_DATABASE_URL."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUTIRAO_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "mutirao.settings"
        import django

        django.setup()
        from django.db import connection

        from bench import data, pages
        from mutirao.accounts.models import User
        from mutirao.sources.preparing import prepare

        prepare(print)
        if User.objects.exists():
            sys.exit("bench: this database holds people already; it is made for empty ones.")
        data.make()
        with connection.cursor() as cursor:
            cursor.execute("analyze")
        note = f"Database: {connection.vendor}."
        rows = [cost.row for cost in pages.measure()]
        report.write(f"pages-{connection.vendor}", [*pages.HEADER, *rows], note=note)
        if connection.vendor == "sqlite":
            report.write("weights", report.table_of(pages.weigh()))


def measure_search() -> None:
    """On the same databases as pages, and as empty."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUTIRAO_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "mutirao.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from bench import search

        call_command("migrate", verbosity=0)
        table = report.table_of(search.measure())
        report.write(f"search-{connection.vendor}", table, note=f"Database: {connection.vendor}.")


if __name__ == "__main__":
    main()
