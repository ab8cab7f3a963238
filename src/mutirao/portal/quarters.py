"""Quarters of a year, UTC: the periods that the state of the recommendation is frozen for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from mutirao.base.errors import InputError


@dataclass(frozen=True, order=True)
class Quarter:
    """``number`` is 1 to 4; written as ``2026-Q4``."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Quarter:
        moment = moment.astimezone(UTC)
        return cls(moment.year, (moment.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """The quarter written as ``2026-Q4``; raises ``InputError`` for anything else."""
        found = re.fullmatch(r"(20[0-9]{2})-Q([1-4])", text, re.ASCII)
        if found is None:
            raise InputError("quarter", allowed="a year and a quarter such as 2026-Q4", got=text)
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def starts(self) -> datetime:
        return datetime(self.year, 3 * self.number - 2, 1, tzinfo=UTC)

    @property
    def ends(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return self.next.starts

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)
