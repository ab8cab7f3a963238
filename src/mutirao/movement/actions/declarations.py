"""What a community says of itself: territories, languages and wikis, each with the page that shows it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import hide_holders, notify
from mutirao.accounts.models import User
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock
from mutirao.base.errors import Refused
from mutirao.base.news import announce
from mutirao.movement import queries, rules
from mutirao.movement.models import Community, Declaration, Language, Territory, Wiki
from mutirao.movement.names import names_of_language, names_of_territory, search_text
from mutirao.movement.states import Act, DeclarationState
from mutirao.sources.exporting import freeze_soon

TOPIC = "communities"
# Translators: a notice that may be seen on a locked screen, so it names nothing.
STANDS = gettext_noop("What you proposed to say of a community stands on its page now.")


@transaction.atomic
def declare(*, community: Community, thing: Territory | Language | Wiki, source_url: str, by: User) -> Declaration:
    """The community works in, speaks or writes ``thing``; raises ``Refused`` when it has declared that already."""
    rules.can_declare(by, community).or_refuse()
    declaration = store_declaration(community, thing, source_url, by)
    make_known(declaration, by)
    return declaration


@transaction.atomic
def withdraw_declaration(*, declaration: Declaration, by: User) -> None:
    """What was declared is not known any more."""
    declaration = Declaration.objects.select_for_update().select_related("community").get(pk=declaration.pk)
    rules.can_withdraw(by, declaration).or_refuse()
    Declaration.objects.filter(pk=declaration.pk).update(state=DeclarationState.WITHDRAWN, updated_at=clock.now())
    community = declaration.community
    refresh_declared_text(community)
    facts = {"thing": str(declaration.thing.reference)}
    audit.record(subject=community.reference, action=Act.DECLARATION_WITHDRAWN, by=by, facts=facts)
    announce("movement.declaration_withdrawn", subject=community.reference, payload=facts)


def make_known(declaration: Declaration, by: User) -> None:
    """What follows when something is declared; in the caller's transaction."""
    community, thing = declaration.community, declaration.thing
    # Somebody may have proposed the same: it stands now, whoever said it.
    waiting = Declaration.objects.filter(community=community, state=DeclarationState.PROPOSED, **{thing.kind: thing})
    for proposal in waiting.select_related("declared_by", "community"):
        tell_proposer(proposal, STANDS)
    waiting.update(state=DeclarationState.WITHDRAWN, decided_by=by, updated_at=clock.now())
    refresh_declared_text(community)
    if isinstance(thing, Territory) and thing.is_protected:
        hide_holders(space=community.reference, by=by)
        freeze_soon()
    facts = {"thing": str(thing.reference)}
    source = {"source": declaration.source_url}
    audit.record(subject=community.reference, action=Act.DECLARED, by=by, facts=facts, personal=source)
    announce("movement.declared", subject=community.reference, payload=facts)


def tell_proposer(declaration: Declaration, words: str) -> None:
    if declaration.declared_by is not None:
        address = declaration.community.get_absolute_url()
        notify(person=declaration.declared_by, topic=TOPIC, text=in_every_language(words), address=address)


def store_declaration(
    community: Community,
    thing: Territory | Language | Wiki,
    source_url: str,
    by: User,
    state: DeclarationState = DeclarationState.DECLARED,
) -> Declaration:
    """The row alone; the constraint decides when two people declare the same at once."""
    try:
        with transaction.atomic():
            return Declaration.objects.create(
                community=community, source_url=source_url, declared_by=by, state=state, **{thing.kind: thing}
            )
    except IntegrityError as error:
        raise Refused(_("This community has declared that already.")) from error


def refresh_declared_text(community: Community) -> None:
    """Names of what is declared, for the search; protected territories are not searched for."""
    words: set[str] = set()
    for declaration in queries.declarations_of(community):
        if declaration.territory and not declaration.territory.is_protected:
            words |= names_of_territory(declaration.territory.slug, declaration.territory.name_en)
        if declaration.language:
            language = declaration.language
            words |= names_of_language(language.slug, language.name_en, language.autonym)
        if declaration.wiki:
            words |= {declaration.wiki.slug, declaration.wiki.domain}
    Community.objects.filter(pk=community.pk).update(declared_text=search_text(words))
