"""Whom an assessment asks, invitations, progress, and what it may not do once it is open."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.factories.accounts import PersonFactory, RoleGrantFactory
from tests.factories.movement import CommunityFactory
from tests.factories.needs_assessments import (
    ClosedAssessmentFactory,
    ConsentTextFactory,
    DraftAssessmentFactory,
    OpenAssessmentFactory,
    SkillQuestionnaireFactory,
    coordinator_of,
)
from tests.factories.needs_releases import ReleaseFactory
from tests.needs.assessments.test_path import typed

from mutirao.base import clock
from mutirao.base.errors import Conflict, Refused
from mutirao.needs.actions import assessment_steps as steps
from mutirao.needs.actions import assessments as actions
from mutirao.needs.actions import invitations
from mutirao.needs.actions.translating import write_text
from mutirao.needs.models import Assessment, ConsensusForm, Invitation, Submission
from mutirao.needs.queries import assessments as queries
from mutirao.needs.queries.comparing import compared, earlier_of
from mutirao.needs.queries.plans import plan_of
from mutirao.needs.queries.progress import progress_of
from mutirao.needs.rules.assessments import can_answer
from mutirao.needs.states import Privacy

pytestmark = pytest.mark.django_db


def test_nobody_is_added_or_taken_off_by_who_still_sees_the_draft():
    stale = DraftAssessmentFactory()
    by = coordinator_of(stale.community)
    Assessment.objects.filter(pk=stale.pk).update(state="open")
    with pytest.raises(Refused):
        actions.ask_community(assessment=stale, community=stale.community, n_expected=3, n_people=None, by=by)
    with pytest.raises(Refused):
        actions.stop_asking(assessment=stale, community=stale.community, by=by)


def answers(assessment, n, *, language="en", received_on=dt.date(2026, 11, 19)):
    for number in range(n):
        Submission.objects.create(
            assessment=assessment,
            community=assessment.community,
            idempotency_key=f"{language}-{received_on}-{number}",
            language=language,
            received_on=received_on,
        )


def test_invitation_works_once_and_tells_nothing():
    assessment = OpenAssessmentFactory()
    by = coordinator_of(assessment.community)
    tokens = invitations.make_invitations(assessment=assessment, community=assessment.community, n=3, by=by)
    assert len(set(tokens)) == 3
    stored = set(Invitation.objects.values_list("token_digest", flat=True))
    assert not stored & set(tokens)
    assert invitations.invited_to(assessment, tokens[0]).community == assessment.community
    assert invitations.claim(assessment=assessment, token=tokens[0]).is_used
    with pytest.raises(Refused, match="used already"):
        invitations.claim(assessment=assessment, token=tokens[0])
    with pytest.raises(Refused):
        invitations.claim(assessment=OpenAssessmentFactory(), token=tokens[1])
    assert {field.name for field in Invitation._meta.concrete_fields} == {
        "id", "assessment", "community", "token_digest", "is_used",
    }  # fmt: skip


def test_invitations_are_shown_once(client):
    assessment = OpenAssessmentFactory()
    client.force_login(coordinator_of(assessment.community))
    address = reverse("needs:invitations", args=[assessment.public_id])
    community = assessment.community.slug
    made = client.post(address, {"community": community, "n": "2", "form": "page"})
    assert made["Cache-Control"].startswith("max-age=0")
    assert made.content.decode().count("?invitation=") == 2
    assert "?invitation=" not in client.get(address).content.decode()
    file = client.post(address, {"community": community, "n": "4", "form": "file"})
    assert file["Content-Type"].startswith("text/csv")
    assert len(file.content.decode().splitlines()) == 5
    assert "6 links were made" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"n": "0"}, {"n": "501"}, {"n": "many"}, {"community": "other"}, {"form": "\x00"}, {"n": ""}]
)
def test_wrong_numbers_of_invitations_make_none(client, wrong):
    assessment = OpenAssessmentFactory()
    client.force_login(coordinator_of(assessment.community))
    given = {"community": assessment.community.slug, "n": "2", "form": "page"} | wrong
    answer = client.post(reverse("needs:invitations", args=[assessment.public_id]), given)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_account_answers_once_and_closing_forgets_who():
    assessment, person = OpenAssessmentFactory(privacy=Privacy.CONFIDENTIAL), PersonFactory()
    invitations.claim_account(assessment=assessment, person=person)
    assert invitations.has_answered(assessment=assessment, person=person)
    assert not invitations.has_answered(assessment=assessment, person=PersonFactory())
    with pytest.raises(Refused, match="answered already"):
        invitations.claim_account(assessment=assessment, person=person)
    steps.close_assessment(assessment=assessment, by=None)
    assessment.refresh_from_db()
    assert not invitations.has_answered(assessment=assessment, person=person)
    with pytest.raises(Refused, match="closed"):
        invitations.claim_account(assessment=assessment, person=PersonFactory())


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_progress_moves_in_steps_of_five(client, n, shown):
    assessment = OpenAssessmentFactory()
    answers(assessment, n)
    progress = progress_of(assessment)
    assert progress.n == shown
    assert progress.by_community == [(assessment.community, shown)]
    assert progress.by_language == [("en", shown), ("pt", 0)]
    page = client.get(assessment.get_absolute_url()).content.decode()
    assert (f"at least {shown}" if shown else "fewer than five") in page


def test_privacy_becomes_stricter_only_and_days_become_weeks():
    ConsentTextFactory(number=2, privacy=Privacy.ANONYMOUS)
    assessment = OpenAssessmentFactory(privacy=Privacy.CONFIDENTIAL)
    by = coordinator_of(assessment.community)
    answers(assessment, 2, received_on=dt.date(2026, 11, 19))
    answers(assessment, 1, received_on=dt.date(2026, 11, 22))
    steps.make_stricter(assessment=assessment, by=by)
    assessment.refresh_from_db()
    assert (assessment.privacy, assessment.consent.number) == (Privacy.ANONYMOUS, 2)
    assert set(Submission.objects.values_list("received_on", flat=True)) == {dt.date(2026, 11, 16)}
    with pytest.raises(Refused, match="only becomes stricter"):
        steps.make_stricter(assessment=assessment, by=by)


def test_open_assessment_cannot_be_changed_or_shortened():
    assessment = OpenAssessmentFactory()
    by = coordinator_of(assessment.community)
    with pytest.raises(Refused, match="open already"):
        actions.choose_skills(assessment=assessment, seen_version=1, skills=[], by=by)
    with pytest.raises(Refused, match="must be later"):
        steps.extend_assessment(assessment=assessment, closes_on=clock.today(), by=by)
    later = assessment.closes_on + dt.timedelta(days=7)
    steps.extend_assessment(assessment=assessment, closes_on=later, by=by)
    assessment.refresh_from_db()
    assert assessment.closes_on == later


def test_nobody_asks_a_community_in_the_name_of_others(client):
    assessment, other = DraftAssessmentFactory(), CommunityFactory()
    by = coordinator_of(assessment.community)
    client.force_login(by)
    address = reverse("needs:asked_communities", args=[assessment.public_id])
    refused = client.post(address, {"community": other.slug, "n_expected": "8"})
    assert refused.status_code == 422
    assert b"Only coordinators of this community" in refused.content
    with pytest.raises(Refused):
        actions.ask_community(assessment=assessment, community=other, n_expected=8, n_people=None, by=by)
    assert [each.community for each in queries.asked_in(assessment)] == [assessment.community]


def test_coordinator_of_two_asks_both(client):
    assessment = DraftAssessmentFactory()
    by = coordinator_of(assessment.community)
    second = CommunityFactory()
    RoleGrantFactory(person=by, subject=second.reference)
    client.force_login(by)
    address = reverse("needs:asked_communities", args=[assessment.public_id])
    assert client.post(address, {"community": second.slug, "n_expected": "50", "n_people": "70"}).status_code == 302
    assert plan_of(assessment).n_expected == 59
    stop = reverse("needs:stop_asking", args=[assessment.public_id, second.slug])
    client.post(stop)
    assert plan_of(assessment).n_expected == 9


def test_group_answers_on_its_form_and_nobody_alone(client):
    assessment = OpenAssessmentFactory(mode="consensus", privacy="public")
    assert not can_answer(assessment)
    begin = reverse("needs:start_group_form", args=[assessment.community.slug])
    assert begin in client.get(assessment.get_absolute_url()).content.decode()
    client.force_login(PersonFactory())
    client.post(begin)
    assert ConsensusForm.objects.get().assessment == assessment


def test_translation_of_a_title_is_written_unless_somebody_was_faster():
    assessment = DraftAssessmentFactory()
    by = assessment.made_by
    title = assessment.title.with_text("pt", "O que queremos aprender")
    write_text(target=assessment, field="title", text=title, by=by)
    assessment.refresh_from_db()
    assert assessment.title.texts["pt"] == "O que queremos aprender"
    stale = Assessment.objects.get(pk=assessment.pk)
    write_text(target=assessment, field="title", text=title, by=by)
    with pytest.raises(Conflict):
        write_text(target=stale, field="title", text=title, by=by)


def test_draws_are_counted_for_each_community_apart():
    assessment = OpenAssessmentFactory()
    other = CommunityFactory()
    assessment.asked.create(community=other, n_expected=5)
    pk = assessment.community_id
    drawn = [steps.next_draw(assessment=assessment, community_id=each) for each in (pk, pk, other.pk, pk)]
    assert drawn == [0, 1, 0, 2]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"title": "a\u202eb"}, "title"),
        ({"purpose": "a\x00b"}, "purpose"),
        ({"questionnaire": "<script>alert(1)</script>"}, "questionnaire"),
        ({"languages": ["en", "xx"]}, "languages"),
        ({"languages": []}, "languages"),
        ({"n_expected": "0"}, "n_expected"),
        ({"n_expected": "30"}, "n_expected"),
        ({"n_expected": "many"}, "n_expected"),
        ({"mode": "nobody"}, "mode"),
        ({"privacy": "public"}, "privacy"),
        ({"skills_each": "21"}, "skills_each"),
        ({"minimum_age": "12"}, "minimum_age"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"closes_on": "2999-01-01"}, "closes_on"),
        ({"closes_on": "soon"}, "closes_on"),
        ({"opens_on": "2998-01-01"}, "opens_on"),
    ],
)
def test_wrong_plans_are_refused_beside_the_field(client, change, field):
    community, questionnaire = CommunityFactory(), SkillQuestionnaireFactory()
    client.force_login(coordinator_of(community))
    address = reverse("needs:new_assessment", args=[community.slug])
    answer = client.post(address, typed(questionnaire) | change)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert b"<script>alert" not in answer.content
    assert not Assessment.objects.exists()


def test_hostile_title_is_shown_as_text(client):
    community, questionnaire = CommunityFactory(), SkillQuestionnaireFactory()
    client.force_login(coordinator_of(community))
    hostile = typed(questionnaire, title="<script>alert(1)</script>")
    client.post(reverse("needs:new_assessment", args=[community.slug]), hostile)
    page = client.get(Assessment.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_comparison_says_what_stayed_the_same(client):
    questionnaire = SkillQuestionnaireFactory(n_skills=4)
    slugs = [each.slug for each in queries.skills_of(questionnaire.pk)]
    first = ClosedAssessmentFactory(questionnaire=questionnaire, skills=slugs[:3], recruitment="members")
    now = OpenAssessmentFactory(community=first.community, questionnaire=questionnaire, skills=slugs[1:])
    ClosedAssessmentFactory()
    (earlier,) = earlier_of(now, None)
    comparison = compared(now, earlier)
    assert [each.slug for each in comparison.same] == slugs[1:3]
    assert [each.slug for each in comparison.new] == slugs[3:]
    assert [each.slug for each in comparison.left_out] == slugs[:1]
    assert comparison.differs_in == ["how people come to answer"]
    page = client.get(reverse("needs:compare_assessment", args=[now.public_id])).content.decode()
    assert "2 skills are asked in both." in page


def test_list_says_how_many_others_are_asked(client):
    assessment = OpenAssessmentFactory()
    OpenAssessmentFactory()
    for _number in range(2):
        assessment.asked.create(community=CommunityFactory(), n_expected=5)

    page = client.get(reverse("needs:assessments")).content.decode()

    assert (page.count("and 2 others"), page.count(" other</span>")) == (1, 0)


def test_closed_assessment_leads_to_the_release_that_counted_it_first(client):
    assessment = ClosedAssessmentFactory(closed_at=clock.now() - dt.timedelta(days=3))
    before = client.get(assessment.get_absolute_url()).content.decode()
    ReleaseFactory(number=1, made_at=clock.now() - dt.timedelta(days=4))
    first, _second = (ReleaseFactory(number=n, made_at=clock.now() - dt.timedelta(days=3 - n)) for n in (2, 3))

    after = client.get(assessment.get_absolute_url()).content.decode()

    assert "comes with the next release" in before
    assert f'href="{first.get_absolute_url()}">First counted in release 2</a>' in after


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_costs_the_same_for_any_number(client, django_assert_num_queries, n):
    questionnaire, community = SkillQuestionnaireFactory(), CommunityFactory()
    OpenAssessmentFactory.create_batch(n, questionnaire=questionnaire, community=community)
    for page, cost in (("needs:assessments", 2), ("needs:needs", 2)):
        client.get(reverse(page))
        with django_assert_num_queries(cost):
            assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("n", [1, 3, 100])
def test_assessment_costs_the_same_for_any_number_of_communities(client, django_assert_num_queries, n):
    assessment = OpenAssessmentFactory()
    for _number in range(n - 1):
        assessment.asked.create(community=CommunityFactory(), n_expected=5)
    client.get(assessment.get_absolute_url())
    with django_assert_num_queries(7):
        assert client.get(assessment.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "",
        "parts=A:10&total=0",
        "parts=&total=5",
        "parts=A&total=5",
        "parts=A:%00&total=5",
        "parts=A:99999999999&total=5",
    ],
)
def test_whom_to_ask_survives_any_address(client, query):
    answer = client.get(f"{reverse('needs:whom_to_ask')}?{query}")
    assert answer.status_code == (422 if query else 200)


def test_whom_to_ask_shares_a_sample(client):
    given = {"parts": "Newcomers: 1,000\nRegulars: 200", "total": "60", "least": "5", "response": "20", "evenness": "0"}
    page = client.get(reverse("needs:whom_to_ask"), given).content.decode()
    assert "Invite 300 people to get about 60 answers." in page
    assert "Newcomers" in page
    too_few = client.get(reverse("needs:whom_to_ask"), given | {"total": "6"})
    assert too_few.status_code == 422
    assert b"fewer than the least number" in too_few.content
