"""What numbers mean and where they stand: measures, axes, ticks. Everything between 0 and 1, no drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from mutirao.base import numbers
from mutirao.base.charts.labels import NARROW_PX, SMALL_PX, width_px
from mutirao.base.errors import InputError

# Beyond this a double no longer holds whole numbers one by one, and no figure of ours comes near.
LARGEST = 1e15
N_TICKS = 5


@dataclass(frozen=True)
class Measure:
    """What the numbers are, how they are written and where their axis ends.

    ``decimals`` counts those that are shown (for a share: those of the percentage). A share lies between 0 and 1.
    A logarithmic axis is for counts: a value stands at log(1 + value), so that 0 has a place.
    ``low`` and ``high`` fix the ends of the axis; otherwise the data do.
    """

    name: str
    decimals: int = 0
    is_share: bool = False
    is_logarithmic: bool = False
    low: float | None = None
    high: float | None = None

    def written(self, value: float | None) -> str:
        """The number in the reader's language; None is "not known"."""
        if value is None:
            return _("not known")
        fraction = "." + "0" * self.decimals if self.decimals else ""
        if self.is_share:
            return numbers.percent(value, fraction)
        return numbers.decimal(value, f"#,##0{fraction}")

    @property
    def smallest_step(self) -> float:
        """The smallest difference that the written numbers show."""
        return 10.0 ** -(self.decimals + (2 if self.is_share else 0))


def checked(argument: str, value: float, measure: Measure | None = None) -> float:
    """``value``, if it is a finite number that the axis of ``measure`` can show; else ``InputError``."""
    if not (isinstance(value, int | float) and math.isfinite(value) and abs(value) <= LARGEST):
        raise InputError(argument, allowed="a finite number up to 1e15 in size", got=value)
    if measure is None:
        return value
    if measure.is_share and not 0 <= value <= 1:
        raise InputError(argument, allowed="a share from 0 to 1", got=value)
    if measure.is_logarithmic and value < 0:
        raise InputError(argument, allowed="0 or more on a logarithmic axis", got=value)
    low = -LARGEST if measure.low is None else measure.low
    high = LARGEST if measure.high is None else measure.high
    if not low <= value <= high:
        raise InputError(argument, allowed=f"a number from {low:g} to {high:g}, the ends of the axis", got=value)
    return value


@dataclass(frozen=True)
class Axis:
    """From ``low`` to ``high``; ``place`` says where between 0 and 1 a value stands."""

    measure: Measure
    low: float
    high: float

    def place(self, value: float) -> float:
        start, length = self._span
        here = math.log1p(value) if self.measure.is_logarithmic else value
        return (here - start) / length

    @cached_property
    def _span(self) -> tuple[float, float]:
        start, end = self.low, self.high
        if self.measure.is_logarithmic:
            start, end = math.log1p(start), math.log1p(end)
        return start, end - start

    @cached_property
    def ticks(self) -> list[float]:
        """Round numbers on the axis, as many (2 to 5) as have room side by side on a narrow screen."""
        ticks = self._powers_of_ten() if self.measure.is_logarithmic else self._even_steps()
        widest = max(width_px(self.measure.written(tick), SMALL_PX) for tick in ticks)
        n_ticks = max(2, min(N_TICKS, int(NARROW_PX / (widest + 12))))
        stride = math.ceil((len(ticks) - 1) / (n_ticks - 1)) or 1
        return ticks[::stride]

    def _even_steps(self) -> list[float]:
        step = round_step((self.high - self.low) / (N_TICKS - 1), self.measure.smallest_step)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [round(number * step, 12) for number in range(first, last + 1)] or [self.low, self.high]

    def _powers_of_ten(self) -> list[float]:
        powers = [10.0**exponent for exponent in range(16) if self.low <= 10.0**exponent <= self.high]
        return [0.0, *powers] if self.low == 0 else powers or [self.low, self.high]


def round_step(wanted: float, smallest: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 … from ``wanted`` upward, never below ``smallest``."""
    wanted = max(wanted, smallest)
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= wanted * (1 - 1e-9))


def axis_for(measure: Measure, values: Sequence[float], *, with_zero: bool = False) -> Axis:
    """An axis that shows every one of ``values`` (at least one) and ends on round numbers."""
    numbers = [*values, 0.0] if with_zero else list(values)
    low, high = min(numbers), max(numbers)
    if measure.is_logarithmic:
        low, high = _log_ends(low, high)
    else:
        # Finer than the ticks, so that the data fill the width.
        step = round_step((high - low) / 8, measure.smallest_step)
        low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
        high = high if high > low else low + step
    low = low if measure.low is None else measure.low
    high = high if measure.high is None else measure.high
    if not low < high:
        raise InputError("measure", allowed="an axis whose low end is below its high end", got=(low, high))
    return Axis(measure, low, high)


def _log_ends(low: float, high: float) -> tuple[float, float]:
    start = 10.0 ** math.floor(math.log10(low)) if low >= 1 else 0.0
    end = round_step(high, 1.0)
    return start, end if end > start else start * 10
