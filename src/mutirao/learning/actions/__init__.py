"""What can be done with the library."""

from mutirao.learning.actions.curating import (
    merge_resource,
    recommend,
    restore_resource,
    withdraw_resource,
    write_suggested,
    write_text,
)
from mutirao.learning.actions.links import record_check

__all__ = [
    "merge_resource",
    "recommend",
    "record_check",
    "restore_resource",
    "withdraw_resource",
    "write_suggested",
    "write_text",
]
