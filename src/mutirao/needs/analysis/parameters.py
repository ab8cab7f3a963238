"""Every threshold and allowance of a release, each with its reason: one table, so that people can argue about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# The first number changes when figures can no longer be compared with those before; the second when they can.
PROCEDURE = "1.0"


@dataclass(frozen=True)
class Parameter:
    name: str
    value: float
    what: Any
    reason: Any


LEAST_ANSWERS = 5
CHANGE_AT_LEAST = 5
DOMINANCE = 0.4
COUNTS_FOR_MONTHS = 36
OLD_AFTER_MONTHS = 24
OLD_INFLATION = 0.25
TRIM = (0.3, 3.0)
LEVEL = 0.90
# The normal quantile that belongs to LEVEL.
QUANTILE = 1.6448536269514722
COMMUNITIES_PER_COVARIATE = 5
LEAST_COMMUNITIES = 30
LEAST_R_SQUARED = 0.1
ALLOWANCE_RAKED = 0.15
ALLOWANCE_NOT_RAKED = 0.30
ALLOWANCE_OPEN = 0.50
ALLOWANCE_IN_RANKS = 0.10
DRAWS = 2000
TOP_SHARE = 1 / 6
UPPER_SHARE = 1 / 3
CLEAR = 0.9
LIKELY = 0.5
LOW = 0.1
LEAST_RANKED = 6
FEW_BELOW = 15
OWN_SHARE_FEW = 0.4
SOLID_FROM = 50
SOLID_PLACES = 15
REGION_COMMUNITIES = 3
SPLIT_FROM = 2.0

PARAMETERS = (
    Parameter(
        "least_answers",
        LEAST_ANSWERS,
        _("Answers that a cell needs before a figure from them is published"),
        _("House rule on figures about people. Cells with fewer do not enter any calculation at all."),
    ),
    Parameter(
        "change_at_least",
        CHANGE_AT_LEAST,
        _("Answers by which a published cell must change before it is counted again"),
        _("Whoever subtracts two releases learns about five people together, or about nobody."),
    ),
    Parameter(
        "dominance",
        DOMINANCE,
        _("Largest share of one person in the weight of a cell"),
        _("Above it, a mean says mostly what that one person said."),
    ),
    Parameter(
        "counts_for_months",
        COUNTS_FOR_MONTHS,
        _("Months for which answers count"),
        _("People come and go; after three years a group is another one."),
    ),
    Parameter(
        "old_after_months",
        OLD_AFTER_MONTHS,
        _("Months after which answers are called old"),
        _("From then on their variance grows, so that they count for less and intervals become wider."),
    ),
    Parameter(
        "old_inflation",
        OLD_INFLATION,
        _("Growth of the variance of old answers for each year of their age"),
        _("No series is long enough yet to measure how fast needs change."),
    ),
    Parameter(
        "trim_low",
        TRIM[0],
        _("Smallest weight, in medians"),
        _("Nobody's answer is nearly lost."),
    ),
    Parameter(
        "trim_high",
        TRIM[1],
        _("Largest weight, in medians"),
        _("Nobody speaks for more than three, which would make estimates jump."),
    ),
    Parameter(
        "level",
        LEVEL,
        _("Level of intervals"),
        _("Nine times in ten is a phrase that people understand."),
    ),
    Parameter(
        "least_communities",
        LEAST_COMMUNITIES,
        _("Communities with enough answers to a skill before it is modelled"),
        _("The variance between communities cannot be told from fewer."),
    ),
    Parameter(
        "communities_per_covariate",
        COMMUNITIES_PER_COVARIATE,
        _("Communities needed for each thing that the model knows about them"),
        _("With fewer, a regression describes chance; at least this many and at least the number before."),
    ),
    Parameter(
        "least_r_squared",
        LEAST_R_SQUARED,
        _("Share of the differences between communities that the model must explain"),
        _("Checked with each community left out. Below it we say that it is not known."),
    ),
    Parameter(
        "allowance_raked",
        ALLOWANCE_RAKED,
        _("Allowance for bias where answers could be weighted, in points of the scale"),
        _("Weights mend only what they know of. With a bias of 0.3 points, intervals of 95 % held in 79 %."),
    ),
    Parameter(
        "allowance_not_raked",
        ALLOWANCE_NOT_RAKED,
        _("Allowance for bias where answers could not be weighted"),
        _("Nothing corrects for who chose to answer."),
    ),
    Parameter(
        "allowance_open",
        ALLOWANCE_OPEN,
        _("Allowance for bias where the link was open to all"),
        _("Nobody knows who was reached."),
    ),
    Parameter(
        "allowance_in_ranks",
        ALLOWANCE_IN_RANKS,
        _("Allowance for bias inside ranks"),
        _("Most of the bias is the same for all skills of a community and does not change their order."),
    ),
    Parameter(
        "draws",
        DRAWS,
        _("Draws of the whole list of needs for ranks"),
        _("Shares are then off by about one in a hundred."),
    ),
    Parameter(
        "top_share",
        TOP_SHARE,
        _("Part of the list that counts as most needed"),
        _("Ten of sixty skills: what a group can take up in a year or two."),
    ),
    Parameter(
        "upper_share",
        UPPER_SHARE,
        _("Part of the list outside of which a skill is not a priority"),
        _("Twenty of sixty skills."),
    ),
    Parameter("clear", CLEAR, _("Chance from which a need is clear"), _("The same nine in ten as for intervals.")),
    Parameter("likely", LIKELY, _("Chance from which a need is likely"), _("More likely than not.")),
    Parameter(
        "low",
        LOW,
        _("Chance up to which a skill is not a priority"),
        _("One in ten, the other side of nine in ten."),
    ),
    Parameter(
        "least_ranked",
        LEAST_RANKED,
        _("Skills that are needed for a list with ranks"),
        _("Below it, a sixth of the list is less than one skill."),
    ),
    Parameter(
        "few_below",
        FEW_BELOW,
        _("Answers below which they are called few"),
        _("A mean of fifteen is off by about a quarter of the spread."),
    ),
    Parameter(
        "own_share_few",
        OWN_SHARE_FEW,
        _("Share of own answers below which they are called few"),
        _("Most of the figure is borrowed then."),
    ),
    Parameter(
        "solid_from",
        SOLID_FROM,
        _("Effective answers from which a figure can be solid"),
        _("Its rank range must be narrow as well."),
    ),
    Parameter(
        "solid_places",
        SOLID_PLACES,
        _("Widest range of ranks of a solid figure"),
        _("A quarter of the list."),
    ),
    Parameter(
        "split_from",
        SPLIT_FROM,
        _("Standard deviation of the gap from which we ask whether people are split"),
        _("Two camps less than four steps of the scale apart are none."),
    ),
    Parameter(
        "region_communities",
        REGION_COMMUNITIES,
        _("Communities that a figure of a region needs"),
        _("With two, each could work out the other."),
    ),
)


def as_json() -> dict[str, float]:
    """What a release stores of this table."""
    return {parameter.name: parameter.value for parameter in PARAMETERS}


def communities_needed(n_covariates: int) -> int:
    """With enough answers to one skill, before it is modelled: as many as the model needs to learn from."""
    return max(LEAST_COMMUNITIES, COMMUNITIES_PER_COVARIATE * n_covariates)


def as_markdown() -> str:
    """The list that stands in ``docs/statistics/parameters.md``."""
    lines = (f"- `{each.name}` = {each.value:g}. {each.what}. {each.reason}" for each in PARAMETERS)
    return "\n".join(lines)
