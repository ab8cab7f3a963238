"""``mutirao sources``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mutirao.base.errors import InputError
from mutirao.sources.errors import LoadError
from mutirao.sources.loading import Loader, Publication, load_files, loader_named, loaders
from mutirao.sources.models import Edition
from mutirao.sources.queries import current_editions


class Command(BaseCommand):
    help = "List what can be loaded and what is, or load a file of facts."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="what to do")
        verbs.add_parser("list", help="every loader, its files, and the edition that is loaded")
        load = verbs.add_parser("load", help="load the file or files of one loader")
        load.add_argument("name", help="a name that `mutirao sources list` shows")
        load.add_argument("--path", type=Path, help="the file, or a folder that holds the files; default: data/")
        load.add_argument("--edition", default="", help="what its publisher calls this edition, such as 1.2.0")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            self._list()
        else:
            self._load(options["name"], options["path"], options["edition"])

    def _list(self) -> None:
        editions: dict[str, list[Edition]] = {}
        for edition in current_editions():
            editions.setdefault(edition.loader, []).append(edition)
        for each in loaders():
            source = each.source.slug if isinstance(each.source, Publication) else each.source or "each row names it"
            self.stdout.write(f"{each.name}  ({', '.join(each.files)}; source: {source})")
            for edition in editions.get(each.name, []):
                said = f"{edition.source.slug} {edition.label}, {edition.n_rows} rows, {edition.loaded_at:%Y-%m-%d}"
                self.stdout.write(f"    {said}")
            if each.name not in editions:
                how = "loaded at the next start" if each.embedded else "give it with --path"
                self.stdout.write(f"    not loaded; {how}")

    def _load(self, name: str, path: Path | None, label: str) -> None:
        try:
            chosen = loader_named(name)
            editions = load_files(chosen, _paths(chosen, path), label=label)
        except (InputError, LoadError) as error:
            raise CommandError(str(error)) from error
        if not editions:
            self.stdout.write(f"{name} is already loaded from just this file. Nothing changed.")
        for edition in editions:
            changes = ", ".join(f"{edition.changes[change]} {change}" for change in ("added", "changed", "removed"))
            self.stdout.write(f"{edition}: {edition.n_rows} rows; {changes}.")


def _paths(chosen: Loader, path: Path | None) -> dict[str, Path]:
    if path is None:
        if not chosen.embedded:
            raise CommandError(f"{chosen.name} is not shipped: give its file with --path.")
        return {name: Path(settings.FACTS) / name for name in chosen.files}
    if path.is_dir():
        return {name: each for pattern in chosen.files for name, each in _in_folder(path, pattern)}
    if len(chosen.files) > 1:
        raise CommandError(f"{chosen.name} needs {len(chosen.files)} files: give the folder that holds them.")
    return {chosen.files[0]: path}


def _in_folder(folder: Path, pattern: str) -> list[tuple[str, Path]]:
    """The file of that name; or all those that fit, by their names in the folder."""
    if "*" not in pattern:
        return [(pattern, folder / pattern)]
    return [(each.relative_to(folder).as_posix(), each) for each in sorted(folder.glob(pattern))]
