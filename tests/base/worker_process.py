"""A worker for tests: ``python -m tests.base.worker_process NAME``."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutirao.settings")
django.setup()

from mutirao.base.tasks import schedule, work  # noqa: E402 Django must be set up first

schedule._schedules.clear()  # the product's own periodic tasks are not meant here
work(until_empty=True, name=sys.argv[1])
