"""What is missing about indicators, and can be mended in minutes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.gaps import Details, Gap, register_gaps, shown
from mutirao.evidence.models import Indicator


def indicators_without_address() -> Iterator[Gap]:
    """Indicators whose first publisher has no address here; one query."""
    for indicator in Indicator.objects.filter(original_url=""):
        yield Gap(
            subject=indicator.reference,
            address=indicator.get_absolute_url(),
            minutes=20,
            details={"indicator": indicator.name.as_json(), "publisher": indicator.original_source},
            skill="sourcing",
            action_line="global-approach",
        )


def _title(details: Details) -> object:
    return gettext("Find the page of the first publisher of this figure: %(figure)s") % {
        "figure": shown(details, "indicator")
    }


def _steps(details: Details) -> object:
    return _(
        "Look for the page on which the first publisher describes or offers this figure, and give its address when "
        "you say that the task is done. A person who keeps the tables of this site enters it."
    )


def register() -> None:
    register_gaps(
        "indicator_without_address",
        label=_("figures without the address of their first publisher"),
        title=_title,
        steps=_steps,
        find=indicators_without_address,
    )
