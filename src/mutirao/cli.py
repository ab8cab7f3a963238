"""The ``mutirao`` command: Django's command line with our settings; ``docs/commands.md`` lists what it can do."""

from __future__ import annotations

import os
import re
import sys

from mutirao.base.errors import InputError

# What SQLite and PostgreSQL say of a table or column that no migration has made yet.
MISSING = re.compile(r"no such (table|column)|(relation|column) .* does not exist")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutirao.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
    except (InputError, ImproperlyConfigured) as error:
        sys.exit(f"mutirao: {error}")
    except DatabaseError as error:
        if MISSING.search(str(error)):
            sys.exit(
                "mutirao: This database lacks tables. Run `mutirao migrate` first; `mutirao serve` does it by itself."
            )
        raise


if __name__ == "__main__":
    main()
