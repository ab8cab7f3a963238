"""The needs page of a community: what is known, how well, and what to do where nothing is."""

import re

import pytest
from tests.factories.movement import CommunityFactory, DeclarationFactory, TerritoryFactory, WikiCommunityFactory
from tests.factories.needs_releases import (
    BorrowedEstimateFactory,
    CommunityResultFactory,
    ConsensusLevelFactory,
    EstimateFactory,
    ReleaseFactory,
    ReplyFactory,
    made_release,
)
from tests.factories.skills import SkillFactory

from mutirao.base.text import text_of
from mutirao.needs.models import Choice, Question, Questionnaire
from mutirao.needs.states import Tier

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
    made_release(community, [SkillFactory(name=text_of(en=f"S{n}")) for n in range(6)])

    html = page_of(client, community).content.decode()

    assert "Most clearly needed: S0 and S1. 12 people here answered." in html
    assert html.index('id="clear"') < html.index('id="likely"') < html.index('id="unclear"') < html.index('id="low"')
    assert "between place 1 and 6 of 6<br>" in html
    assert "Would help: learning 61% and more people 22%" in html


def text_of_page(client, community, query=""):
    return " ".join(page_of(client, community, query).content.decode().split())


def test_a_community_that_declines_shows_none_of_its_old_figures(client):
    community = CommunityFactory(declines_estimates=True)
    made_release(community, [SkillFactory(name=text_of(en="Hidden skill"))])

    html = text_of_page(client, community)

    assert "asked that no estimate about it be published" in html
    assert "Hidden skill" not in html


def test_before_the_first_release_the_page_says_how_to_begin(client):
    assert "no answers have been counted so far" in text_of_page(client, CommunityFactory())


def test_without_a_model_the_page_says_so(client):
    ReleaseFactory(has_model=False)
    assert "too few communities have answered to guess for the others" in text_of_page(client, CommunityFactory())


def test_who_never_declared_where_it_works_is_not_guessed(client):
    ReleaseFactory()
    community = CommunityFactory()

    html = text_of_page(client, community)

    assert "has not said yet where it works" in html
    assert f"/communities/{community.slug}/declare/territory/" in html


def test_who_declared_but_is_not_in_the_release_is_told_so(client):
    ReleaseFactory(number=7)
    community = CommunityFactory()
    DeclarationFactory(community=community, territory=TerritoryFactory())
    assert "release 7 holds no figures about this community" in text_of_page(client, community)


def test_borrowed_figures_are_a_request_for_answers(client):
    community = WikiCommunityFactory()
    made_release(community, [SkillFactory() for _ in range(3)], borrowed=True)

    html = text_of_page(client, community)

    assert "They are a request for answers, not a verdict" in html
    assert "Fewer than five people here have answered." in html
    assert "Most clearly needed" not in html


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"procedure": "1.0"}, "grew since release 1, from 2.0"),
        ({"procedure": "1.4"}, "grew since release 1, from 2.0"),
        ({"procedure": "0.9"}, ""),
        ({"procedure": "10.0"}, ""),
        ({"has_model": False}, ""),
    ],
)
def test_trend_looks_only_at_comparable_releases(change, said, client):
    community, skill = CommunityFactory(), SkillFactory()
    EstimateFactory(
        release=ReleaseFactory(number=1, **change), community=community, skill=skill, value=2, low=1, high=3
    )
    EstimateFactory(release=ReleaseFactory(number=2), community=community, skill=skill)

    html = text_of_page(client, community)

    assert (said in html) if said else ("since release" not in html)


def test_group_form_stands_beside_the_estimate(client):
    community, skill = CommunityFactory(), SkillFactory()
    made_release(community, [skill])
    ConsensusLevelFactory(form__community=community, skill=skill, level=2)

    html = text_of_page(client, community)

    assert "The group itself says: level 2 of 5" in html
    assert "never mixed into them" in html


def test_csv_has_a_row_for_each_skill_and_no_more(client):
    community = CommunityFactory(slug="riverside")
    made_release(community, [SkillFactory(slug="meetings")], number=3)
    made_release(CommunityFactory(), [SkillFactory()], number=4)
    BorrowedEstimateFactory(release__number=5, community=community, skill=SkillFactory(slug="grants"))

    lines = page_of(client, community, "?format=csv").content.decode().splitlines()

    assert [line.split(",")[:3] for line in lines] == [["release", "community", "skill"], ["5", "riverside", "grants"]]


def test_json_holds_what_the_page_shows(client):
    community, skill = CommunityFactory(slug="riverside"), SkillFactory(slug="meetings")
    made_release(community, [skill], number=3)
    ConsensusLevelFactory(form__community=community, skill=skill, level=2)
    ReplyFactory(community=community, skill=skill)

    content = page_of(client, community, "?format=json").json()

    assert (content["standing"], content["release"], content["n_answers"]) == ("own", 3, 12)
    assert [(row["skill"], row["tier"]) for row in content["skills"]] == [("meetings", "clear")]
    assert content["group_form"] == [{"skill": "meetings", "level": 2, "importance": 5, "robustness": 1}]
    assert [reply["text"]["texts"] for reply in content["replies"]] == [{"en": "We run two meetings a month."}]


def test_wikitext_holds_text_and_no_markup(client):
    community = CommunityFactory(name=text_of(en="[[Evil]] {{group}}"))
    made_release(community, [SkillFactory(name=text_of(en="'''Bold''' skill"))])

    text = page_of(client, community, "?format=wikitext").content.decode()

    text = re.sub("<nowiki>.*?</nowiki>", "", text)
    assert ("[[Evil" in text, "{{group" in text, "'''Bold" in text) == (False, False, False)
    assert "nine times in ten" in text


@pytest.mark.parametrize("language", ["en", "pt", "es", "fr", "ar", "hi"])
@pytest.mark.parametrize("path", ["", "report/"])
def test_page_and_sheet_open_in_every_language(path, language, client):
    community = CommunityFactory()
    made_release(community, [SkillFactory() for _ in range(8)])
    response = client.get(f"/communities/{community.slug}/needs/{path}?uselang={language}")
    assert response.status_code == 200


def test_sheet_names_address_release_and_the_first_needs(client):
    community = CommunityFactory(slug="riverside")
    made_release(community, [SkillFactory() for _ in range(40)], number=2)

    response = client.get("/communities/riverside/needs/report/")

    html = " ".join(response.content.decode().split())
    assert "http://testserver/communities/riverside/needs/" in html
    assert "Release 2, made on" in html
    assert len(response.context["shown"]) == 5


def test_former_address_leads_to_the_present_one(client):
    community = CommunityFactory(slug="riverside")
    response = client.get("/communities/RIVERSIDE/needs/")
    assert (response.status_code, response.url) == (301, f"/communities/{community.slug}/needs/")


def test_unknown_community_is_not_found(client):
    assert client.get("/communities/nowhere/needs/").status_code == 404


def test_a_split_or_old_answer_is_said(client):
    community = CommunityFactory()
    EstimateFactory(release=ReleaseFactory(), community=community, cautions=["split", "old"], tier=Tier.LOW)
    assert "12 answers, few answers; people are split; old answers" in text_of_page(client, community)


def test_learning_profile_is_said_in_the_words_of_the_questionnaire(client):
    standard = Questionnaire.objects.create(name="ours", is_standard=True)
    Question.objects.create(
        questionnaire=standard, position=900, name="ways", question_type="many", purpose="formats", choice_list="ways"
    )
    Choice.objects.create(
        questionnaire=standard, choice_list="ways", position=0, name="video", label=text_of(en="Short films")
    )
    community = CommunityFactory()
    shown = ReleaseFactory()
    EstimateFactory(release=shown, community=community)
    profile = {"formats": {"video": 0.6, "letters": 0.2}}
    CommunityResultFactory(release=shown, community=community, learning_profile=profile)

    html = text_of_page(client, community)

    assert "How people here can learn" in html
    assert "Short films 60%, letters 20%" in html


def test_what_is_borrowed_never_stands_before_what_people_here_said(client):
    community, shown = CommunityFactory(), ReleaseFactory()
    lent, said = SkillFactory(name=text_of(en="Lent")), SkillFactory(name=text_of(en="Said"))
    lent_row = {"value": 14, "low": 12, "high": 16, "tier": Tier.CLEAR}
    BorrowedEstimateFactory(release=shown, community=community, skill=lent, **lent_row)
    EstimateFactory(release=shown, community=community, skill=said)

    response = page_of(client, community)

    assert response.context["answer"] == "Most clearly needed: Said."
    assert [str(row.estimate.skill) for row in response.context["tiers"][0].rows] == ["Said", "Lent"]
