"""Communities that people add: proposed, then accepted or refused."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock
from mutirao.base.errors import Conflict
from mutirao.base.models import OldSlug
from mutirao.base.news import announce
from mutirao.base.text import Text
from mutirao.movement import rules
from mutirao.movement.actions.communities import words_of
from mutirao.movement.actions.declarations import refresh_declared_text, store_declaration
from mutirao.movement.models import Community, Language, Territory
from mutirao.movement.names import sort_names
from mutirao.movement.states import Act, CommunityState

TOPIC = "communities"
LONGEST_SLUG = 80
SLUG_ATTEMPTS = 5
# Addresses of our own pages under /communities/.
RESERVED = frozenset({"add", "declarations", "merges", "moderate", "where"})

# Translators: the next sentences are notices; they may be seen on a locked screen, so they name nothing.
LISTED = gettext_noop("A community that you added is listed now.")
REFUSED = gettext_noop("A community that you added was not listed. The reason stands there.")


@transaction.atomic
def propose_community(
    *,
    kind: str,
    name: Text,
    description: Text,
    website: str,
    territories: Iterable[Territory] = (),
    languages: Iterable[Language] = (),
    source_url: str = "",
    by: User,
) -> Community:
    """Store a community that waits for a moderator; the proposer and moderators see it."""
    rules.can_add(by).or_refuse()
    community = Community(
        community_kind=kind,
        name=name,
        sort_names=sort_names(name),
        description=description,
        website=website,
        state=CommunityState.PROPOSED,
        proposed_by=by,
    )
    _save_with_free_slug(community)
    things: list[Territory | Language] = [*territories, *languages]
    for thing in things:
        store_declaration(community, thing, source_url, by)
    refresh_declared_text(community)
    audit.record(subject=community.reference, action=Act.COMMUNITY_PROPOSED, by=by, facts={"kind": kind})
    announce("movement.community_proposed", subject=community.reference, payload={})
    return community


@transaction.atomic
def accept_community(*, community: Community, by: User) -> None:
    """The community gets its page."""
    community = _locked(community)
    rules.can_decide(by, community).or_refuse()
    settle(community, CommunityState.LISTED)
    audit.record(subject=community.reference, action=Act.COMMUNITY_LISTED, by=by, facts={})
    announce("movement.community_listed", subject=community.reference, payload={})
    tell_proposer(community, LISTED, community)


@transaction.atomic
def refuse_community(*, community: Community, reason: str, by: User) -> None:
    """The proposer reads the reason; nobody else sees the proposal any more but moderators."""
    community = _locked(community)
    rules.can_decide(by, community).or_refuse()
    settle(community, CommunityState.REFUSED, reason)
    audit.record(
        subject=community.reference, action=Act.COMMUNITY_REFUSED, by=by, facts={}, personal={"reason": reason}
    )
    tell_proposer(community, REFUSED, community)


def _locked(community: Community) -> Community:
    return Community.objects.select_for_update().get(pk=community.pk)


def settle(community: Community, state: CommunityState, reason: str = "") -> None:
    """The row alone; ``merged_into`` is set before where it is merged."""
    community.state, community.state_reason = state, reason
    fields = ["state", "state_reason", "merged_into", "updated_at"]
    community.updated_at = clock.now()
    community.save(update_fields=fields)


def _save_with_free_slug(community: Community) -> None:
    """Save under the first address that is free; two people may add the same name at the same moment."""
    for slug in _slugs(community):
        if slug in RESERVED or OldSlug.objects.filter(kind=Community.kind, slug=slug).exists():
            continue
        community.slug = slug
        community.search_text = words_of(community)
        try:
            with transaction.atomic():
                community.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise Conflict(str(community))


def _slugs(community: Community) -> Iterator[str]:
    """From the name where it has Latin letters, else from the kind; then with something random."""
    written = slugify(community.name.original)[:LONGEST_SLUG].strip("-_")
    if written:
        yield written
    base = written or community.community_kind.replace("_", "-")
    for _attempt in range(SLUG_ATTEMPTS):
        yield f"{base}-{secrets.token_hex(3)}"


def tell_proposer(community: Community, message: str, page: Community) -> None:
    """Who added the community finds ``message`` in their inbox, with a link to ``page``."""
    if community.proposed_by is not None:
        notify(
            person=community.proposed_by,
            topic=TOPIC,
            text=in_every_language(message),
            address=page.get_absolute_url(),
        )
