"""Who sees which assessment, and who may do what with it when."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.movement import CommunityFactory, DeclarationFactory, ProtectedTerritoryFactory
from tests.factories.needs_assessments import (
    ClosedAssessmentFactory,
    DraftAssessmentFactory,
    OpenAssessmentFactory,
    coordinator_of,
)

from mutirao.accounts.states import Role
from mutirao.needs.queries import assessments as queries
from mutirao.needs.rules import assessments as rules
from mutirao.needs.states import AssessmentState

pytestmark = pytest.mark.django_db

PEOPLE = ("nobody", "stranger", "moderator", "coordinator", "elsewhere", "administrator")
MADE = {"draft": DraftAssessmentFactory, "open": OpenAssessmentFactory, "closed": ClosedAssessmentFactory}
ACTS = {
    rules.can_change: {"draft"},
    rules.can_open: {"draft"},
    rules.can_invite: {"open"},
    rules.can_extend: {"open"},
    rules.can_close: {"open"},
    rules.can_withdraw: {"draft", "open", "closed"},
}
PAGES = {
    "change_assessment": "draft",
    "assessment_skills": "draft",
    "asked_communities": "draft",
    "open_assessment": "draft",
    "invitations": "open",
    "extend_assessment": "open",
    "close_assessment": "open",
    "withdraw_assessment": "open",
}


def person_called(name, community):
    if name == "moderator":
        person = PersonFactory()
        RoleGrantFactory(person=person, role=Role.MODERATOR, subject=community.reference)
        return person
    makers = {
        "nobody": AnonymousUser,
        "stranger": PersonFactory,
        "coordinator": lambda: coordinator_of(community),
        "elsewhere": lambda: coordinator_of(CommunityFactory()),
        "administrator": AdministratorFactory,
    }
    return makers[name]()


@pytest.mark.parametrize("state", MADE)
@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_do_what_when(name, state):
    assessment = MADE[state]()
    user = person_called(name, assessment.community)
    runs = name in {"coordinator", "administrator"}
    for rule, states in ACTS.items():
        assert bool(rule(user, assessment)) == (runs and state in states), rule.__name__
    assert bool(rules.can_prepare(user, assessment.community)) == runs


@pytest.mark.parametrize("state", MADE)
@pytest.mark.parametrize("name", PEOPLE)
def test_who_sees_it(client, name, state):
    assessment = MADE[state]()
    user = person_called(name, assessment.community)
    if not isinstance(user, AnonymousUser):
        client.force_login(user)
    sees = state != "draft" or name in {"coordinator", "administrator"}
    assert client.get(assessment.get_absolute_url()).status_code == (200 if sees else 404)
    listed = str(assessment.title) in client.get(reverse("needs:assessments")).content.decode()
    assert listed == sees


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", PEOPLE)
def test_who_opens_which_page(client, name, page):
    assessment = MADE[PAGES[page]]()
    user = person_called(name, assessment.community)
    if not isinstance(user, AnonymousUser):
        client.force_login(user)
    answer = client.get(reverse(f"needs:{page}", args=[assessment.public_id]))
    if name in {"coordinator", "administrator"}:
        assert answer.status_code == 200
    elif name == "nobody":
        assert answer.status_code == 302
    else:
        assert answer.status_code in {403, 404}


@pytest.mark.parametrize("name", PEOPLE)
def test_group_in_a_protected_place_is_not_listed_and_its_link_still_takes_answers(client, name):
    assessment = OpenAssessmentFactory()
    DeclarationFactory(community=assessment.community, territory=ProtectedTerritoryFactory())
    user = person_called(name, assessment.community)
    if not isinstance(user, AnonymousUser):
        client.force_login(user)
    sees = name in {"moderator", "coordinator", "administrator"}
    assert client.get(assessment.get_absolute_url()).status_code == (200 if sees else 404)
    for page in ("needs:assessments", "needs:needs"):
        assert (str(assessment.title) in client.get(reverse(page)).content.decode()) == sees
    assert queries.answerable().get() == assessment


def test_withdrawn_one_is_listed_no_more_and_says_why_to_who_was_asked(client):
    assessment = OpenAssessmentFactory()
    client.force_login(coordinator_of(assessment.community))
    client.post(
        reverse("needs:withdraw_assessment", args=[assessment.public_id]), {"reason": "We asked the wrong people."}
    )
    assessment.refresh_from_db()
    assert (assessment.state, bytes(assessment.once_key)) == (AssessmentState.WITHDRAWN, b"")
    assert b"We asked the wrong people." in client.get(assessment.get_absolute_url()).content
    client.logout()
    assert str(assessment.title) not in client.get(reverse("needs:assessments")).content.decode()
    assert b"We asked the wrong people." in client.get(assessment.get_absolute_url()).content


def test_what_asks_you_stands_first(client):
    yours, other = OpenAssessmentFactory(), OpenAssessmentFactory()
    person = coordinator_of(yours.community)
    client.force_login(person)
    page = client.get(reverse("needs:assessments")).content.decode()
    assert page.index(str(yours.title)) < page.index(str(other.title))
    assert page.count("asks you") == 1
    front = client.get(reverse("needs:needs")).content.decode()
    assert reverse("needs:start_group_form", args=[yours.community.slug]) in front
    assert reverse("needs:start_group_form", args=[other.community.slug]) not in front
