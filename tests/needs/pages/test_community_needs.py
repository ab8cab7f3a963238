"""The needs page of a community: what is known, how well, and what to do where nothing is."""

import pytest
from tests.factories.movement import CommunityFactory
from tests.factories.needs_releases import (
    ConsensusLevelFactory,
    ReplyFactory,
    made_release,
)
from tests.factories.skills import SkillFactory

pytestmark = pytest.mark.django_db


def page_of(client, community, query=""):
    return client.get(f"/communities/{community.slug}/needs/{query}")


@pytest.mark.parametrize("n", [1, 3, 100])
def test_page_takes_eight_queries(n, client, django_assert_num_queries):
    community = CommunityFactory()
    skills = [SkillFactory() for _ in range(n)]
    made_release(community, skills, number=1)
    made_release(community, skills, number=2)
    ConsensusLevelFactory(form__community=community, skill=skills[0])
    for skill in skills:
        ReplyFactory(community=community, skill=skill)

    with django_assert_num_queries(8):
        response = page_of(client, community)

    assert sum(len(tier.rows) for tier in response.context["tiers"]) == n


def test_the_answer_comes_first_with_the_clear_needs(client):
    community = CommunityFactory()
    made_release(community, [SkillFactory(name={"source": "en", "texts": {"en": f"S{n}"}}) for n in range(6)])

    html = page_of(client, community).content.decode()

    assert "Most clearly needed: S0 and S1. 12 people here answered." in html
    assert html.index('id="clear"') < html.index('id="likely"') < html.index('id="unclear"') < html.index('id="low"')
    assert "between place 1 and 6 of 6, nine times in ten" in html
    assert "Would help: learning 61% and more people 22%" in html
