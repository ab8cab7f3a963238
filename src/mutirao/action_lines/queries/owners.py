"""Who looks after a sign-up."""

from __future__ import annotations

from django.db.models import CharField, Count, DateField, F, Max, Q, QuerySet

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.queries import administrators, role_holders, spaces_of
from mutirao.accounts.rules import held
from mutirao.accounts.states import Role
from mutirao.action_lines.models import ActionLine
from mutirao.action_lines.states import SignUpState
from mutirao.base import clock
from mutirao.base.prepared import Given, prepared

# How many unanswered sign-ups a coordinator has at most; what comes then goes to the next one.
LOAD_LIMIT = 20

_OPEN = Q(owned_sign_ups__answered_at=None, owned_sign_ups__state__in=[SignUpState.ACTIVE, SignUpState.WAITING])


def coordinators(line: ActionLine) -> QuerySet[User]:
    return role_holders(line.reference, Role.COORDINATOR)


def grants_of(line: ActionLine) -> list[RoleGrant]:
    """The roles held on the line today, with their people, named in public or not; one query."""
    return _grants(line=line.slug, today=clock.today())


@prepared(line=CharField(), today=DateField())
def _grants(line: Given, today: Given) -> QuerySet[RoleGrant]:
    held_on_line = {"subject_kind": ActionLine.kind, "subject_id": line}
    grants = RoleGrant.objects.filter(held(today), person__is_active=True, **held_on_line)
    return grants.select_related("person").order_by("decided_at", "pk")


def coordinated_lines(person: User) -> QuerySet[ActionLine]:
    """Lines that the person coordinates; an administrator stands in for all."""
    if person.is_administrator:
        return ActionLine.objects.all()
    slugs = [space.public_id for space in spaces_of(person, Role.COORDINATOR) if space.kind == ActionLine.kind]
    return ActionLine.objects.filter(slug__in=slugs)


def least_loaded(people: QuerySet[User], *, below: int | None = None) -> QuerySet[User]:
    """Who has fewest sign-ups that wait for a reply, and fewer than ``below``; then who was given none for longest."""
    counted = people.annotate(
        n_open=Count("owned_sign_ups", filter=_OPEN), last_given=Max("owned_sign_ups__created_at")
    )
    if below is not None:
        counted = counted.filter(n_open__lt=below)
    return counted.order_by("n_open", F("last_given").asc(nulls_first=True), "pk")


def next_owner(line: ActionLine, *, besides: User | None) -> User | None:
    """The coordinator whose turn it is; else an administrator; None when there is nobody yet.

    ``besides`` is who signed up: nobody answers themselves.
    """
    others = Q() if besides is None else ~Q(pk=besides.pk)
    coordinator = least_loaded(coordinators(line).filter(others), below=LOAD_LIMIT).first()
    return coordinator or least_loaded(administrators().filter(others)).first()


def possible_owners(line: ActionLine, *, besides: User | None) -> list[User]:
    """To whom a sign-up can be handed: coordinators of the line, then administrators."""
    found = [*coordinators(line), *administrators()]
    return [person for person in dict.fromkeys(found) if person != besides]
