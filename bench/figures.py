"""A measured figure beside the bar that it has to meet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """``bar`` is None where nobody set one; ``more_is_better`` turns it from a ceiling into a floor."""

    what: str
    value: float
    unit: str = ""
    bar: float | None = None
    more_is_better: bool = False

    @property
    def is_reached(self) -> bool:
        if self.bar is None:
            return True
        return self.value >= self.bar if self.more_is_better else self.value <= self.bar

    @property
    def shown(self) -> str:
        return f"{_number(self.value)} {self.unit}".strip()

    @property
    def shown_bar(self) -> str:
        if self.bar is None:
            return "none"
        sign = "≥" if self.more_is_better else "≤"
        return f"{sign} {_number(self.bar)} {self.unit}".strip()

    @property
    def verdict(self) -> str:
        if self.bar is None:
            return ""
        return "reached" if self.is_reached else "**not reached**"


def _number(value: float) -> str:
    """Whole numbers whole, others with one decimal."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
