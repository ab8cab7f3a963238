"""Kinds of questions, the life of an assessment, privacy, quality, tiers and flags of estimates."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mutirao.base.acts import Act as BaseAct


class QuestionType(models.TextChoices):
    """What a question takes as an answer; ``skill`` is one skill rated in five ways on one card."""

    SKILL = "skill", _("skill to rate")
    TEXT = "text", _("text")
    INTEGER = "integer", _("whole number")
    DECIMAL = "decimal", _("decimal number")
    RANGE = "range", _("number on a scale")
    ONE = "one", _("one choice")
    MANY = "many", _("several choices")
    RANK = "rank", _("choices in order")
    DATE = "date", _("date")
    NOTE = "note", _("note without an answer")
    CALCULATE = "calculate", _("worked out from other answers")
    GROUP = "group", _("group of questions")
    MATRIX = "matrix", _("table of choices")
    REPEAT = "repeat", _("group that is repeated")


class Purpose(models.TextChoices):
    """What an answer serves, so that analysis finds it in any questionnaire."""

    OWN = "own", _("question of our own")
    SKILL = "skill", _("rating of a skill")
    ROLE = "role", _("role in the community")
    TENURE = "tenure", _("years in the movement")
    ACTIVITY = "activity", _("how active")
    TIME = "time", _("time for learning")
    DEVICES = "devices", _("devices")
    CONNECTION = "connection", _("connection")
    FORMATS = "formats", _("ways of learning")
    LANGUAGES = "languages", _("languages for learning")
    BARRIERS = "barriers", _("what stands in the way")


class Remedy(models.TextChoices):
    """What would help with a skill: the question of Hennessy and Hicks that tells training from other means."""

    TRAINING = "training", _("learning")
    TOOLS = "tools", _("tools")
    RIGHTS = "rights", _("rights on the wiki")
    MONEY = "money", _("money")
    PEOPLE = "people", _("more people")
    NOTHING = "nothing", _("nothing is needed")


class Mode(models.TextChoices):
    """Who answers."""

    INDIVIDUAL = "individual", _("each person alone")
    CONSENSUS = "consensus", _("the group together")


class Design(models.TextChoices):
    """Which skills a person is asked about."""

    COMMON = "common", _("a short list, the same for everybody")
    BLOCKS = "blocks", _("core skills and a random part of the others")


class Privacy(models.TextChoices):
    """Chosen before opening; from then on it only becomes stricter."""

    ANONYMOUS = "anonymous", _("anonymous")
    CONFIDENTIAL = "confidential", _("confidential")
    PUBLIC = "public", _("public group form")


class Recruitment(models.TextChoices):
    """How people come to answer; decides the allowance for self-selection."""

    INVITED = "invited", _("a sample that was invited")
    MEMBERS = "members", _("everybody on a list was asked")
    OPEN = "open", _("an open link")


class AssessmentState(models.TextChoices):
    """A draft opens, closes and stays; who opened it in error withdraws it."""

    DRAFT = "draft", pgettext_lazy("assessment", "in preparation")
    OPEN = "open", pgettext_lazy("assessment", "open for answers")
    CLOSED = "closed", pgettext_lazy("assessment", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("assessment", "withdrawn")


@dataclass(frozen=True)
class Step:
    """One move in the life of an assessment: from which states, to which; it stays in its state if ``to`` is none."""

    start: frozenset[str]
    to: AssessmentState | None = None

    def can_start_from(self, state: str) -> bool:
        return state in self.start


ASSESSMENT_STEPS = {
    "change": Step(frozenset({AssessmentState.DRAFT})),
    "open": Step(frozenset({AssessmentState.DRAFT}), AssessmentState.OPEN),
    "invite": Step(frozenset({AssessmentState.OPEN})),
    "extend": Step(frozenset({AssessmentState.OPEN})),
    "make_stricter": Step(frozenset({AssessmentState.OPEN})),
    "close": Step(frozenset({AssessmentState.OPEN}), AssessmentState.CLOSED),
    "withdraw": Step(
        frozenset({AssessmentState.DRAFT, AssessmentState.OPEN, AssessmentState.CLOSED}), AssessmentState.WITHDRAWN
    ),
}


class Channel(models.TextChoices):
    """The way by which answers came."""

    PAGE = "page", _("on a page")
    DEVICE = "device", _("offline on a device")
    PAPER = "paper", _("on paper, typed in")
    FILE = "file", _("from a file")


# Who runs the assessment puts these in, and so may know what they say.
PUT_IN = frozenset({Channel.PAPER, Channel.FILE})


class ReviewState(models.TextChoices):
    """What who reviews answers says of them; only excluded ones do not count."""

    RECEIVED = "received", pgettext_lazy("answers", "received")
    ACCEPTED = "accepted", pgettext_lazy("answers", "accepted")
    QUESTIONED = "questioned", pgettext_lazy("answers", "questioned")
    EXCLUDED = "excluded", pgettext_lazy("answers", "excluded")


class ConsensusState(models.TextChoices):
    """The life of a group's form; past its expiry date it is old, whatever it says here."""

    DRAFT = "draft", pgettext_lazy("group form", "in preparation")
    SIGNED = "signed", pgettext_lazy("group form", "signed")
    REPLACED = "replaced", pgettext_lazy("group form", "replaced by a newer one")
    WITHDRAWN = "withdrawn", pgettext_lazy("group form", "withdrawn")


class Level(models.IntegerChoices):
    """How well a group does something, in words that mean the same to every group."""

    CANNOT = 1, _("1 · we cannot do this")
    LITTLE = 2, _("2 · we can do a little, with help")
    MOSTLY = 3, _("3 · we can do it for ourselves")
    WELL = 4, _("4 · we do it well")
    TEACH = 5, _("5 · we can teach it to others")


class Importance(models.IntegerChoices):
    """How much something matters for what a group wants to do."""

    NOT = 1, _("1 · not important for us")
    LITTLE = 2, _("2 · a little important")
    RATHER = 3, _("3 · important")
    VERY = 4, _("4 · very important")
    DECISIVE = 5, _("5 · we cannot go on without it")


class Robustness(models.IntegerChoices):
    """How well a capacity would survive the loss of a person."""

    NOBODY = 0, _("nobody here")
    ONE = 1, _("one person")
    FEW = 2, _("two or three people")
    MANY = 3, _("enough people that one can leave")


class ReplyKind(models.TextChoices):
    """What a community says to a figure about it."""

    DISPUTE = "dispute", _("We see it differently")
    EVIDENCE = "evidence", _("Here is more evidence")
    NOTE = "note", _("Here is what to know when reading it")


class ReplyState(models.TextChoices):
    """Only what is shown is public."""

    SHOWN = "shown", pgettext_lazy("reply", "shown")
    WITHDRAWN = "withdrawn", pgettext_lazy("reply", "taken back")
    HIDDEN = "hidden", pgettext_lazy("reply", "hidden by a moderator")


class Tier(models.TextChoices):
    """How clearly a skill is among the most needed of a community."""

    CLEAR = "clear", pgettext_lazy("need", "clear")
    LIKELY = "likely", pgettext_lazy("need", "likely")
    UNCLEAR = "unclear", pgettext_lazy("need", "cannot tell")
    LOW = "low", pgettext_lazy("need", "not a priority")


class Certainty(models.TextChoices):
    """How much of an estimate rests on answers of the community; exactly one of them holds."""

    BORROWED = "borrowed", _("fewer than five answers")
    FEW = "few", _("few answers")
    USABLE = "usable", _("usable")
    SOLID = "solid", _("solid")


class Caution(models.TextChoices):
    """What else to know about an estimate; none, one or several."""

    TRANSLATION = "translation", _("the translation may mislead")
    SPLIT = "split", _("people are split")
    OLD = "old", _("old answers")


class WhyNotRaked(models.TextChoices):
    """Why the answers of a community could not be weighted to what is known of its people."""

    NOTHING_KNOWN = "nothing_known", _("nothing is known about who could have answered")
    NOT_ASKED = "not_asked", _("people were not asked what weighting needs")
    TOO_FEW = "too_few", _("too few people in one of the groups")


class MoveReason(models.TextChoices):
    """Why a figure is another one than in the release before."""

    NEW_ANSWERS = "new_answers", _("new answers")
    OLD_ANSWERS = "old_answers", _("older answers no longer count")
    MODEL = "model", _("what similar communities tell has changed")
    PROCEDURE = "procedure", _("the procedure has changed")
    LEFT = "left", _("no longer estimated")


class Act(BaseAct):
    """What the audit chain keeps of this context."""

    ASSESSMENT_PREPARED = "needs.assessment_prepared", _("assessment prepared")
    ASSESSMENT_CHANGED = "needs.assessment_changed", _("assessment changed")
    ASSESSMENT_OPENED = "needs.assessment_opened", _("assessment opened")
    ASSESSMENT_EXTENDED = "needs.assessment_extended", _("assessment extended")
    ASSESSMENT_MADE_STRICTER = "needs.assessment_made_stricter", _("privacy of an assessment made stricter")
    ASSESSMENT_CLOSED = "needs.assessment_closed", _("assessment closed")
    ASSESSMENT_WITHDRAWN = "needs.assessment_withdrawn", _("assessment withdrawn")
    QUESTIONNAIRE_AUDITED = "needs.questionnaire_audited", _("audit of a questionnaire asked for")
    ANSWERS_PUT_IN = "needs.answers_put_in", _("answers put in from a file")
    PAPER_TYPED_IN = "needs.paper_typed_in", _("sheet of paper typed in")
    ANSWERS_REVIEWED = "needs.answers_reviewed", _("answers reviewed")
    ANSWERS_EXPORTED = "needs.answers_exported", _("answers taken away as a file")
    RELEASE_ASKED = "needs.release_asked", _("release of figures asked for")
    RELEASE_MADE = "needs.release_made", _("release of figures made")
    INVITATIONS_MADE = "needs.invitations_made", _("invitations made")
    REPLY_MADE = "needs.reply_made", _("reply to a figure added")
    REPLY_TAKEN_BACK = "needs.reply_taken_back", _("reply to a figure taken back")
    REPLY_HIDDEN = "needs.reply_hidden", _("reply to a figure hidden")
    REPLY_SHOWN_AGAIN = "needs.reply_shown_again", _("reply to a figure shown again")
    GROUP_FORM_STARTED = "needs.group_form_started", _("group form started")
    GROUP_FORM_CHANGED = "needs.group_form_changed", _("group form changed")
    GROUP_FORM_DISCARDED = "needs.group_form_discarded", _("unsigned group form thrown away")
    GROUP_FORM_SIGNED = "needs.group_form_signed", _("group form signed")
    GROUP_FORM_REPLACED = "needs.group_form_replaced", _("group form replaced by a newer one")
    ASSESSMENT_MOVED = "needs.assessment_moved", _("assessment moved to another community")
    GROUP_FORM_MOVED = "needs.group_form_moved", _("group form moved to another community")
    GROUP_FORM_HIDDEN = "needs.group_form_hidden", _("signature of a group form made private")
    GROUP_FORM_WITHDRAWN = "needs.group_form_withdrawn", _("group form withdrawn")
    QUESTIONNAIRE_MADE = "needs.questionnaire_made", _("questionnaire made")
    QUESTIONNAIRE_CHANGED = "needs.questionnaire_changed", _("questionnaire changed")
    QUESTIONNAIRE_TRANSLATED = "needs.questionnaire_translated", _("questionnaire translated")
    QUESTIONNAIRE_FROZEN = "needs.questionnaire_frozen", _("questionnaire frozen")
    QUESTIONNAIRE_RETIRED = "needs.questionnaire_retired", _("questionnaire retired")
