"""What a group says together: start, fill in, sign, replace, withdraw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.base.news import announce
from mutirao.base.text import Text
from mutirao.movement.models import Community
from mutirao.movement.queries import coordinators_of
from mutirao.needs.models import Assessment, ConsensusForm, ConsensusLevel
from mutirao.needs.queries import consensus as queries
from mutirao.needs.rules import consensus as rules
from mutirao.needs.states import Act, ConsensusState
from mutirao.skills.models import Skill

TOPIC = "assessments"
VALID = dt.timedelta(days=365)
WARNED = dt.timedelta(days=30)
# Translators: a notice; it may be seen on a locked screen, so it names nothing.
ENDS_SOON = gettext_noop(
    "What a group of yours said together is nearly a year old. You can say it anew in ten minutes."
)


@dataclass(frozen=True)
class Said:
    """What the group says of one skill; none is not said yet."""

    level: int | None
    importance: int | None
    robustness: int | None
    note: str = ""


@transaction.atomic
def start_group_form(*, community: Community, by: User, assessment: Assessment | None = None) -> ConsensusForm:
    """The person's draft for the community; a new one begins with the skills, not the levels, of the last signed."""
    rules.can_start(by, community).or_refuse()
    draft = queries.draft_for(by, community)
    if draft is not None:
        return draft
    form = ConsensusForm.objects.create(community=community, assessment=assessment, made_by=by)
    last = queries.signed_form_of(community)
    skills = Skill.objects.filter(slug__in=assessment.skills) if assessment else Skill.objects.none()
    if last is not None and not skills:
        skills = Skill.objects.filter(pk__in=last.levels.values("skill"), is_current=True)
    ConsensusLevel.objects.bulk_create(ConsensusLevel(form=form, skill=skill) for skill in skills)
    _record(form, Act.GROUP_FORM_STARTED, by)
    return form


@transaction.atomic
def choose_skills(*, form: ConsensusForm, seen_version: int, skills: Sequence[Skill], by: User) -> None:
    """What the form is about; what was said of skills that stay is kept.

    Raises ``Conflict`` when somebody else saved after ``seen_version``.
    """
    rules.can_change(by, form).or_refuse()
    _save(form, seen_version, [])
    form.levels.exclude(skill__in=skills).delete()
    there = set(form.levels.values_list("skill", flat=True))
    added = [ConsensusLevel(form=form, skill=skill) for skill in skills if skill.pk not in there]
    ConsensusLevel.objects.bulk_create(added)
    _record(form, Act.GROUP_FORM_CHANGED, by, {"what": "skills"})


@transaction.atomic
def fill_in(
    *,
    form: ConsensusForm,
    seen_version: int,
    said: Mapping[int, Said],
    note: str,
    n_people: int | None,
    language: str,
    by: User,
) -> None:
    """Save the draft: ``said`` by key of the skill. Raises ``Conflict`` when somebody else was faster."""
    rules.can_change(by, form).or_refuse()
    form.note = form.note.with_text(language, note) if form.note else Text(language, {language: note} if note else {})
    form.n_people = n_people
    _save(form, seen_version, ["note", "n_people"])
    levels = list(form.levels.filter(skill__in=said))
    for row in levels:
        words = said[row.skill_id]
        row.level, row.importance, row.robustness, row.note = (
            words.level,
            words.importance,
            words.robustness,
            words.note,
        )
    ConsensusLevel.objects.bulk_update(levels, ["level", "importance", "robustness", "note"])
    _record(form, Act.GROUP_FORM_CHANGED, by, {"what": "levels"})


@transaction.atomic
def discard_group_form(*, form: ConsensusForm, by: User) -> None:
    """A draft that nobody needs; nothing of it stays."""
    form = _locked(form)
    rules.can_discard(by, form).or_refuse()
    _record(form, Act.GROUP_FORM_DISCARDED, by)
    form.delete()


@transaction.atomic
def sign_group_form(
    *, form: ConsensusForm, seen_version: int, signed_as: str, is_signature_public: bool, by: User
) -> None:
    """Public from now on and valid for a year; the one that was in force is replaced.

    Raises ``Conflict`` when somebody changed it after ``seen_version``: nobody signs what they have not read.
    """
    rules.can_sign(by, form).or_refuse()
    # Two drafts of one group signed at once: the second waits, and replaces the first.
    Community.objects.select_for_update(no_key=True).get(pk=form.community_id)
    rules.is_complete(queries.levels_of(form)).or_refuse()
    form.state, form.signed_by, form.signed_as = ConsensusState.SIGNED, by, signed_as
    form.is_signature_public = is_signature_public
    form.signed_at, form.expires_on = clock.now(), clock.today() + VALID
    for former in ConsensusForm.objects.select_for_update().filter(
        community=form.community_id, state=ConsensusState.SIGNED
    ):
        former.state = ConsensusState.REPLACED
        former.save(update_fields=["state", "updated_at"])
        _record(former, Act.GROUP_FORM_REPLACED, by, {"by": str(form.public_id)})
    fields = ["state", "signed_by", "signed_as", "is_signature_public", "signed_at", "expires_on"]
    _save(form, seen_version, fields)
    _record(form, Act.GROUP_FORM_SIGNED, by, personal={"signed_as": signed_as})
    announce("needs.group_form_signed", subject=form.reference, payload={"community": form.community.slug})


@transaction.atomic
def withdraw_group_form(*, form: ConsensusForm, reason: str, by: User) -> None:
    """It says nothing any more; its page says that it was withdrawn, and why."""
    form = _locked(form)
    rules.can_withdraw(by, form).or_refuse()
    form.state, form.state_reason = ConsensusState.WITHDRAWN, reason
    form.version += 1
    form.save()
    _record(form, Act.GROUP_FORM_WITHDRAWN, by, personal={"reason": reason})
    announce("needs.group_form_withdrawn", subject=form.reference, payload={"community": form.community.slug})


@transaction.atomic
def remind_of_expiry() -> int:
    """Tell coordinators once that their group's form is nearly over; returns how many were told."""
    n_told = 0
    for form in queries.expiring(WARNED):
        for person in coordinators_of(form.community, may_be_named=False).all:
            told = notify(
                person=person,
                topic=TOPIC,
                text=in_every_language(ENDS_SOON),
                address=form.get_absolute_url(),
                once_key=f"group-form-ends {form.public_id}",
            )
            n_told += told is not None
    return n_told


def _locked(form: ConsensusForm) -> ConsensusForm:
    rows = ConsensusForm.objects.select_for_update(of=("self",)).select_related("community")
    return rows.get(pk=form.pk)


def _save(form: ConsensusForm, seen_version: int, fields: list[str]) -> None:
    form.updated_at = clock.now()
    form.save_if_unchanged(seen_version=seen_version, fields=[*fields, "updated_at"])


def _record(
    form: ConsensusForm,
    act: Act,
    by: User,
    facts: Mapping[str, JSON] | None = None,
    personal: Mapping[str, JSON] | None = None,
) -> None:
    told = {"community": form.community.slug, **(facts or {})}
    audit.record(subject=form.reference, action=act, by=by, facts=told, personal=personal)
