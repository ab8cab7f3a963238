"""A short name in addresses that nothing has yet."""

from __future__ import annotations

from mutirao.base.models import SlugModel

LONGEST = 80


def free_slug(model: type[SlugModel], wished: str) -> str:
    """``wished``, with a number behind it where it is taken; one query."""
    start = wished[:LONGEST].strip("-")
    taken = set(model._default_manager.filter(slug__startswith=start).values_list("slug", flat=True))
    names = (start if number == 1 else f"{start}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
