"""Estimates in words that everybody understands: the same on pages, reports, in wikitext and in panels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mutirao.base import numbers
from mutirao.base.charts import Measure
from mutirao.base.templatetags.text import listed
from mutirao.needs.analysis.parameters import PARAMETERS
from mutirao.needs.models import CommunityResult, Estimate
from mutirao.needs.queries.community_needs import CommunityNeeds, Standing
from mutirao.needs.states import Caution, Certainty, MoveReason, Remedy, Tier

NAMED_IN_ANSWER = 3
REMEDIES_SHOWN = 2


def measure() -> Measure:
    """Needs stand on the scale of Borich's score, -20 to 20; one decimal is finer than any interval."""
    return Measure(_("Need"), decimals=1)


def one_decimal(value: float) -> str:
    """A second decimal would say more than is known; what rounds to nothing has no sign."""
    return numbers.decimal(round(value, 1), "#,##0.0")


def value_in_words(estimate: Estimate) -> str:
    """The value and its interval."""
    value, low, high = (one_decimal(each) for each in (estimate.value, estimate.low, estimate.high))
    # Translators: an estimate and the interval that holds it nine times in ten.
    return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high}


def place_in_words(estimate: Estimate, n_skills: int) -> str:
    """Where the skill would land among the needs of the community, if people were asked again."""
    place = place_range(estimate, n_skills)
    # Translators: %(place)s is as in "between place 3 and 20 of 60".
    return _("%(place)s, nine times in ten") % {"place": place} if place else ""


def place_range(estimate: Estimate, n_skills: int) -> str:
    """The same without how often it holds, for a column whose head says that."""
    if estimate.rank_low is None or estimate.rank_high is None:
        return ""
    low, high, n = (numbers.decimal(each) for each in (estimate.rank_low, estimate.rank_high, n_skills))
    if low == high:
        # Translators: rank among the needs of a community: 1 is the greatest need.
        return _("at place %(low)s of %(n)s") % {"low": low, "n": n}
    # Translators: ranks among the needs of a community: 1 is the greatest need.
    return _("between place %(low)s and %(high)s of %(n)s") % {"low": low, "high": high, "n": n}


def help_in_words(remedies: Mapping[str, float]) -> str:
    """What most people say would help, with their share."""
    most = sorted(remedies.items(), key=lambda each: (-each[1], each[0]))[:REMEDIES_SHOWN]
    return listed(f"{Remedy(name).label} {numbers.percent(share, '')}" for name, share in most)


def assets_in_words(estimate: Estimate) -> str:
    """Who could teach and who wants to learn; what is suppressed is not mentioned."""
    said = []
    if estimate.n_teach is not None:
        n = estimate.n_teach
        said.append(ngettext("%(n)s person could teach it", "%(n)s people could teach it", n) % _n(n))
    if estimate.n_want is not None:
        n = estimate.n_want
        said.append(ngettext("%(n)s wants to learn it", "%(n)s want to learn it", n) % _n(n))
    return listed(said)


def certainty_in_words(estimate: Estimate) -> str:
    """How much of it rests on own answers, and what else to know."""
    if estimate.certainty == Certainty.BORROWED:
        said = [_("fewer than five answers: borrowed from similar communities")]
    else:
        n = estimate.n_answers or 0
        said = [
            ngettext("%(n)s answer, %(certainty)s", "%(n)s answers, %(certainty)s", n)
            % {**_n(n), "certainty": estimate.certainty_label}
        ]
    return "; ".join([*said, *(str(Caution(name).label) for name in estimate.cautions)])


def trend_in_words(estimate: Estimate, before: Sequence[tuple[int, float]]) -> str:
    """How it moved over comparable releases; a change within the interval is said to be none."""
    if not before:
        return ""
    number, value = before[0]
    said = {"number": numbers.decimal(number), "value": one_decimal(value)}
    if estimate.low <= value <= estimate.high:
        return _("no clear change since release %(number)s") % said
    if estimate.value > value:
        return _("grew since release %(number)s, from %(value)s") % said
    return _("shrank since release %(number)s, from %(value)s") % said


def answer(needs: CommunityNeeds) -> str:
    """The one sentence that answers what the community needs."""
    named = _names(_own(needs.of_tier(Tier.CLEAR)))
    if needs.standing == Standing.BORROWED:
        likely = _names([*needs.of_tier(Tier.CLEAR), *needs.of_tier(Tier.LIKELY)])
        if likely:
            return _("Communities like this one most often need: %(skills)s.") % {"skills": likely}
        return _("What similar communities say gives no clear need here.")
    if named:
        return _("Most clearly needed: %(skills)s.") % {"skills": named}
    likely = _names(_own(needs.of_tier(Tier.LIKELY)))
    if likely:
        return _("No need is clear yet. Likely among the greatest: %(skills)s.") % {"skills": likely}
    return _("No need stands out: the answers do not tell which skill is needed most.")


def who_answered(needs: CommunityNeeds) -> str:
    """How many people stand behind the figures."""
    n = needs.result.n_answers if needs.result else None
    borrows = needs.release is not None and needs.release.has_model
    if n is None:
        return _("Fewer than five people here have answered. We borrow from similar communities.")
    said = ngettext("%(n)s person here answered.", "%(n)s people here answered.", n) % _n(n)
    return f"{said} {_('Where few answered, we borrow from similar communities.')}" if borrows else said


def allowance_in_words(result: CommunityResult) -> str:
    return one_decimal(result.bias_allowance)


def moves_in_words(result: CommunityResult) -> str:
    """How many skills of a community stand in another tier than before."""
    n = len(result.moved)
    return ngettext("%(n)s skill is in another tier", "%(n)s skills are in another tier", n) % _n(n)


def moves_of(needs: CommunityNeeds) -> list[str]:
    """What moved since the release before, and why, one sentence for each skill."""
    names = {estimate.skill.slug: str(estimate.skill) for estimate in needs.estimates}
    moved = needs.result.moved if needs.result else []
    return [_move(names[each["skill"]], each) for each in moved if each["skill"] in names]


def _move(name: str, move: Mapping[str, str]) -> str:
    said = {"skill": name, "before": Tier(move["from"]).label, "now": Tier(move["to"]).label}
    # Translators: how clear a need was and is, and why that changed.
    return _("%(skill)s: %(before)s before, %(now)s now (%(why)s)") % {**said, "why": MoveReason(move["why"]).label}


def parameters_in_words(stored: Mapping[str, float]) -> list[tuple[str, str]]:
    """Thresholds as a release kept them; one that we do not use any more keeps its name."""
    known = {parameter.name: str(parameter.what) for parameter in PARAMETERS}
    return [(known.get(name, name), numbers.decimal(value)) for name, value in sorted(stored.items())]


def _own(estimates: Iterable[Estimate]) -> list[Estimate]:
    """Where a community has spoken, what similar ones lend is no answer for it."""
    return [estimate for estimate in estimates if estimate.certainty != Certainty.BORROWED]


def _names(estimates: Iterable[Estimate]) -> str:
    return listed([str(estimate.skill) for estimate in estimates][:NAMED_IN_ANSWER])


def _n(n: int) -> dict[str, str]:
    return {"n": numbers.decimal(n)}
