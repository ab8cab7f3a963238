"""What changes in sources: editions open and close, and tables are brought in line with files."""

from mutirao.sources.actions.editions import (
    Publication,
    ReadFile,
    changes_as_json,
    close_editions,
    describe_source,
    open_edition,
)
from mutirao.sources.actions.published import register_published
from mutirao.sources.actions.rows import Difference, Removal, replace_rows

__all__ = [
    "Difference",
    "Publication",
    "ReadFile",
    "Removal",
    "changes_as_json",
    "close_editions",
    "describe_source",
    "open_edition",
    "register_published",
    "replace_rows",
]
