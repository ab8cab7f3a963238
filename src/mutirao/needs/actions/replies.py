"""The right of reply: say it beside the figure, take it back, hide it with a reason."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, rates
from mutirao.base.references import Reference
from mutirao.base.text import Text
from mutirao.movement.models import Community
from mutirao.movement.queries import coordinators_of
from mutirao.needs.models import ConsensusForm, Release, Reply
from mutirao.needs.rules import replies as rules
from mutirao.needs.states import Act, ReplyState
from mutirao.skills.models import Skill

TOPIC = "needs"
REPLIES_A_DAY = 20
# Translators: the next sentences are notices; they may be seen on a locked screen, so they name nothing.
ADDED = gettext_noop("Somebody replied to a figure about a community of yours.")
HIDDEN = gettext_noop("A moderator has hidden a reply of yours. The reason stands there.")


@transaction.atomic
def reply(
    *,
    community: Community,
    kind: str,
    text: Text,
    by: User,
    skill: Skill | None = None,
    release: Release | None = None,
    consensus_form: ConsensusForm | None = None,
    source_url: str = "",
) -> Reply:
    """Shown at once beside the figure; coordinators of the community are told."""
    rules.can_reply(by, community).or_refuse()
    rules.has_source_to_give(by, community, source_url).or_refuse()
    rates.allow(f"needs.reply {by.pk}", limit=REPLIES_A_DAY, per=timedelta(days=1)).or_refuse()
    made = Reply.objects.create(
        community=community,
        skill=skill,
        release=release,
        consensus_form=consensus_form,
        reply_kind=kind,
        text=text,
        source_url=source_url,
        by=by,
    )
    facts = {"community": community.slug, "skill": skill.slug if skill else "", "kind": kind}
    audit.record(subject=made.reference, action=Act.REPLY_MADE, by=by, facts=facts, personal={"text": text.original})
    for person in coordinators_of(community, may_be_named=True).all:
        if person != by:
            notify(person=person, topic=TOPIC, text=in_every_language(ADDED), address=made.get_absolute_url())
    return made


@transaction.atomic
def take_back_reply(*, reply: Reply, by: User) -> None:
    """The words go; the row stays as a trace."""
    reply = _locked(reply)
    rules.can_take_back(by, reply).or_refuse()
    reply.text, reply.source_url = Text(), ""
    _move(reply, ReplyState.WITHDRAWN, "")
    audit.record(subject=reply.reference, action=Act.REPLY_TAKEN_BACK, by=by, facts={})


@transaction.atomic
def hide_reply(*, reply: Reply, reason: str, by: User) -> None:
    """Who wrote it is told, and reads why."""
    reply = _locked(reply)
    rules.can_hide(by, reply).or_refuse()
    _move(reply, ReplyState.HIDDEN, reason)
    audit.record(subject=reply.reference, action=Act.REPLY_HIDDEN, by=by, facts={}, personal={"reason": reason})
    if reply.by is not None:
        notify(person=reply.by, topic=TOPIC, text=in_every_language(HIDDEN), address=reply.own_address)


@transaction.atomic
def show_reply_again(*, reply: Reply, by: User) -> None:
    reply = _locked(reply)
    rules.can_show_again(by, reply).or_refuse()
    _move(reply, ReplyState.SHOWN, "")
    audit.record(subject=reply.reference, action=Act.REPLY_SHOWN_AGAIN, by=by, facts={})


@transaction.atomic
def write_text(*, target: Reply, field: str, text: Text, by: User) -> None:
    """What a translator published; only ``text`` is registered."""
    target.text = text
    target.save(update_fields=["text", "updated_at"])


@transaction.atomic
def move_replies(*, community: Reference, to: str) -> None:
    """Two communities are one; ``to`` is the short name that both have from now on."""
    into = Community.objects.get(slug=to)
    Reply.objects.filter(community__slug=community.public_id).update(community=into)


def _move(reply: Reply, state: ReplyState, reason: str) -> None:
    reply.state, reply.state_reason = state, reason
    reply.save(update_fields=["state", "state_reason", "text", "source_url", "updated_at"])


def _locked(reply: Reply) -> Reply:
    return Reply.objects.select_for_update(of=("self",)).select_related("community", "by").get(pk=reply.pk)
