"""What repeats: open data is frozen each night."""

from __future__ import annotations

from datetime import time

from mutirao.base.tasks import scheduled
from mutirao.sources.exporting import freeze_open_data

scheduled(daily_at=time(2, 40))(freeze_open_data)
