"""A small world that holds one of everything, for tests that walk every address."""

# allow-size: build_world is one inventory, a row for each kind of page; in pieces it would hide what is missing.

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.action_lines import (
    DemandFactory,
    OpenTaskFactory,
    PinFactory,
    SignUpFactory,
    UnclaimedFactory,
)
from tests.factories.discussion import CommentFactory, EndorsementFactory, PollFactory, ThreadFactory
from tests.factories.evidence import FigureFactory
from tests.factories.movement import DeclarationFactory, ProposalFactory, TerritoryFactory, WikiCommunityFactory
from tests.factories.skills import SkillFactory
from tests.factories.societies import SocietyFactory
from tests.factories.translation import TranslationOfferFactory

from mutirao.accounts.actions import notify
from mutirao.accounts.models import Notice, User
from mutirao.accounts.states import GrantState, Role
from mutirao.accounts.topics import topics
from mutirao.action_lines.models import NextStep, Promise
from mutirao.action_lines.states import TaskState
from mutirao.base import clock
from mutirao.base.fields import TextByLanguage
from mutirao.base.text import text_of

# Columns that hold what people typed or what a loader read for people to read.
NOT_TYPED = {"slug", "field", "state", "kind", "role", "password", "login_name", "private_token", "wiki_name_digest"}
DOORS = {
    "means": "library",
    "methods": "methods",
    "community-projects": "projects",
    "resources-and-discussions": "discussions",
}


@dataclass
class World:
    """``values`` fills the places of a route; ``prefixes`` are those of forms that have one."""

    person: User
    administrator: User
    by_prefix: dict[str, dict[str, Any]]
    prefixes: tuple[str, ...]
    # Session keys, made before a test begins: what it undoes, such as signing out, signs nobody out.
    sessions: dict[int, str]

    def client(self, person: User | None, **options: Any) -> Client:
        client = Client(**options)
        if person is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person.pk]
        return client

    def values(self, route: str) -> dict[str, Any]:
        fitting = [prefix for prefix in self.by_prefix if route.startswith(prefix)]
        return {"slug": "x", **{name: value for prefix in fitting for name, value in self.by_prefix[prefix].items()}}


def build_world() -> World:
    person, administrator = PersonFactory(private_token="t0ken"), AdministratorFactory()
    line = DemandFactory(slug="demand").action_line
    unclaimed, sign_up = UnclaimedFactory(), SignUpFactory(person=person)
    task = OpenTaskFactory(
        action_line=line, state=TaskState.CLAIMED, claimed_by=person, claimed_at=clock.now(), sent_back_reason="More."
    )
    PinFactory(action_line=line)
    for slug, address in DOORS.items():
        name = text_of(en=slug)
        Promise.objects.create(slug=slug, position=1, name=name, summary=name, address=f"/{address}/")
    step = NextStep.objects.create(sign_up=sign_up, open_task=task, reasons={"minutes": 10, "language": "pt"})
    skill = SkillFactory(slug="facilitation", description=text_of(en="Lead 3 meetings."))
    community = WikiCommunityFactory(wiki__slug="examplewiki")
    proposal = ProposalFactory(proposed_by=person)
    declaration = DeclarationFactory(community=community, territory=TerritoryFactory(), declared_by=person)
    society = SocietyFactory()
    source = FigureFactory(community=community).edition.source
    thread = ThreadFactory()
    comment = CommentFactory(thread=thread, author=person)
    EndorsementFactory(person=person)
    poll, offer = PollFactory(), TranslationOfferFactory(by=person)
    grant = RoleGrantFactory(person=person, state=GrantState.ASKED, role=Role.COORDINATOR, until=None)
    notify(person=person, topic=topics()[0].name, text=text_of(en="Look."), address="/")
    about = {"kind": "skill", "key": skill.slug, "field": "description", "language": "pt"}
    by_prefix: dict[str, dict[str, Any]] = {
        "": {"number": 31, "public_id": task.public_id},
        "action-lines/": {"slug": line.slug, "public_id": sign_up.public_id, "step_id": step.public_id},
        "action-lines/claim/": {"public_id": unclaimed.public_id},
        "action-lines/tasks/": {"public_id": task.public_id},
        "action-lines/demands/": {"slug": "demand"},
        "communities/": {"slug": community.slug, "kind": "territory", "public_id": declaration.public_id},
        "communities/moderate/": {"slug": proposal.slug},
        "skills/": {"slug": skill.slug},
        "skills/frameworks/": {"slug": skill.framework.slug},
        "sources/": {"slug": source.slug},
        "societies/": {"code": society.territory.slug, "language": society.language.slug},
        "translate/": {**about, "public_id": offer.public_id},
        "discussion/": {**about, "public_id": thread.public_id},
        "discussion/poll/": {"public_id": poll.public_id},
        "discussion/poll/new/": about,
        "discussion/comment/": {"public_id": comment.public_id},
        "me/notices/": {"public_id": Notice.objects.get(person=person).public_id},
        "me/person/": {"public_id": person.public_id},
        "me/roles/": {"public_id": grant.public_id},
        "me/feed/": {"token": person.private_token},
        "me/calendar/": {"token": person.private_token},
        "me/preferences/": {"key": "nothing"},
    }
    prefixes = (f"{proposal.slug}-", *(f"{name}-" for name in ("confirm", "refuse", "contest", "keep", "end")))
    sessions = {each.pk: _session_of(each) for each in (person, administrator)}
    return World(person, administrator, by_prefix, prefixes, sessions)


def _session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def type_everywhere(text: str) -> None:
    """Put ``text`` into every column that holds words, as if every check before the database had failed."""
    for table in apps.get_models():
        if table.__module__.startswith("mutirao."):
            _type_into(table, text)


def _type_into(table: type[models.Model], text: str) -> None:
    changed: dict[str, Any] = {}
    for column in table._meta.get_fields():
        if isinstance(column, TextByLanguage):
            changed[column.name] = text_of(en=text, pt=text)
        elif isinstance(column, models.URLField):
            changed[column.name] = f"https://example.org/{text}"
        elif _is_typed(column):
            changed[column.name] = text
    if changed and table.__name__ not in {"AuditRow", "AuditPayload", "RateCount", "TaskRun"}:
        table._default_manager.update(**changed)


def _is_typed(column: Any) -> bool:
    is_text = isinstance(column, models.CharField | models.TextField) and not column.choices and not column.unique
    in_constraint = column.name.endswith(("_id", "_kind", "_key", "_digest", "kind", "gap", "address", "language"))
    return is_text and column.name not in NOT_TYPED and not in_constraint
