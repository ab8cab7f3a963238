"""Amounts as people type them: ``24800 USD; 1850.50 EUR``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

_AMOUNT = re.compile(r"([0-9]{1,13}(?:\.[0-9]{1,2})?)(?: ([A-Z]{3}))?")


def read_amounts(written: str) -> dict[str, Decimal]:
    """Values by currency; an empty currency is one that the page does not name.

    Raises ``ValueError`` for what is no amount, for nothing and for a currency that stands twice.
    """
    found: dict[str, Decimal] = {}
    for part in filter(None, (each.strip() for each in written.split(";"))):
        amount = _AMOUNT.fullmatch(part)
        currency = (amount[2] or "") if amount else ""
        if amount is None or currency in found or not Decimal(amount[1]):
            raise ValueError(part)
        found[currency] = Decimal(amount[1])
    return found


def written_amounts(amounts: dict[str, Decimal] | Iterable[tuple[str, Decimal]]) -> str:
    """The one way to write them, so that equal amounts are equal text."""
    pairs = sorted(dict(amounts).items())
    return "; ".join(f"{value.normalize():f} {currency}".rstrip() for currency, value in pairs)
