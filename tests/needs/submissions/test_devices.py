"""The door for answers that waited on a device, and what makes its page work without a connection."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from tests.factories.needs_answers import open_assessment

from mutirao.base.models import RateCount
from mutirao.needs.actions.invitations import digest_of as invitation_digest
from mutirao.needs.actions.submissions import digest_of, new_code, take_back_answers
from mutirao.needs.models import Assessment, Invitation, Submission
from mutirao.needs.queries.submissions import form_of
from mutirao.needs.states import AssessmentState, Channel, Design, Privacy, Recruitment

pytestmark = pytest.mark.django_db


def posted(assessment: Assessment, code: str = "", **more: object) -> dict[str, object]:
    return {
        "sheet:key": digest_of(code or new_code()),
        "sheet:questionnaire": str(assessment.questionnaire.public_id),
        "sheet:language": "en",
        "sheet:age": "on",
        "sheet:consent": "on",
        "sheet:consent_number": str(assessment.consent.number),
        "sheet:seconds": "95",
        "first:importance": "5",
        "first:competence": "2",
        "role": "editor",
        "wish": "A camera",
        **more,
        "sheet:end": "yes",
    }


def test_device_sends_once_and_may_try_again(client):
    assessment, code = open_assessment(), new_code()
    fields = posted(assessment, code)
    for _try in range(2):
        answer = client.post(f"/answer/{assessment.public_id}/send/", fields)
        assert (answer.status_code, answer.json()) == (200, {"stored": fields["sheet:key"]})
    stored = Submission.objects.get()
    assert (stored.channel, stored.seconds, stored.consent) == (Channel.DEVICE, 90, assessment.consent)
    assert stored.answers == {"first": {"importance": 5, "competence": 2}, "role": "editor", "wish": "A camera"}
    assert take_back_answers(code=code) == assessment


def test_sheets_of_many_people_come_out_of_order(client):
    assessment = open_assessment()
    sheets = [posted(assessment, **{"sheet:seconds": str(n)}) for n in range(5)]
    for fields in [*reversed(sheets), *sheets]:
        client.post(f"/answer/{assessment.public_id}/send/", fields)
    assert Submission.objects.count() == 5


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"sheet:key": "short"}, 422),
        ({"sheet:key": "Z" * 64}, 422),
        ({"role": "nobody"}, 422),
        ({"role": ""}, 422),
        ({"wish": "\x00"}, 422),
        ({"wish": "\u202e"}, 422),
        ({"sheet:age": ""}, 409),
        ({"sheet:consent": ""}, 409),
        ({"sheet:questionnaire": "another"}, 409),
        ({"sheet:invitation": "made up"}, 409),
        ({"wish": "x" * 1_100_000}, 413),
    ],
    ids=["key", "letters", "choice", "required", "null", "bidi", "age", "consent", "version", "token", "large"],
)
def test_what_cannot_be_stored_is_refused_with_its_reason(client, more, status):
    assessment = open_assessment()
    answer = client.post(f"/answer/{assessment.public_id}/send/", posted(assessment, **more))
    assert answer.status_code == status
    assert len(answer.json()["refused"]) > 10
    assert Submission.objects.count() == 0


def test_sheet_that_was_cut_in_the_middle_is_not_stored(client):
    assessment = open_assessment()
    whole = "&".join(f"{name}={value}" for name, value in posted(assessment).items())
    for length in range(0, len(whole) - 3, 7):
        client.post(
            f"/answer/{assessment.public_id}/send/", whole[:length], content_type="application/x-www-form-urlencoded"
        )
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("seconds", ["-5", "9" * 30, "1e3", "", "\u0663"])
def test_clock_of_a_device_that_is_off_loses_no_answers(client, seconds):
    assessment = open_assessment()
    client.post(f"/answer/{assessment.public_id}/send/", posted(assessment, **{"sheet:seconds": seconds}))
    assert Submission.objects.get().seconds is None


def test_refusal_speaks_the_language_of_the_form(client):
    assessment = open_assessment(state=AssessmentState.CLOSED)
    said = client.post(f"/answer/{assessment.public_id}/send/?uselang=en", posted(assessment)).json()["refused"]
    assert said == "This assessment is closed. It takes no more answers."


def test_device_page_of_a_closed_assessment_still_opens_and_says_so(client):
    """Sheets may wait there: their page must open, and tell why they stay."""
    assessment = open_assessment(state=AssessmentState.CLOSED)
    page = client.get(f"/answer/{assessment.public_id}/device/?uselang=en")
    assert page.status_code == 200
    assert "This assessment is closed." in page.content.decode()


def test_invited_device_answers_once_for_its_community(client):
    assessment = open_assessment(n_communities=2, recruitment=Recruitment.INVITED)
    second = assessment.asked.order_by("-pk")[0].community
    Invitation.objects.create(assessment=assessment, community=second, token_digest=invitation_digest("token"))
    fields = posted(assessment, **{"sheet:invitation": "token"})
    for _try in range(2):
        assert client.post(f"/answer/{assessment.public_id}/send/", fields).status_code == 200
    assert (
        client.post(
            f"/answer/{assessment.public_id}/send/", posted(assessment, **{"sheet:invitation": "token"})
        ).status_code
        == 409
    )
    assert Submission.objects.get().community == second


def test_too_many_sheets_from_one_place_wait_and_leave_no_trace(client, monkeypatch):
    monkeypatch.setattr("mutirao.needs.views.answering_frame.MOST_SHEETS", 2)
    assessment = open_assessment()
    statuses = [client.post(f"/answer/{assessment.public_id}/send/", posted(assessment)).status_code for _n in range(3)]
    assert statuses == [200, 200, 429]
    assert RateCount.objects.count() == 0


def test_drawn_lists_of_a_device_are_ones_that_the_server_takes(client):
    assessment = open_assessment(design=Design.BLOCKS, skills_each=2)
    page = client.get(f"/answer/{assessment.public_id}/device/").content.decode()
    draws = json.loads(re.search(r'data-draws="([^"]*)"', page)[1].replace("&quot;", '"'))
    assert draws["cards"] == ["second"]
    assert len(draws["lists"]) == 24
    fields = posted(assessment, **{"sheet:asked": draws["lists"][0]})
    assert client.post(f"/answer/{assessment.public_id}/send/", fields).status_code == 200
    cards = [card.skill for card in form_of(assessment)[0].walk() if card.skill]
    assert Submission.objects.get().asked_skills == cards


def test_device_page_is_the_same_for_everybody_and_small_in_all_languages(client):
    assessment = open_assessment()
    weight = 0
    for language in assessment.languages:
        page = client.get(f"/answer/{assessment.public_id}/device/?uselang={language}").content
        assert b"csrf" not in page
        weight += len(gzip.compress(page))
    assert weight < 60_000


def test_confidential_assessment_has_no_device_page(client):
    assessment = open_assessment(privacy=Privacy.CONFIDENTIAL)
    assert client.get(f"/answer/{assessment.public_id}/device/").status_code == 302
    assert client.post(f"/answer/{assessment.public_id}/send/", posted(assessment)).status_code == 409


def test_worker_and_manifest_stay_within_the_address_of_the_assessment(client):
    assessment = open_assessment()
    described = client.get(f"/answer/{assessment.public_id}/manifest.webmanifest?uselang=ar").json()
    assert described["scope"] == f"/answer/{assessment.public_id}/"
    assert described["start_url"].startswith(described["scope"])
    assert (described["lang"], described["dir"]) == ("ar", "rtl")
    worker = client.get(f"/answer/{assessment.public_id}/worker.js")
    assert worker.headers["Content-Type"] == "text/javascript"
    assert worker.content.startswith(b"importScripts(")


@pytest.mark.parametrize("path", ["device/", "manifest.webmanifest"])
def test_draft_is_seen_by_nobody(client, path):
    assessment = open_assessment(state=AssessmentState.DRAFT)
    assert client.get(f"/answer/{assessment.public_id}/{path}").status_code == 404
