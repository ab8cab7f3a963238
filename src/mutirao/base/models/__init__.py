"""Tables of base, and the abstract models that every context builds on."""

from mutirao.base.models.abstract import (
    PublicModel,
    ReferenceColumns,
    SlugModel,
    TimestampedModel,
    VersionedModel,
)
from mutirao.base.models.audit import AuditPayload, AuditRow
from mutirao.base.models.rates import RateCount
from mutirao.base.models.search import SearchDocument, SearchFacet, SearchPosting, SearchSpelling
from mutirao.base.models.slugs import OldSlug
from mutirao.base.models.tasks import TaskRun

__all__ = [
    "AuditPayload",
    "AuditRow",
    "OldSlug",
    "PublicModel",
    "RateCount",
    "ReferenceColumns",
    "SearchDocument",
    "SearchFacet",
    "SearchPosting",
    "SearchSpelling",
    "SlugModel",
    "TaskRun",
    "TimestampedModel",
    "VersionedModel",
]
