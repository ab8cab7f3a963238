"""How our figures are made: one page for each procedure, written in docs/statistics for readers of code and site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

# Links between pages; links out of the folder lead nowhere on the site and stay plain words.
_PAGE = re.compile(r'<a href="([\w-]+)\.md">')
_OUTSIDE = re.compile(r'<a href="(?!/|https?:)[^"]*">(.*?)</a>')


@dataclass(frozen=True)
class Procedure:
    """What one procedure is called, and the question it answers, in the reader's language."""

    slug: str
    title: Lazy
    question: Lazy

    def get_absolute_url(self) -> str:
        return reverse("portal:procedure", args=[self.slug])


# In the order in which answers become figures.
PROCEDURES = (
    Procedure(
        "pipeline",
        _("From answers to a release"),
        _("How do single answers become figures, and why do those stand still for weeks?"),
    ),
    Procedure(
        "uncertainty",
        _("How sure we are"),
        _("Does an interval hold as often as it says, and what if those who answer are not like the others?"),
    ),
    Procedure(
        "tiers-and-flags",
        _("Tiers and flags"),
        _("Is a skill among the most needed, and how much does that rest on answers from here?"),
    ),
    Procedure(
        "suppression-of-releases",
        _("What a release never tells"),
        _("Can anybody find out from our figures what a few people said?"),
    ),
    Procedure(
        "parameters",
        _("Thresholds and allowances"),
        _("Which numbers did somebody have to choose, and why these?"),
    ),
    Procedure(
        "borich",
        _("The needs score"),
        _("Which skills matter to the people here more than they are mastered, and by how much?"),
    ),
    Procedure(
        "ranked-discrepancy",
        _("The score without means"),
        _("Would a skill still be a need if we only looked at which of two ratings is higher?"),
    ),
    Procedure(
        "raking",
        _("Weights"),
        _("Those who answered are no small copy of those we asked about. How much should each answer count?"),
    ),
    Procedure(
        "fay-herriot",
        _("Estimates where few answered"),
        _("How large is a need where few people answered, or nobody, and how far off could that figure be?"),
    ),
    Procedure(
        "benchmarking",
        _("Estimates that add up"),
        _("Why do the estimates of all communities together say the same as all answers together?"),
    ),
    Procedure(
        "rank-ranges",
        _("Ranges of places"),
        _("If we asked again, between which places would a need land?"),
    ),
    Procedure(
        "rank-confidence-sets",
        _("Who really needs more"),
        _("Can we say that this community needs a skill more than that one?"),
    ),
    Procedure(
        "division",
        _("Divided groups"),
        _("Does a mean hide two camps?"),
    ),
    Procedure(
        "suppression",
        _("Hidden figures"),
        _("Which figures must not be shown, so that nobody can find out what a few people said?"),
    ),
    Procedure(
        "counts-with-noise",
        _("Counts with noise"),
        _("How can a table of the whole movement be published without a risk for anybody in it?"),
    ),
    Procedure(
        "reliability",
        _("Reliability of a scale"),
        _("How much of an answer is what we ask about, and how much is chance?"),
    ),
    Procedure(
        "graded-response",
        _("What a question tells"),
        _("Which questions tell people apart, and which could be left out?"),
    ),
    Procedure(
        "item-bias",
        _("Questions that mean something else in another language"),
        _("Do people of equal standing answer differently because they were asked in another language?"),
    ),
)


def procedure_named(slug: str) -> Procedure | None:
    return next((procedure for procedure in PROCEDURES if procedure.slug == slug), None)


@cache
def explanation(slug: str) -> SafeString:
    """The English page without its title and question, as HTML; HTML in the source would show as text."""
    source = (settings.PROCEDURES / f"{slug}.md").read_text(encoding="utf-8")
    _title, _question, *sections = source.split("\n## ")
    body = "".join(f"\n## {section}" for section in sections)
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
    html = _PAGE.sub(lambda link: f'<a href="{reverse("portal:procedure", args=[link[1]])}">', html)
    return mark_safe(_OUTSIDE.sub(r"\1", html))  # noqa: S308  our own file, and html is off
