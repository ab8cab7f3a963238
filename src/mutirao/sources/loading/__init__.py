"""Loading files of facts: the door for every context's ``loading.py``; ``docs/loading.md`` shows one."""

from mutirao.sources.actions import Publication
from mutirao.sources.errors import LoadError
from mutirao.sources.loading.catalogue import OURS
from mutirao.sources.loading.columns import (
    Column,
    amount,
    code,
    date,
    ids_of,
    integer,
    known,
    list_of,
    number,
    short_date,
    slug,
    text,
    texts,
    web_address,
    yes_no,
)
from mutirao.sources.loading.registry import Loader, loader, loader_named, loaders
from mutirao.sources.loading.running import Load, code_version, load_embedded, load_files
from mutirao.sources.loading.tables import Row, Table

__all__ = [
    "OURS",
    "Column",
    "Load",
    "LoadError",
    "Loader",
    "Publication",
    "Row",
    "Table",
    "amount",
    "code",
    "code_version",
    "date",
    "ids_of",
    "integer",
    "known",
    "list_of",
    "load_embedded",
    "load_files",
    "loader",
    "loader_named",
    "loaders",
    "number",
    "short_date",
    "slug",
    "text",
    "texts",
    "web_address",
    "yes_no",
]
