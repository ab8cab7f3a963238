"""Action lines, demands, open tasks and sign-ups."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory
from tests.factories.accounts import PersonFactory, RoleGrantFactory

from mutirao.accounts.models import User
from mutirao.accounts.states import Role
from mutirao.action_lines.models import ActionLine, Demand, OpenTask, Pin, SignUp
from mutirao.action_lines.states import PinKind, SignUpRole, SignUpState
from mutirao.base import clock
from mutirao.base.text import text_of


class ActionLineFactory(DjangoModelFactory[ActionLine]):
    class Meta:
        model = ActionLine
        django_get_or_create = ("slug",)

    slug = "global-approach"
    position = 1
    number_first = 31
    number_second = 32
    name = factory.LazyAttribute(lambda line: text_of(en=f"Line {line.slug}"))
    summary = text_of(en="Connect the people.")
    description = text_of(en="Every community knows things that another one needs.")
    source_url = "https://meta.wikimedia.org/wiki/Example"


class DemandFactory(DjangoModelFactory[Demand]):
    class Meta:
        model = Demand

    slug = factory.Sequence(lambda n: f"demand-{n}")
    action_line = factory.SubFactory(ActionLineFactory)
    position = factory.Sequence(lambda n: n)
    name = factory.LazyAttribute(lambda demand: text_of(en=f"Name of {demand.slug}"))
    description = text_of(en="Do it.")
    what_counts = ["skills", "badges"]


class PinFactory(DjangoModelFactory[Pin]):
    class Meta:
        model = Pin

    action_line = factory.SubFactory(ActionLineFactory)
    pin_kind = PinKind.RESOURCE
    external_id = factory.Sequence(lambda n: f"R{n:03}")
    title = factory.LazyAttribute(lambda pin: f"Resource {pin.external_id}")
    address = "https://example.org/"
    position = factory.Sequence(lambda n: n)
    reason = text_of(en="It helps.")


class OpenTaskFactory(DjangoModelFactory[OpenTask]):
    """A gap of a registered kind; ``language`` and ``minutes`` as wanted."""

    class Meta:
        model = OpenTask

    gap = factory.Sequence(lambda n: f"pin_without_address:action_line:x:{n}")
    gap_kind = "pin_without_address"
    subject_kind = "action_line"
    subject_id = "global-approach"
    details = factory.LazyAttribute(lambda task: {"title": f"Thing of {task.gap}"})
    address = "/action-lines/global-approach/"
    action_line = factory.SubFactory(ActionLineFactory)
    minutes = 10


class SignUpFactory(DjangoModelFactory[SignUp]):
    """A public sign-up that waits for a reply and has no owner yet."""

    class Meta:
        model = SignUp
        skip_postgeneration_save = True

    action_line = factory.SubFactory(ActionLineFactory)
    person = factory.SubFactory(PersonFactory)
    role = SignUpRole.PARTICIPATE
    next_step_due = factory.LazyFunction(lambda: clock.now() + timedelta(days=7))

    @factory.post_generation
    def offers(self: SignUp, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.offers.set(extracted or [])


class UnclaimedFactory(DjangoModelFactory[SignUp]):
    """A signature read from a wiki."""

    class Meta:
        model = SignUp

    action_line = factory.SubFactory(ActionLineFactory)
    wiki_name = factory.Sequence(lambda n: f"Wikimedian {n}")
    wiki_name_digest = factory.Sequence(lambda n: f"{n:064}")
    signed_on_url = "https://meta.wikimedia.org/wiki/Example"
    role = SignUpRole.PARTICIPATE
    state = SignUpState.UNCLAIMED


def coordinator_of(line: ActionLine, **fields: Any) -> User:
    """A person who holds the role today."""
    person = PersonFactory(**fields)
    RoleGrantFactory(person=person, role=Role.COORDINATOR, subject=line.reference)
    return person
