"""Clear needs of the newest release that nothing in the library meets."""

from __future__ import annotations

from django.db.models import Count

from mutirao.learning.queries import listed
from mutirao.needs.queries import published
from mutirao.needs.queries.skill_needs import ANSWERED
from mutirao.needs.states import Tier
from mutirao.skills.models import Skill

SHOWN = 20


def unmet_needs() -> list[tuple[Skill, int]]:
    """Skills that communities clearly need and no listed resource teaches, with how many communities; two queries."""
    clear = published.estimates().filter(ANSWERED, release=published.newest_id(), tier=Tier.CLEAR)
    unmet = clear.exclude(skill__in=listed().filter(skills__isnull=False).values("skills"))
    counted = unmet.order_by().values_list("skill").annotate(n=Count("community"))
    most = sorted(counted, key=lambda each: (-each[1], each[0]))[:SHOWN]
    skills = Skill.objects.in_bulk([key for key, _n in most])
    return [(skills[key], n) for key, n in most]
