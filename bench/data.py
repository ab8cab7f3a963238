"""Makes a movement-sized database: people, communities, sign-ups and what hangs on them, the same at every run.

Rows are written in bulk, past the actions: a hundred thousand audit rows would measure nothing that readers wait for.
"""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import product
from random import Random

from django.db import models, transaction

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.states import GrantState, Role
from mutirao.action_lines.actions import find_gaps
from mutirao.action_lines.models import ActionLine, NextStep, OpenTask, SignUp
from mutirao.action_lines.states import SignUpRole, SignUpState
from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.learning.models import Resource, ResourceAudience, ResourceLanguage, prepared
from mutirao.learning.states import Audience, Format, Verification
from mutirao.movement.models import Community, Declaration, Language, Territory
from mutirao.movement.names import search_text, sort_names
from mutirao.movement.states import CommunityKind, SizeBand
from mutirao.skills.models import Skill
from mutirao.skills.queries import core_skills

N_PEOPLE, N_COMMUNITIES, N_SIGN_UPS = 10_000, 2_000, 100_000
N_RESOURCES = 20_000
N_COORDINATED = 500
N_OWNERS = 90
BATCH = 2_000
SEED = 2030

BEGINNINGS = ("Ama", "Beno", "Chi", "Dulce", "Efe", "Farid", "Gita", "Hana", "Ines", "Jomo", "Kavya", "Lula")
ENDINGS = ("ra", "lo", "ndi", "mar", "veda", "shi", "tino", "zul", "wen", "qat")
PLACES = ("River", "Harbour", "Hill", "Valley", "Island", "Forest", "Delta", "Market", "Bridge", "Garden")
GROUPS = ("User Group", "Editors", "WikiProject", "Library Circle", "Students", "Translators", "Photographers", "Hub")
TAUGHT_IN = ("es", "pt", "fr", "ar", "sw")
Taught = Resource.skills.through


@transaction.atomic
def make(random: Random | None = None) -> None:
    """Everything, into a database that holds the embedded facts and nobody yet."""
    chance = random or Random(SEED)
    people = _people(chance)
    communities = _communities(chance)
    _declarations(communities, chance)
    _coordinators(people, communities, chance)
    find_gaps()
    _sign_ups(people, communities, chance)
    _resources(chance)


def _people(chance: Random) -> list[User]:
    rows = [
        User(
            public_id=_identity(chance),
            audit_id=_identity(chance),
            login_name=f"local-bench-{number}",
            display_name=f"{chance.choice(BEGINNINGS)}{chance.choice(ENDINGS)} {number}",
            password="!",
            is_adult=True,
        )
        for number in range(N_PEOPLE)
    ]
    return _store(User, rows)


def _communities(chance: Random) -> list[Community]:
    kinds = [kind for kind in CommunityKind if kind != CommunityKind.WIKI]
    rows = []
    for number in range(N_COMMUNITIES):
        title = f"{chance.choice(PLACES)} {chance.choice(PLACES).lower()} {chance.choice(GROUPS)} {number}"
        name = text_of(en=title)
        editors = float(int(chance.paretovariate(0.6)))
        row = Community(
            slug=f"bench-{number}",
            community_kind=chance.choice(kinds),
            name=name,
            description=text_of(en=f"{title} meets every month and writes about what is around it."),
            active_editors=editors,
            size_band=SizeBand.of(editors),
            search_text=search_text([title]),
            sort_names=sort_names(name),
        )
        rows.append(row)
    return _store(Community, rows)


def _declarations(communities: list[Community], chance: Random) -> None:
    territories, languages = list(Territory.objects.all()), list(Language.objects.all())
    rows = []
    for community in communities:
        things = ({"territory": chance.choice(territories)}, {"language": chance.choice(languages)})
        rows += [
            Declaration(
                public_id=_identity(chance), community=community, source_url="https://meta.wikimedia.org/", **thing
            )
            for thing in things
        ]
    _store(Declaration, rows)


def _coordinators(people: list[User], communities: list[Community], chance: Random) -> None:
    spaces = [community.reference for community in chance.sample(communities, N_COORDINATED)]
    lines = [line.reference for line in ActionLine.objects.all()]
    owners = people[:N_OWNERS]
    held = [*zip(chance.sample(people, N_COORDINATED), spaces, strict=True)]
    held += [(person, lines[number % len(lines)]) for number, person in enumerate(owners)]
    until = (clock.now() + dt.timedelta(days=300)).date()
    rows = [
        RoleGrant(
            public_id=_identity(chance),
            person=person,
            role=Role.COORDINATOR,
            state=GrantState.HELD,
            until=until,
            subject_kind=space.kind,
            subject_id=space.public_id,
        )
        for person, space in held
    ]
    _store(RoleGrant, rows)


def _sign_ups(people: list[User], communities: list[Community], chance: Random) -> None:
    lines = list(ActionLine.objects.all())
    owners, skills = people[:N_OWNERS], list(Skill.objects.filter(framework__is_core=True))
    each = N_SIGN_UPS // N_PEOPLE
    rows, now = [], clock.now()
    for person, number in product(people, range(each)):
        made = now - dt.timedelta(minutes=chance.randrange(60 * 24 * 400))
        is_answered = chance.random() < 0.9
        rows.append(
            SignUp(
                public_id=_identity(chance),
                created_at=made,
                action_line=lines[number % len(lines)],
                person=person,
                # The first on each line is for oneself, the others are for different communities.
                community=None if number < len(lines) else communities[(person.pk * each + number) % N_COMMUNITIES],
                role=SignUpRole.LEAD if chance.random() < 0.1 else SignUpRole.PARTICIPATE,
                hours_a_month=chance.choice([None, 1, 2, 5, 10]),
                languages=chance.sample(["en", "pt", "es", "fr", "ar", "hi", "sw", "id"], 2),
                is_public=chance.random() < 0.8,
                state=SignUpState.WITHDRAWN if chance.random() < 0.05 else SignUpState.ACTIVE,
                owner=chance.choice(owners),
                next_step_due=made + dt.timedelta(days=7),
                answered_at=made + dt.timedelta(days=2) if is_answered else None,
            )
        )
    stored = _store(SignUp, rows)
    _store(SignUp.offers.through, [SignUp.offers.through(signup=row, skill=chance.choice(skills)) for row in stored])
    _store(SignUp.wants.through, [SignUp.wants.through(signup=row, skill=chance.choice(skills)) for row in stored])
    tasks = list(OpenTask.objects.all()[:N_COMMUNITIES])
    _store(NextStep, _next_steps(stored, tasks, chance))


def _next_steps(sign_ups: list[SignUp], tasks: list[OpenTask], chance: Random) -> list[NextStep]:
    return [
        NextStep(public_id=_identity(chance), sign_up=row, open_task=chance.choice(tasks), created_at=row.created_at)
        for row in sign_ups
    ]


def _resources(chance: Random) -> None:
    """A library two hundred times as large as ours, each resource in two languages, for two audiences, two skills."""
    lines, skills = list(ActionLine.objects.all()), list(core_skills())
    resources = _store(Resource, [_resource(number, lines, chance) for number in range(N_RESOURCES)])
    tags, audiences, taught = [], [], []
    for each in resources:
        tags += [ResourceLanguage(resource=each, language=tag) for tag in ("en", chance.choice(TAUGHT_IN))]
        chosen = chance.sample(Audience.values, 2)
        audiences += [ResourceAudience(resource=each, audience=audience) for audience in chosen]
        taught += [Taught(resource_id=each.pk, skill_id=skill.pk) for skill in chance.sample(skills, 2)]
    _store(ResourceLanguage, tags)
    _store(ResourceAudience, audiences)
    _store(Taught, taught)


def _resource(number: int, lines: list[ActionLine], chance: Random) -> Resource:
    title = f"{chance.choice(PLACES)} {chance.choice(GROUPS)}: guide {number}"
    address = f"https://example.org/guides/{number}"
    return Resource(
        slug=f"bench-{number}",
        short_id=f"B{number}",
        title=title,
        summary=text_of(en="What it offers, in one sentence of usual length."),
        address=address,
        format=chance.choice(Format.values),
        minutes=chance.choice((None, 10, 30, 90)),
        year=chance.randint(2010, 2026),
        verification=Verification.FILE,
        action_line=chance.choice(lines),
        **prepared(title=title, address=address),
    )


def _store[M: models.Model](model: type[M], rows: list[M]) -> list[M]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def _identity(chance: Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)
