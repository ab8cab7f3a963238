"""Answers are stored whole, once, without who and when; or not at all, with the reason."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection
from tests.factories.accounts import PersonFactory
from tests.factories.movement import CommunityFactory
from tests.factories.needs_answers import ANSWERS, open_assessment, sheet

from mutirao.base import clock
from mutirao.base.errors import Refused
from mutirao.base.models import AuditRow
from mutirao.needs.actions.assessment_steps import close_assessment
from mutirao.needs.actions.invitations import digest_of as invitation_digest
from mutirao.needs.actions.submissions import (
    WrongAnswers,
    digest_of,
    new_code,
    submit_answers,
    take_back_answers,
)
from mutirao.needs.models import AnsweredOnce, Assessment, Invitation, Submission, TakenBack
from mutirao.needs.packing import unpack_ratings
from mutirao.needs.queries.submissions import form_of
from mutirao.needs.states import AssessmentState, Channel, Design, Privacy, Recruitment

pytestmark = pytest.mark.django_db
WEDNESDAY = dt.datetime(2026, 11, 25, 15, 30, tzinfo=dt.UTC)


def test_answers_are_stored_whole_and_say_neither_who_nor_when():
    with clock.at(WEDNESDAY):
        assessment = open_assessment()
        assert submit_answers(assessment=assessment, sheet=sheet(assessment, seconds=127)) is True
    stored = Submission.objects.get()
    assert stored.answers == ANSWERS
    assert (stored.received_on, stored.seconds) == (dt.date(2026, 11, 23), 120)
    assert (stored.language, stored.channel, stored.consent) == ("en", Channel.PAGE, assessment.consent)
    assert stored.community == assessment.community
    assert AuditRow.objects.count() == 0


def test_what_the_pipeline_reads_is_written_with_the_answers():
    assessment = open_assessment()
    submit_answers(assessment=assessment, sheet=sheet(assessment))
    _form, layout = form_of(assessment)
    ratings = unpack_ratings(layout, [bytes(Submission.objects.get().ratings)])
    assert ratings.tolist() == [[[5, 2, 1, 2, 1], [3, 9, 0, 0, 0]]]


def test_the_same_sheet_twice_is_one():
    assessment = open_assessment()
    answered = sheet(assessment)
    assert [submit_answers(assessment=assessment, sheet=answered) for _try in range(3)] == [True, False, False]
    assert Submission.objects.count() == 1


def test_second_try_is_as_good_after_the_assessment_has_closed():
    assessment = open_assessment()
    answered = sheet(assessment)
    submit_answers(assessment=assessment, sheet=answered)
    Assessment.objects.update(state=AssessmentState.CLOSED)
    assessment.refresh_from_db()
    assert submit_answers(assessment=assessment, sheet=answered) is False


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"state": AssessmentState.CLOSED}, "closed"),
        ({"state": AssessmentState.WITHDRAWN}, "withdrawn"),
        ({"state": AssessmentState.DRAFT}, "not open"),
        ({"closes_on": dt.date(2020, 1, 1)}, "closed"),
    ],
    ids=["closed", "withdrawn", "draft", "past its day"],
)
def test_answers_that_come_too_late_are_refused_even_with_a_stale_page(changed, reason):
    """The page was loaded while the assessment was open: what counts is the row at the moment of storing."""
    stale = open_assessment()
    Assessment.objects.update(**changed)
    with pytest.raises(Refused, match=reason):
        submit_answers(assessment=stale, sheet=sheet(stale))
    assert Submission.objects.count() == 0


def test_privacy_that_became_stricter_meanwhile_decides_over_the_day():
    with clock.at(WEDNESDAY):
        stale = open_assessment(privacy=Privacy.CONFIDENTIAL)
        Assessment.objects.update(privacy=Privacy.ANONYMOUS)
        submit_answers(assessment=stale, sheet=sheet(stale, by=PersonFactory()))
    assert Submission.objects.get().received_on == dt.date(2026, 11, 23)


@pytest.mark.parametrize("seconds", [-1, 10**9, 4 * 60 * 60 + 1, None])
def test_time_of_a_clock_that_is_off_is_not_known(seconds):
    assessment = open_assessment()
    submit_answers(assessment=assessment, sheet=sheet(assessment, seconds=seconds))
    assert Submission.objects.get().seconds is None


@pytest.mark.parametrize(
    "answers",
    [
        {**ANSWERS, "role": "nobody"},
        {name: value for name, value in ANSWERS.items() if name != "role"},
        {**ANSWERS, "wish": "null\x00byte"},
        {**ANSWERS, "wish": "turned \u202e round"},
        {**ANSWERS, "wish": "x" * 5000},
        {**ANSWERS, "wish": {"a": 1}},
        {**ANSWERS, "first": {"importance": 6}},
        {**ANSWERS, "first": {"importance": [5]}},
        {**ANSWERS, "unknown": "1"},
    ],
    ids=["choice", "required", "null byte", "bidi", "long", "object", "level", "list in a card", "unknown"],
)
def test_answers_that_do_not_fit_are_named_and_nothing_is_stored(answers):
    assessment = open_assessment()
    with pytest.raises(WrongAnswers) as wrong:
        submit_answers(assessment=assessment, sheet=sheet(assessment, answers=answers))
    assert len(wrong.value.errors) == 1
    assert Submission.objects.count() == 0


def test_a_consent_that_never_was_is_refused():
    assessment = open_assessment()
    with pytest.raises(Refused, match="out of date"):
        submit_answers(assessment=assessment, sheet=sheet(assessment, consent_number=999_999))
    assert Submission.objects.count() == 0


def test_emoji_and_scripts_stay_as_they_were_typed():
    assessment = open_assessment()
    wish = "📷 कैमरा كاميرا 👩‍🏫"
    submit_answers(assessment=assessment, sheet=sheet(assessment, answers={**ANSWERS, "wish": wish}))
    assert Submission.objects.get().answers["wish"] == wish


def test_too_young_people_and_other_communities_are_refused():
    assessment = open_assessment()
    with pytest.raises(Refused):
        submit_answers(assessment=assessment, sheet=sheet(assessment, is_old_enough=False))
    with pytest.raises(Refused):
        submit_answers(assessment=assessment, sheet=sheet(assessment, community=CommunityFactory()))
    assert Submission.objects.count() == 0


def test_invitation_answers_once_and_nothing_leads_from_it_to_the_answers():
    assessment = open_assessment(recruitment=Recruitment.INVITED)
    Invitation.objects.create(
        assessment=assessment, community=assessment.community, token_digest=invitation_digest("token")
    )
    submit_answers(assessment=assessment, sheet=sheet(assessment, invitation="token"))
    with pytest.raises(Refused, match="used already"):
        submit_answers(assessment=assessment, sheet=sheet(assessment, invitation="token"))
    assert Submission.objects.count() == 1
    assert {field.name for field in Invitation._meta.get_fields()} == {
        "id", "assessment", "community", "token_digest", "is_used",
    }  # fmt: skip


def test_closing_forgets_who_has_answered_and_writes_used_invitations_anew():
    assessment = open_assessment(recruitment=Recruitment.INVITED)
    AnsweredOnce.objects.create(assessment=assessment, person_digest="x")
    for token in ("first", "second", "third"):
        digest = invitation_digest(token)
        Invitation.objects.create(assessment=assessment, community=assessment.community, token_digest=digest)
    submit_answers(assessment=assessment, sheet=sheet(assessment, invitation="second"))
    close_assessment(assessment=assessment, by=None)
    assert AnsweredOnce.objects.count() == 0
    used = dict(Invitation.objects.values_list("token_digest", "is_used"))
    assert used == {invitation_digest(token): token == "second" for token in ("first", "second", "third")}


def test_wrong_answers_leave_an_invitation_unused():
    assessment = open_assessment(recruitment=Recruitment.INVITED)
    Invitation.objects.create(
        assessment=assessment, community=assessment.community, token_digest=invitation_digest("token")
    )
    with pytest.raises(WrongAnswers):
        submit_answers(assessment=assessment, sheet=sheet(assessment, invitation="token", answers={"role": "x"}))
    assert Invitation.objects.get().is_used is False


def test_who_was_not_invited_is_refused():
    assessment = open_assessment(recruitment=Recruitment.INVITED)
    with pytest.raises(Refused, match="invitation"):
        submit_answers(assessment=assessment, sheet=sheet(assessment))


def test_in_confidential_mode_an_account_answers_once_and_is_not_beside_the_answers():
    assessment, person = open_assessment(privacy=Privacy.CONFIDENTIAL), PersonFactory()
    with pytest.raises(Refused, match="sign in"):
        submit_answers(assessment=assessment, sheet=sheet(assessment))
    submit_answers(assessment=assessment, sheet=sheet(assessment, by=person))
    with pytest.raises(Refused, match="already"):
        submit_answers(assessment=assessment, sheet=sheet(assessment, by=person))
    assert (Submission.objects.count(), AnsweredOnce.objects.count()) == (1, 1)
    assert str(person.public_id) not in AnsweredOnce.objects.get().person_digest


def test_in_anonymous_mode_nothing_is_noted_of_an_account():
    assessment = open_assessment()
    submit_answers(assessment=assessment, sheet=sheet(assessment, by=PersonFactory()))
    assert AnsweredOnce.objects.count() == 0


def test_in_drawn_blocks_the_list_that_was_given_is_kept():
    assessment = open_assessment(design=Design.BLOCKS, skills_each=1)
    first, second = (card.skill for card in form_of(assessment)[0].walk() if card.skill)
    answers = {"role": "editor", "first": ANSWERS["first"]}
    submit_answers(assessment=assessment, sheet=sheet(assessment, answers=answers, asked_skills=[first]))
    assert Submission.objects.get().asked_skills == [first]
    for said in ([], [second], [first, "another"]):
        with pytest.raises(Refused, match="list of skills"):
            submit_answers(assessment=assessment, sheet=sheet(assessment, answers=answers, asked_skills=said))


def test_code_takes_answers_back_and_a_late_second_try_does_not_bring_them_again():
    assessment, code = open_assessment(), new_code()
    answered = sheet(assessment, code=code)
    submit_answers(assessment=assessment, sheet=answered)
    assert take_back_answers(code=f" {code.lower().replace('-', ' ').replace('0', 'o')} ") == assessment
    assert (Submission.objects.count(), TakenBack.objects.count()) == (0, 1)
    with pytest.raises(Refused, match="taken back"):
        submit_answers(assessment=assessment, sheet=answered)
    assert take_back_answers(code=code) is None


def test_code_takes_answers_back_after_closing():
    assessment, code = open_assessment(), new_code()
    submit_answers(assessment=assessment, sheet=sheet(assessment, code=code))
    close_assessment(assessment=assessment, by=None)
    assert take_back_answers(code=code) == assessment
    assert (Submission.objects.count(), TakenBack.objects.count()) == (0, 0)


def test_closing_forgets_which_answers_were_taken_back():
    assessment, code = open_assessment(), new_code()
    answered = sheet(assessment, code=code)
    submit_answers(assessment=assessment, sheet=answered)
    take_back_answers(code=code)
    close_assessment(assessment=assessment, by=None)
    assert TakenBack.objects.count() == 0
    with pytest.raises(Refused, match="closed"):
        submit_answers(assessment=assessment, sheet=answered)


@pytest.mark.parametrize("code", ["", "----", "0000-0000-0000-0000", "x" * 5000, "\x00"])
def test_other_codes_take_nothing_back(code):
    assessment = open_assessment()
    submit_answers(assessment=assessment, sheet=sheet(assessment))
    submit_answers(assessment=assessment, sheet=sheet(assessment, has_code=False, channel=Channel.FILE))
    assert take_back_answers(code=code) is None
    assert Submission.objects.count() == 2


def test_codes_are_long_random_and_easy_to_copy():
    codes = {new_code() for _number in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 19 and not set(code) & set("ILOU") for code in codes)
    assert digest_of("ABCD-1111-0000-ABCD") == digest_of("abcd lilI oOoo abcd".replace(" ", ""))


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_one_is_stored_and_one_invitation_is_used():
    assessment = open_assessment(recruitment=Recruitment.INVITED)
    Invitation.objects.create(
        assessment=assessment, community=assessment.community, token_digest=invitation_digest("token")
    )
    answered = sheet(assessment, invitation="token")
    others = [sheet(assessment, invitation="token") for _number in range(4)]
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda each: _submitted(assessment, each), [answered] * 8 + others))
    assert (came.count("stored"), Submission.objects.count()) == (1, 1)
    assert set(came) <= {"stored", "again", "refused"}


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_same_sheet_at_the_same_moment_is_stored_once():
    assessment = open_assessment()
    answered = sheet(assessment)
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda _try: _submitted(assessment, answered), range(16)))
    assert (came.count("stored"), came.count("again")) == (1, 15)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_account_that_answers_twice_at_once_answers_once():
    assessment, person = open_assessment(privacy=Privacy.CONFIDENTIAL), PersonFactory()
    sheets = [replace(sheet(assessment), by=person) for _number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        came = list(pool.map(lambda each: _submitted(assessment, each), sheets))
    assert (came.count("stored"), came.count("refused"), Submission.objects.count()) == (1, 5, 1)


def _submitted(assessment: Assessment, answered: object) -> str:
    try:
        return "stored" if submit_answers(assessment=assessment, sheet=answered) else "again"
    except Refused:
        return "refused"
    finally:
        connection.close()
