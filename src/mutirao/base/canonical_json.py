"""JSON as a type, and its one text: the same value always gives the same characters."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

type JSON = bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None


def canonical_json(value: JSON) -> str:
    """``value`` with sorted keys and no spaces; raises ``TypeError`` or ``ValueError`` for what JSON cannot say."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
