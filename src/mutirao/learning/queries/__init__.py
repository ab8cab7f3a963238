"""Reads of the library."""

from mutirao.learning.queries.duplicates import duplicates, may_be_same
from mutirao.learning.queries.listing import FACETS, Filters, Option, facet_options, found_resources
from mutirao.learning.queries.resources import (
    addresses_of,
    current_slug,
    due_for_check,
    in_languages_of,
    listed,
    of_line,
    of_skill,
    recommendations_of,
    visible_to,
    with_details,
)

__all__ = [
    "FACETS",
    "Filters",
    "Option",
    "addresses_of",
    "current_slug",
    "due_for_check",
    "duplicates",
    "facet_options",
    "found_resources",
    "in_languages_of",
    "listed",
    "may_be_same",
    "of_line",
    "of_skill",
    "recommendations_of",
    "visible_to",
    "with_details",
]
