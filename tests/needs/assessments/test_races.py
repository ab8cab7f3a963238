"""Two people at the same moment: one invitation, one account, one group."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.base.threads import at_once
from tests.factories.accounts import PersonFactory
from tests.factories.needs_answers import open_assessment, sheet
from tests.factories.needs_assessments import OpenAssessmentFactory, coordinator_of
from tests.needs.consensus.test_group_form import draft

from mutirao.base.errors import Conflict, Refused
from mutirao.needs.actions import assessment_steps as steps
from mutirao.needs.actions import consensus, invitations
from mutirao.needs.actions.submissions import submit_answers
from mutirao.needs.models import ConsensusForm, Invitation
from mutirao.needs.states import ConsensusState, Recruitment

# SQLite has one writer at a time: its transactions begin IMMEDIATE.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("for postgresql")


def outcome(act):
    try:
        act()
    except (Refused, Conflict) as refusal:
        return type(refusal).__name__
    return "done"


def test_one_link_is_used_once_by_four_who_post_at_once():
    assessment = OpenAssessmentFactory()
    by = coordinator_of(assessment.community)
    (token,) = invitations.make_invitations(assessment=assessment, community=assessment.community, n=1, by=by)
    outcomes = at_once(4, lambda: outcome(lambda: invitations.claim(assessment=assessment, token=token)))
    assert sorted(outcomes) == ["Refused", "Refused", "Refused", "done"]
    assert Invitation.objects.filter(is_used=True).count() == 1


def test_after_closing_no_transaction_of_a_used_invitation_leads_to_answers():
    assessment = open_assessment(recruitment=Recruitment.INVITED)
    by = coordinator_of(assessment.community)
    tokens = invitations.make_invitations(assessment=assessment, community=assessment.community, n=3, by=by)
    for number, token in enumerate(tokens):
        submit_answers(assessment=assessment, sheet=sheet(assessment, key=f"{number:064}", invitation=token))
    assert neighbours("needs_invitation") & written_by("needs_submission")
    steps.close_assessment(assessment=assessment, by=None)
    assert not neighbours("needs_invitation") & written_by("needs_submission")
    with connection.cursor() as cursor:
        cursor.execute("select token_digest from needs_invitation order by ctid")
        digests = [row[0] for row in cursor.fetchall()]
    assert digests == sorted(digests)


def written_by(table):
    """The transactions that PostgreSQL notes with the rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"select xmin::text from {table}")
        return {int(row[0]) for row in cursor.fetchall()}


def neighbours(table):
    """A savepoint has a number of its own, the next one."""
    return {number + step for number in written_by(table) for step in (-1, 0, 1)}


def test_one_account_answers_once_at_once():
    assessment, person = OpenAssessmentFactory(), PersonFactory()
    outcomes = at_once(4, lambda: outcome(lambda: invitations.claim_account(assessment=assessment, person=person)))
    assert sorted(outcomes) == ["Refused", "Refused", "Refused", "done"]
    assert assessment.answered_once.count() == 1


def test_lists_dealt_at_once_are_all_different():
    assessment = OpenAssessmentFactory()
    community = assessment.community_id
    drawn = at_once(4, lambda: steps.next_draw(assessment=assessment, community_id=community))
    assert sorted(drawn) == [0, 1, 2, 3]


def test_two_who_sign_at_once_leave_one_signed_form():
    form = draft()

    def sign():
        mine = ConsensusForm.objects.select_related("community").get(pk=form.pk)
        consensus.sign_group_form(
            form=mine, seen_version=form.version, signed_as="chair", is_signature_public=True, by=form.made_by
        )

    outcomes = at_once(2, lambda: outcome(sign))
    assert outcomes.count("done") == 1
    assert ConsensusForm.objects.filter(state=ConsensusState.SIGNED).count() == 1


def test_two_drafts_of_one_group_signed_at_once_leave_the_second_in_force():
    first = draft()
    second = another_draft(first)
    waiting = [first.pk, second.pk]

    def sign():
        mine = ConsensusForm.objects.select_related("community").get(pk=waiting.pop())
        by = coordinator_of(mine.community)
        consensus.sign_group_form(
            form=mine, seen_version=mine.version, signed_as="chair", is_signature_public=True, by=by
        )

    assert at_once(2, lambda: outcome(sign)) == ["done", "done"]
    assert sorted(ConsensusForm.objects.values_list("state", flat=True)) == ["replaced", "signed"]


def another_draft(form):
    """Begun by two people at the same moment."""
    other = ConsensusForm.objects.create(community=form.community, made_by=form.made_by)
    for level in form.levels.all():
        level.pk, level.form = None, other
        level.save()
    return other
