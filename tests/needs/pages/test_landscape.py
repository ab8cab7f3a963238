"""The heat table, the skill's page and releases: who answered is shown, who did not is never named."""

import pytest
from django.utils.http import urlencode
from tests.factories.movement import CommunityFactory, DeclarationFactory, TerritoryFactory
from tests.factories.needs_releases import (
    BorrowedEstimateFactory,
    CommunityResultFactory,
    EstimateFactory,
    RegionResultFactory,
    ReleaseFactory,
    SkillResultFactory,
    made_release,
)
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.base.panels import panels_for
from mutirao.base.text import text_of
from mutirao.movement.states import Region
from mutirao.needs.states import Tier

pytestmark = pytest.mark.django_db

HOSTILE = ["<script>alert(1)</script>", "\u202eabc", "\x00", "x" * 20_000, "%00", '"', "\ud7ff", "9" * 30, "-1"]


@pytest.fixture
def release():
    return ReleaseFactory(number=1)


def skill_in(group, **more):
    return SkillFactory(parent=group, **more)


@pytest.mark.parametrize("n", [1, 3, 100])
def test_heat_table_takes_five_queries(n, client, release, django_assert_num_queries):
    skills = [skill_in(SkillGroupFactory())]
    for _ in range(n):
        community = CommunityFactory()
        CommunityResultFactory(release=release, community=community)
        EstimateFactory(release=release, community=community, skill=skills[0])

    with django_assert_num_queries(5):
        response = client.get("/needs/landscape/")

    assert len(response.context["rows"]) == min(n, 25)


def test_heat_table_has_words_in_its_cells_and_never_a_borrowed_one(client, release):
    group = SkillGroupFactory()
    meetings, grants = skill_in(group), skill_in(group)
    community = CommunityFactory(name=text_of(en="Riverside"))
    CommunityResultFactory(release=release, community=community)
    EstimateFactory(release=release, community=community, skill=meetings, tier=Tier.CLEAR)
    BorrowedEstimateFactory(release=release, community=community, skill=grants, tier=Tier.LIKELY)

    html = client.get("/needs/landscape/").content.decode()

    row = html[html.index("Riverside") :]
    row = row[: row.index("</tr>")]
    assert ('class="clear">clear</td>' in row, "likely" in row, "too few answers" in row) == (True, False, True)


def test_communities_without_answers_are_not_in_the_heat_table(client, release):
    skill = skill_in(SkillGroupFactory())
    silent = CommunityFactory(name=text_of(en="Silent Circle"))
    CommunityResultFactory(release=release, community=silent, n_answers=None)
    BorrowedEstimateFactory(release=release, community=silent, skill=skill)
    declining = CommunityFactory(name=text_of(en="Private Circle"), declines_estimates=True)
    CommunityResultFactory(release=release, community=declining)
    EstimateFactory(release=release, community=declining, skill=skill)

    pages = [client.get(address).content.decode() for address in ("/needs/landscape/", f"/skills/{skill.slug}/needs/")]

    assert [name for name in ("Silent Circle", "Private Circle") for html in pages if name in html] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Here", "There"]),
        (f"region={urlencode({'': Region.AFRICA})[1:]}", ["Here"]),
        ("tier=clear", ["There"]),
        ("size=0-4", ["There"]),
        ("kind=chapter", []),
        ("tier=nonsense", ["Here", "There"]),
    ],
)
def test_filters_let_through_what_they_name(query, found, client, release):
    skill = skill_in(SkillGroupFactory())
    here = CommunityFactory(name=text_of(en="Here"), sort_names={"source": "here"})
    there = CommunityFactory(name=text_of(en="There"), sort_names={"source": "there"}, size_band="0-4")
    DeclarationFactory(community=here, territory=TerritoryFactory())
    for community, tier in ((here, Tier.LOW), (there, Tier.CLEAR)):
        CommunityResultFactory(release=release, community=community)
        EstimateFactory(release=release, community=community, skill=skill, tier=tier)

    rows = client.get(f"/needs/landscape/?{query}").context["rows"]

    assert [str(row.community) for row in rows] == found


@pytest.mark.parametrize("name", ["region", "size", "kind", "tier", "group", "page"])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_filters_are_answered(name, number, client, release):
    response = client.get(f"/needs/landscape/?{urlencode({name: HOSTILE[number]})}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_region_is_shown_as_a_whole(client, release):
    skill = skill_in(SkillGroupFactory())
    RegionResultFactory(release=release, region=Region.AFRICA, skill=skill, value=6.25)

    html = client.get(f"/needs/landscape/?{urlencode({'region': Region.AFRICA})}").content.decode()

    assert "The region as a whole" in html
    assert "6.2 (5.0 to 7.0)" in html


@pytest.mark.parametrize("address", ["/needs/landscape/", "/needs/releases/", "/needs/"])
def test_pages_open_before_the_first_release(address, client):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("n", [1, 3, 100])
def test_skill_page_takes_five_queries(n, client, release, django_assert_num_queries):
    skill = skill_in(SkillGroupFactory())
    SkillResultFactory(release=release, skill=skill)
    for _ in range(n):
        EstimateFactory(release=release, skill=skill, competence=4.2, n_teach=7)

    with django_assert_num_queries(5):
        response = client.get(f"/skills/{skill.slug}/needs/")

    needs = response.context["needs"]
    assert [len(needs.by_tier[Tier.CLEAR]), len(needs.mastered), len(needs.teachers)] == [n, n, n]


def test_skill_page_says_where_it_is_needed_mastered_and_offered(client, release):
    skill = SkillFactory()
    SkillResultFactory(release=release, skill=skill)
    EstimateFactory(release=release, skill=skill, community__name=text_of(en="Needing"))
    EstimateFactory(
        release=release, skill=skill, community__name=text_of(en="Able"), tier=Tier.LOW, competence=4.5, n_teach=9
    )

    html = client.get(f"/skills/{skill.slug}/needs/").content.decode()

    assert "1 community clearly needs it. 300 people in 20 communities were asked about it." in " ".join(html.split())
    assert html.index("Needing") < html.index("Where it is well mastered") < html.index("Able")
    assert "9 people" in html


def test_skill_page_names_nobody_where_nothing_is_known(client):
    html = client.get(f"/skills/{SkillFactory().slug}/needs/").content.decode()
    assert "Not known yet" in html


@pytest.mark.parametrize("n", [1, 3, 100])
def test_release_pages_take_few_queries(n, client, django_assert_num_queries):
    community = CommunityFactory()
    skills = [SkillFactory() for _ in range(n)]
    shown = made_release(community, skills, number=1)
    for skill in skills:
        SkillResultFactory(release=shown, skill=skill)
    for number in range(2, n + 1):
        ReleaseFactory(number=number)

    with django_assert_num_queries(2):
        listed = client.get("/needs/releases/")
    with django_assert_num_queries(3):
        one = client.get("/needs/releases/1/")

    assert (len(listed.context["page"].object_list), len(one.context["skills"])) == (min(n, 50), n)


def test_release_page_says_how_to_make_it_again_and_what_moved(client, release):
    moved = [{"skill": "meetings", "from": "likely", "to": "clear", "why": "answers"}]
    CommunityResultFactory(release=release, community__name=text_of(en="Moving"), moved=moved)
    CommunityResultFactory(
        release=release, community__name=text_of(en="Private"), community__declines_estimates=True, moved=moved
    )

    html = client.get("/needs/releases/1/").content.decode()

    assert (release.input_fingerprint in html, "Moving" in html, "Private" in html) == (True, True, False)
    assert "1 skill is in another tier" in html


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
@pytest.mark.parametrize("name", ["needs_estimates", "needs_communities", "needs_skills", "needs_regions"])
def test_each_table_of_a_release_can_be_taken_away(name, suffix, client):
    community, skill = CommunityFactory(slug="riverside"), SkillFactory(slug="meetings")
    old = made_release(community, [skill], number=1)
    made_release(community, [skill], number=2)
    SkillResultFactory(release=old, skill=skill)
    RegionResultFactory(release=old, skill=skill, region=Region.AFRICA)

    response = client.get(f"/needs/releases/1/{name}.{suffix}")
    lines = b"".join(response.streaming_content).decode().splitlines()

    assert len(lines) == (2 if suffix == "csv" else 1)
    assert lines[-1].startswith(("1,", '{"release":1,'))


@pytest.mark.parametrize("path", ["nothing.csv", "needs_estimates.exe", "communities.csv"])
def test_unknown_files_are_not_found(path, client, release):
    assert client.get(f"/needs/releases/1/{path}").status_code == 404


@pytest.mark.parametrize("number", [0, 7, 10**12, 10**30])
def test_unknown_releases_are_not_found(number, client, release):
    assert client.get(f"/needs/releases/{number}/").status_code == 404


@pytest.mark.parametrize("n", [1, 3, 100])
def test_community_panel_names_three_in_one_query(n, django_assert_num_queries):
    community = CommunityFactory()
    made_release(community, [SkillFactory() for _ in range(n)], number=1)
    (panel,) = [each for each in panels_for("community") if each.template == "needs/panels/community_needs.html"]

    with django_assert_num_queries(1):
        shown = panel.build(community, None)

    assert len(shown["rows"]) == min(n, 3)


def test_community_page_leads_to_its_needs(client):
    CommunityFactory(slug="riverside")
    assert 'href="/communities/riverside/needs/"' in client.get("/communities/riverside/").content.decode()


def test_skill_page_leads_to_where_it_is_needed(client, release):
    skill = SkillFactory()
    SkillResultFactory(release=release, skill=skill)
    assert f'href="/skills/{skill.slug}/needs/"' in client.get(f"/skills/{skill.slug}/").content.decode()


def test_skill_page_names_the_regions_it_has_figures_of(client, release):
    skill = skill_in(SkillGroupFactory())
    SkillResultFactory(release=release, skill=skill)
    RegionResultFactory(release=release, skill=skill, region=Region.AFRICA, value=-0.03, low=-2.0, high=2.0)

    html = client.get(f"/skills/{skill.slug}/needs/").content.decode()

    row = html[html.index('scope="row"') :]
    assert f">{Region.AFRICA.label}</a>" in row
    assert "0.0 (-2.0 to 2.0)" in row
    assert "-0.0" not in row
