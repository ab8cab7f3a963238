"""A rule's answer: yes, or no with the reason that the person will read."""

from __future__ import annotations

from dataclasses import dataclass

from mutirao.base.errors import Refused


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed; ``reason`` is a translated sentence, empty when allowed."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def or_refuse(self) -> None:
        """Raise ``Refused`` with the reason unless allowed."""
        if not self.allowed:
            raise Refused(self.reason)


ALLOWED = Verdict(allowed=True)


def refuse(reason: object) -> Verdict:
    """A no; ``reason`` may be lazy."""
    return Verdict(allowed=False, reason=str(reason))


def first_refusal(*verdicts: Verdict) -> Verdict:
    """The first no among ``verdicts``, else yes."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)
