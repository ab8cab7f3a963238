"""Listing, correcting, withdrawing, merging and recommending resources."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.action_lines import actions as action_lines
from mutirao.action_lines.models import ActionLine, Pin
from mutirao.action_lines.states import PinKind
from mutirao.base import audit
from mutirao.base.errors import InputError, Refused
from mutirao.base.locks import wait_for
from mutirao.base.search import index
from mutirao.base.text import Text
from mutirao.learning import rules
from mutirao.learning.models import Resource, ResourceAudience, ResourceLanguage, prepared
from mutirao.learning.queries import listed
from mutirao.learning.states import Act, LinkState, ResourceState, Verification
from mutirao.skills.models import Skill

COPIED = ("title", "address", "maintainer", "format", "minutes", "year", "licence", "is_old_version")
DETAIL = 500


@transaction.atomic
def write_suggested(*, subject: Resource | None, values: dict[str, Any], source_address: str, by: User) -> Resource:
    """List what somebody suggested, or correct ``subject``; the curator who accepts stands for it."""
    rules.can_curate(by).or_refuse()
    resource = Resource(short_id=f"S{secrets.token_hex(6)}") if subject is None else _locked(subject)
    if subject is not None:
        rules.can_change(by, resource).or_refuse()
    before = resource.address
    for name in COPIED:
        setattr(resource, name, values[name])
    resource.title_language = values["title_language"][0]
    language = values["summary_language"]
    kept = resource.summary if resource.summary.texts else Text(language)
    resource.summary = kept.with_text(language, values["summary"])
    resource.action_line = ActionLine.objects.filter(slug=values["action_line"]).first()
    resource.verification = Verification.CURATOR
    # From now on it is ours to keep: the file that it came from does not undo what people corrected.
    resource.edition = None
    for name, value in _prepared(resource).items():
        setattr(resource, name, value)
    if resource.address != before:
        resource.link_state, resource.link_fault, resource.link_target = LinkState.UNCHECKED, "", ""
        resource.link_due_at, resource.link_failures = None, 0
    if subject is None:
        _refuse_double(resource)
    if not resource.slug:
        resource.slug = f"{slugify(resource.title)[:80]}-{resource.short_id.lower()}".strip("-")
    resource.version += 1
    resource.save()
    _set_parts(resource, values)
    action = Act.RESOURCE_LISTED if subject is None else Act.RESOURCE_CORRECTED
    facts = {"title": resource.title, "address": resource.address, "source": source_address}
    audit.record(subject=resource.reference, action=action, by=by, facts=facts)
    return resource


@transaction.atomic
def withdraw_resource(*, resource: Resource, reason: str, by: User) -> None:
    """Take it off the library, with a reason; its page says so to curators, others find nothing."""
    resource = _locked(resource)
    rules.can_change(by, resource).or_refuse()
    _set_state(resource, ResourceState.WITHDRAWN, reason, by)


@transaction.atomic
def restore_resource(*, resource: Resource, reason: str, by: User) -> None:
    resource = _locked(resource)
    rules.can_restore(by, resource).or_refuse()
    _set_state(resource, ResourceState.LISTED, reason, by)


@transaction.atomic
def merge_resource(*, resource: Resource, into: Resource, reason: str, by: User) -> Resource:
    """Make ``into`` stand for both: it gets the skills, audiences and recommendations that it lacks.

    The old address leads to the other's page from now on.
    """
    if resource.pk == into.pk:
        raise Refused(_("These two are one already."))
    # Always in the same order: two merges at once wait for each other instead of for ever.
    rows = {
        row.pk: row for row in Resource.objects.select_for_update().filter(pk__in=[resource.pk, into.pk]).order_by("pk")
    }
    resource, into = rows[resource.pk], rows[into.pk]
    rules.can_change(by, resource).or_refuse()
    rules.can_change(by, into).or_refuse()
    into.skills.add(*resource.skills.all())
    known = set(into.audiences.values_list("audience", flat=True))
    _add_audiences(into, set(resource.audiences.values_list("audience", flat=True)) - known)
    recommended = Pin.objects.filter(pin_kind=PinKind.RESOURCE, external_id=into.short_id).values("action_line")
    pins = Pin.objects.filter(pin_kind=PinKind.RESOURCE, external_id=resource.short_id, edition=None)
    pins.exclude(action_line__in=recommended).update(external_id=into.short_id)
    facts = {"title": into.title, "address": into.address, "merged": resource.slug}
    audit.record(subject=into.reference, action=Act.RESOURCE_CORRECTED, by=by, facts=facts)
    resource.merged_into = into
    _set_state(resource, ResourceState.MERGED, reason, by)
    return into


@transaction.atomic
def recommend(*, resource: Resource, line: ActionLine, reason: Text, by: User) -> Pin:
    """Pin it to an action line's page, with the reason that readers see."""
    rules.can_change(by, resource).or_refuse()
    if Pin.objects.filter(action_line=line, pin_kind=PinKind.RESOURCE, external_id=resource.short_id).exists():
        raise Refused(_("This action line recommends it already."))
    parts = [resource.maintainer, str(resource.year or "")]
    return action_lines.pin(
        line=line,
        pin_kind=PinKind.RESOURCE,
        title=resource.title,
        address=resource.address,
        reason=reason,
        detail=" · ".join(filter(None, parts))[:DETAIL],
        by=by,
        external_id=resource.short_id,
    )


@transaction.atomic
def write_text(*, target: Resource, field: str, text: Text, by: User) -> None:
    """Store a translation that was published, and let it be found; the translation's own audit row says by whom."""
    if field != "summary":
        raise InputError("field", allowed="summary", got=field)
    target.summary = text
    target.search_text = _prepared(target)["search_text"]
    target.save(update_fields=["summary", "search_text", "updated_at"])
    index(target)


def _refuse_double(resource: Resource) -> None:
    """Of two suggestions of one address that are accepted at once, the second comes too late."""
    wait_for(f"resource:{resource.address_key}")
    if listed().filter(address_key=resource.address_key).exists():
        raise Refused(_("This is in the library already: “%(title)s”.") % {"title": resource.title})


def _set_parts(resource: Resource, values: dict[str, Any]) -> None:
    resource.skills.set(Skill.objects.filter(slug__in=values["skills"]))
    resource.audiences.all().delete()
    _add_audiences(resource, values["audiences"])
    percents = dict(resource.languages.values_list("language", "percent"))
    resource.languages.all().delete()
    ResourceLanguage.objects.bulk_create(
        ResourceLanguage(
            resource=resource,
            language=tag,
            percent=percents.get(tag),
            is_original=tag == resource.title_language,
        )
        for tag in dict.fromkeys(values["languages"])
    )


def _add_audiences(resource: Resource, audiences: Iterable[str]) -> None:
    new = [ResourceAudience(resource=resource, audience=audience) for audience in sorted(audiences)]
    ResourceAudience.objects.bulk_create(new)


def _set_state(resource: Resource, state: ResourceState, reason: str, by: User) -> None:
    resource.state, resource.state_reason = state, reason
    resource.version += 1
    resource.save()
    facts = {"state": state.value, "into": resource.merged_into.slug if resource.merged_into else None}
    audit.record(
        subject=resource.reference,
        action=Act.RESOURCE_STATE_CHANGED,
        by=by,
        facts=facts,
        personal={"reason": reason},
    )


def _prepared(resource: Resource) -> dict[str, str]:
    words = " ".join([resource.subject_note, resource.maintainer, *resource.summary.texts.values()])
    return prepared(title=resource.title, address=resource.address, words=words)


def _locked(resource: Resource) -> Resource:
    return Resource.objects.select_for_update().get(pk=resource.pk)
