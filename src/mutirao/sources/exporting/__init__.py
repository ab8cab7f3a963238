"""Open data: tables that contexts let out, as CSV and JSON Lines with a data dictionary, frozen each night.

Nothing leaves that no context registered; ``docs/open-data.md`` says how.
"""

from mutirao.sources.exporting.freezing import freeze_open_data, freeze_soon
from mutirao.sources.exporting.registry import ORIGIN, Column, Export, exports, register_export
from mutirao.sources.exporting.writing import write_exports, write_table

__all__ = [
    "ORIGIN",
    "Column",
    "Export",
    "exports",
    "freeze_open_data",
    "freeze_soon",
    "register_export",
    "write_exports",
    "write_table",
]
