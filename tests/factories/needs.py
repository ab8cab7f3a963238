"""Earlier assessments."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from mutirao.base.text import text_of
from mutirao.needs.models import EarlierAssessment


class EarlierAssessmentFactory(DjangoModelFactory[EarlierAssessment]):
    class Meta:
        model = EarlierAssessment
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"assessment-{n}")
    name = factory.Sequence(lambda n: f"Survey {n} of Examples")
    place = text_of(en="Two towns")
    start_date = "2022-06"
    procedure = text_of(en="online survey")
    languages = ["en"]

    @factory.post_generation
    def territories(self: EarlierAssessment, create: bool, given: list[object] | None) -> None:
        self.territories.set(given or [])
