"""What a plan must hold before an assessment may open: enough people for its design, and not too many questions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mutirao.base.verdicts import ALLOWED, Verdict, refuse
from mutirao.needs.states import Design, Mode

# With fewer people, drawn blocks would leave most cells below five answers: 40 x a quarter of the skills each.
FEWEST_FOR_BLOCKS = 40
# A short common list is one that a small group can answer whole in about ten minutes.
SHORT_LIST = 12
MOST_SKILLS_EACH = 20


def fits_people(*, mode: str, design: str, fewest: int, n_skills: int) -> Verdict:
    """``fewest``: answers expected in the smallest community asked; ``n_skills``: how many each person rates."""
    if mode == Mode.CONSENSUS:
        return ALLOWED
    if n_skills == 0:
        return refuse(_("Nothing is asked about skills yet. Choose a questionnaire that has some."))
    if fewest < 1:
        return refuse(_("Please say how many answers you expect in each community."))
    if fewest < FEWEST_FOR_BLOCKS and design == Design.BLOCKS:
        return refuse(
            _("Fewer than %(n)d answers are expected, so most figures of drawn blocks could never be published.")
            % {"n": FEWEST_FOR_BLOCKS}
        )
    most = SHORT_LIST if fewest < FEWEST_FOR_BLOCKS else MOST_SKILLS_EACH
    if n_skills > most:
        return refuse(
            ngettext(
                "Each person would rate %(n)d skill. That is too long: choose at most %(most)d.",
                "Each person would rate %(n)d skills. That is too long: choose at most %(most)d.",
                n_skills,
            )
            % {"n": n_skills, "most": most}
        )
    return ALLOWED
