"""What indicators are about, and which way is up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.base.charts import Measure

# A rate about fewer people than this says nothing and may point at one of them: it is not stored.
LEAST_PEOPLE = 5


class About(models.TextChoices):
    """What an indicator describes."""

    TERRITORY = "territory", _("territory")
    COMMUNITY = "community", _("community")


class Direction(models.TextChoices):
    """Whether a higher value means more ability to take part."""

    HIGHER = "higher_is_more_capacity", _("higher means more able to take part")
    LOWER = "lower_is_more_capacity", _("lower means more able to take part")
    NEUTRAL = "neutral", _("neither")


class Dimension(models.TextChoices):
    """What an indicator tells about; of a territory in the order in which people meet it, then of a community."""

    INTERNET = "internet_access", _("Access to the internet")
    AFFORDABILITY = "affordability", _("What people can afford")
    DEVICES = "devices_power", _("Devices and electricity")
    AWARENESS = "awareness", _("Knowing of Wikimedia")
    LITERACY = "literacy_digital_skills", _("Reading, writing and digital skills")
    LANGUAGE = "language_support", _("Support for languages")
    FREEDOM = "freedom_safety", _("Freedom and safety")
    TIME = "time_money_to_volunteer", _("Time and money to volunteer")
    INSTITUTIONS = "institutions_partners", _("Institutions and partners")
    SOURCES = "local_sources", _("Local sources")
    INCLUSION = "inclusion", _("Inclusion")
    CONTEXT = "context", _("Size and age")
    READERS = "readers", _("Readers")
    CONTRIBUTORS = "contributors", _("People who contribute")
    CONTENT = "content", _("Content")


class Unit(models.TextChoices):
    """What a value counts; the label is what stands behind the number, if anything must."""

    PERCENT = "percent", ""
    SHARE = "share", ""
    PEOPLE = "people", _("people")
    YEARS = "years", _("years")
    DOLLARS = "usd_ppp", _("international dollars a year")
    ELECTRICITY = "kwh_per_person", _("kWh a year")
    PER_100_PEOPLE = "per_100_people", _("for every 100 people")
    INDEX_TO_1 = "index_0_1", _("on a scale from 0 to 1")
    INDEX_TO_100 = "index_0_100", _("on a scale from 0 to 100")
    RATIO = "ratio", ""
    EDITORS = "editors", ""
    ADMINISTRATORS = "administrators", ""
    DEVICES = "devices", ""
    PAGEVIEWS = "pageviews", ""
    PAGES = "pages", ""
    RANK = "rank", ""

    @property
    def is_rate(self) -> bool:
        """Whether it says something about each person or edit rather than how many there are."""
        return self in {Unit.PERCENT, Unit.SHARE, Unit.INDEX_TO_1, Unit.INDEX_TO_100, Unit.RATIO}

    @property
    def measure(self) -> Measure:
        """How a value is written, and on which axis it stands: counts of anything grow by factors."""
        if self in {Unit.PERCENT, Unit.SHARE}:
            return Measure("", decimals=1, is_share=True)
        if self in {Unit.INDEX_TO_1, Unit.RATIO}:
            return Measure("", decimals=2)
        return Measure("", is_logarithmic=self in COUNTS)

    def written(self, value: float) -> str:
        """The value in the reader's language, with its unit where the name of the indicator does not say it."""
        measure = self.measure
        if self is Unit.PERCENT:
            value /= 100
        elif not measure.decimals and abs(value) < 100 and not float(value).is_integer():
            measure = Measure("", decimals=1)
        if not self.label:
            return measure.written(value)
        # Translators: a number and its unit, as in "12.5 years".
        return gettext("%(number)s %(unit)s") % {"number": measure.written(value), "unit": self.label}


COUNTS = {Unit.PEOPLE, Unit.EDITORS, Unit.ADMINISTRATORS, Unit.DEVICES, Unit.PAGEVIEWS, Unit.PAGES}
