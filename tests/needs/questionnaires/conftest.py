"""A community with a draft, and the people around it."""

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.movement import CommunityFactory, LanguageFactory
from tests.factories.needs_assessments import coordinator_of
from tests.factories.needs_questionnaires import small_form

from mutirao.needs.actions import questionnaires as actions


@pytest.fixture
def scene():
    for tag in ("en", "pt", "ar"):
        LanguageFactory(slug=tag)
    community = CommunityFactory()
    coordinator = coordinator_of(community)
    people = {
        "coordinator": coordinator,
        "stranger": PersonFactory(),
        "coordinator elsewhere": coordinator_of(CommunityFactory()),
        "administrator": AdministratorFactory(),
    }
    draft = actions.make_questionnaire(form=small_form(), community=community, by=coordinator)
    return community, people, draft
