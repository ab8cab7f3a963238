"""Decisions leave as open data as everybody may read them: no voter, no small number, nothing of a hidden subject."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.factories.discussion import PollFactory

from mutirao.base.references import Reference
from mutirao.base.text import text_of
from mutirao.discussion.open_data import public_decisions
from mutirao.discussion.states import PollKind

pytestmark = pytest.mark.django_db
TOLD = ("passed", "n_eligible_told", "n_voted", "n_agree", "n_aside", "n_object")


def closed(*, n_eligible: int, passed: bool | None, **counts: int):
    result = {"turnout": sum(counts.values()), "counts": counts, "passed": passed}
    return {"closed_at": dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "n_eligible": n_eligible, "result": result}


def test_result_of_five_and_more_leaves_in_full(facilitation):
    PollFactory(question=text_of(en="Shall we?"), **closed(n_eligible=9, passed=True, agree=4, aside=1, object=0))
    PollFactory(**closed(n_eligible=9, passed=False, agree=4, aside=1, object=2))
    assert list(public_decisions().values_list(*TOLD)) == [(True, 9, 5, 4, 1, 0), (False, 9, 7, 4, 1, 2)]


def test_counts_of_a_vote_of_four_stay_here(facilitation):
    PollFactory(**closed(n_eligible=9, passed=False, agree=3, aside=0, object=1))
    PollFactory(**closed(n_eligible=4, passed=True, agree=4, aside=0, object=0))
    assert list(public_decisions().values_list(*TOLD)) == [
        (False, 9, None, None, None, None),
        (True, None, None, None, None, None),
    ]


def test_straw_poll_decides_nothing(facilitation):
    PollFactory(poll_kind=PollKind.STRAW, **closed(n_eligible=9, passed=None, **{"1": 5, "2": 3}))
    assert list(public_decisions().values_list(*TOLD)) == [(None, 9, 8, None, None, None)]


def test_open_polls_and_hidden_subjects_stay_here(facilitation, hidden):
    PollFactory()
    PollFactory(subject=Reference("skill", "hidden"), **closed(n_eligible=9, passed=True, agree=9, aside=0, object=0))
    assert not public_decisions().exists()
