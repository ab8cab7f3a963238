"""The ``mutirao`` command: Django's command line with our settings; ``docs/commands.md`` lists what it can do."""

from __future__ import annotations

import os
import sys

from mutirao.base.errors import InputError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutirao.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except (InputError, ImproperlyConfigured) as error:
        sys.exit(f"mutirao: {error}")


if __name__ == "__main__":
    main()
