"""Loads the embedded facts into an empty database, in a process of its own, and prints seconds and peak memory."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUTIRAO_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "mutirao.settings"
        os.environ.pop("MUTIRAO_DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        from mutirao.sources.loading import load_embedded

        call_command("migrate", verbosity=0)
        began = time.monotonic()
        load_embedded()
        seconds = time.monotonic() - began
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"seconds": round(seconds, 1), "megabytes": round(kilobytes / 1024)}))


if __name__ == "__main__":
    main()
