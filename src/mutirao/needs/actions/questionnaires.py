"""Making, changing, translating, freezing and retiring questionnaires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.base.errors import Refused
from mutirao.movement.models import Community
from mutirao.needs.instrument import Form, Item
from mutirao.needs.instrument.problems import problems_of
from mutirao.needs.instrument.texts import languages_in, with_texts
from mutirao.needs.models import Choice, Question, Questionnaire
from mutirao.needs.queries.questionnaires import COPIED, whole
from mutirao.needs.rules import questionnaires as rules
from mutirao.needs.states import Act
from mutirao.skills.models import Skill

WRITTEN = ["title", "introduction", "languages", "settings"]


@transaction.atomic
def make_questionnaire(*, form: Form, community: Community | None, by: User) -> Questionnaire:
    """A draft with the content of ``form``; its short name gets a number where another has it."""
    rules.can_make(by, community).or_refuse()
    questionnaire = Questionnaire(name=_free_name(form.name), community=community, made_by=by)
    _take_over(questionnaire, form)
    questionnaire.save()
    _write_rows(questionnaire, form)
    _record(questionnaire, Act.QUESTIONNAIRE_MADE, by, form)
    return questionnaire


@transaction.atomic
def rewrite_questionnaire(*, questionnaire: Questionnaire, form: Form, seen_version: int, by: User) -> None:
    """The draft says what ``form`` says. Raises ``Conflict`` when somebody was faster."""
    # An assessment that opens at this moment freezes it.
    now = Questionnaire.objects.select_for_update(of=("self",)).select_related("community").get(pk=questionnaire.pk)
    rules.can_edit(by, now).or_refuse()
    _take_over(questionnaire, form)
    questionnaire.save_if_unchanged(seen_version=seen_version, fields=WRITTEN)
    _write_rows(questionnaire, form)
    _record(questionnaire, Act.QUESTIONNAIRE_CHANGED, by, form)


@transaction.atomic
def translate_questionnaire(
    *, questionnaire: Questionnaire, language: str, texts: Mapping[str, str], seen_version: int, by: User
) -> int:
    """Set texts in one language by their place (``instrument.texts``); returns how many changed. Frozen ones too."""
    rules.can_translate(by, questionnaire).or_refuse()
    before = whole(questionnaire)
    form, n_changed = with_texts(before, language, texts)
    if not n_changed:
        return 0
    _take_over(questionnaire, form)
    questionnaire.save_if_unchanged(seen_version=seen_version, fields=WRITTEN)
    _write_texts(questionnaire, form)
    facts: dict[str, str | int | bool] = {
        "language": language,
        "texts": n_changed,
        "frozen": questionnaire.frozen_at is not None,
    }
    audit.record(subject=questionnaire.reference, action=Act.QUESTIONNAIRE_TRANSLATED, by=by, facts=facts)
    return n_changed


@transaction.atomic
def make_version(*, questionnaire: Questionnaire, by: User) -> Questionnaire:
    """A draft that begins as the frozen one stands, with the next number."""
    rules.can_make_version(by, questionnaire).or_refuse()
    last = Questionnaire.objects.select_for_update().filter(name=questionnaire.name).order_by("-number")[0]
    form = whole(questionnaire)
    version = Questionnaire(
        name=questionnaire.name,
        number=last.number + 1,
        previous=questionnaire,
        community=questionnaire.community,
        made_by=by,
    )
    _take_over(version, form)
    version.save()
    _write_rows(version, form)
    _record(version, Act.QUESTIONNAIRE_MADE, by, form)
    return version


@transaction.atomic
def freeze_questionnaire(*, questionnaire: Questionnaire, by: User | None) -> None:
    """From now on nothing in it changes but translations; opening an assessment with it calls this.

    Raises ``Refused`` where a question in it does not work.
    """
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if questionnaire.frozen_at is not None:
        return
    problems = problems_of(whole(questionnaire))
    if problems:
        name, reason = problems[0].name, problems[0].reason
        raise Refused(_("The questionnaire does not work yet: %(name)s %(reason)s") % {"name": name, "reason": reason})
    questionnaire.frozen_at = clock.now()
    questionnaire.save(update_fields=["frozen_at"])
    audit.record(subject=questionnaire.reference, action=Act.QUESTIONNAIRE_FROZEN, by=by, facts={})


@transaction.atomic
def retire_questionnaire(*, questionnaire: Questionnaire, by: User) -> None:
    """It stays readable, but no assessment begins with it."""
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    rules.can_retire(by, questionnaire).or_refuse()
    questionnaire.retired_at = clock.now()
    questionnaire.save(update_fields=["retired_at"])
    audit.record(subject=questionnaire.reference, action=Act.QUESTIONNAIRE_RETIRED, by=by, facts={})


@transaction.atomic
def write_standard(*, form: Form) -> Questionnaire:
    """The questionnaire that the product ships: rewritten while nobody has used it, else the next version."""
    current = Questionnaire.objects.filter(is_standard=True).order_by("-number").first()
    if current is not None and whole(current) == replace(form, number=current.number):
        return current
    if current is not None and current.frozen_at is None:
        written = current
    else:
        number = current.number + 1 if current else 1
        written = Questionnaire(name=form.name, number=number, previous=current, is_standard=True)
    _take_over(written, form)
    written.version += written.pk is not None
    written.save()
    _write_rows(written, form)
    Questionnaire.objects.filter(is_standard=True, retired_at=None).exclude(pk=written.pk).update(
        retired_at=clock.now()
    )
    audit.record(subject=written.reference, action=Act.QUESTIONNAIRE_MADE, by=None, facts=_facts(form))
    return written


def _free_name(wanted: str) -> str:
    wanted = wanted[:90] or "questionnaire"
    taken = set(Questionnaire.objects.filter(name__startswith=wanted).values_list("name", flat=True))
    names = (wanted, *(f"{wanted}_{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _take_over(questionnaire: Questionnaire, form: Form) -> None:
    questionnaire.title, questionnaire.introduction = form.title, form.introduction
    questionnaire.languages, questionnaire.settings = languages_in(form), dict(form.settings)


def _write_rows(questionnaire: Questionnaire, form: Form) -> None:
    questionnaire.questions.all().delete()
    Choice.objects.filter(questionnaire=questionnaire).delete()
    skills = Skill.objects.in_bulk({item.skill for item in form.walk() if item.skill}, field_name="slug")
    positions = {item.name: position for position, item in enumerate(form.walk(), start=1)}
    rows: dict[str, Question] = {}
    storey: list[tuple[Item, str]] = [(item, "") for item in form.items]
    # Storey by storey, as rows point to the rows that they stand in.
    while storey:
        written = [
            Question(
                questionnaire=questionnaire,
                position=positions[item.name],
                parent=rows.get(parent),
                question_type=item.question_type,
                purpose=item.purpose,
                skill=skills[item.skill] if item.skill else None,
                **{name: getattr(item, name) for name in COPIED},
            )
            for item, parent in storey
        ]
        rows |= {question.name: question for question in Question.objects.bulk_create(written, batch_size=200)}
        storey = [(inside, item.name) for item, _parent in storey for inside in item.items]
    Choice.objects.bulk_create(
        (
            Choice(questionnaire=questionnaire, choice_list=choice_list, position=position, **vars(option))
            for choice_list, options in form.choices.items()
            for position, option in enumerate(options, start=1)
        ),
        batch_size=500,
    )


def _write_texts(questionnaire: Questionnaire, form: Form) -> None:
    """Only the texts of rows that are there: the rows of a frozen questionnaire stay."""
    items = {item.name: item for item in form.walk()}
    options = {(name, option.name): option for name, listed in form.choices.items() for option in listed}
    questions = list(questionnaire.questions.all())
    texts = ["label", "hint", "required_message", "constraint_message"]
    for question in questions:
        for text in texts:
            setattr(question, text, getattr(items[question.name], text))
    Question.objects.bulk_update(questions, texts, batch_size=200)
    choices = list(questionnaire.choices.all())
    for choice in choices:
        choice.label = options[choice.choice_list, choice.name].label
    Choice.objects.bulk_update(choices, ["label"], batch_size=500)


def _record(questionnaire: Questionnaire, act: Act, by: User, form: Form) -> None:
    audit.record(subject=questionnaire.reference, action=act, by=by, facts=_facts(form))


def _facts(form: Form) -> dict[str, int | str]:
    return {"name": form.name, "questions": _count(form.walk()), "choices": sum(map(len, form.choices.values()))}


def _count(items: Iterable[Item]) -> int:
    return sum(1 for _item in items)
