"""Polls: hidden until closed, frozen afterwards, and never who voted what."""

import re
from datetime import timedelta

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.discussion import PollFactory

from mutirao.base import audit, clock
from mutirao.base.errors import InputError, Refused
from mutirao.base.models import AuditRow
from mutirao.base.text import text_of
from mutirao.discussion import actions, panels
from mutirao.discussion.models import Ballot, Poll
from mutirao.discussion.tasks import close_due_polls

pytestmark = pytest.mark.django_db
OPTIONS = [text_of(en="Rivers").as_json(), text_of(en="Mountains").as_json()]


def vote(poll: Poll, choices: list[str]) -> list[Ballot]:
    return [Ballot.objects.create(poll=poll, voter=PersonFactory(), choice=choice) for choice in choices]


def closed(poll: Poll) -> Poll:
    with clock.at(poll.closes_at):
        close_due_polls.func()
    poll.refresh_from_db()
    return poll


def test_member_opens_a_poll(client, facilitation):
    member = RoleGrantFactory(subject=facilitation.reference).person
    client.force_login(member)
    closes_at = clock.now() + timedelta(days=2)
    typed = {
        "question": "Where to?",
        "language": "en",
        "poll_kind": "straw",
        "options": "Rivers\n\n Mountains \nRivers",
        "voters": "members",
        "closes_at": closes_at.strftime("%Y-%m-%dT%H:%M"),
    }
    answered = client.post("/discussion/poll/new/skill/facilitation/", typed)
    poll = Poll.objects.get()
    assert answered.url == poll.get_absolute_url()
    assert (poll.options, poll.voters, poll.opened_by) == (OPTIONS, "members", member)
    assert poll.closes_at == closes_at.replace(second=0, microsecond=0)


def test_closing_time_is_utc_in_every_zone(client, facilitation):
    client.force_login(AdministratorFactory(time_zone="Asia/Kolkata"))
    wanted = (clock.now() + timedelta(days=2)).replace(hour=18, minute=0, second=0, microsecond=0)
    typed = {"question": "So?", "language": "en", "poll_kind": "consent", "voters": "signed_in"}
    typed["closes_at"] = wanted.strftime("%Y-%m-%d %H:%M")
    client.post("/discussion/poll/new/skill/facilitation/", typed)
    poll = Poll.objects.get()
    assert poll.closes_at == wanted
    page = client.get(poll.get_absolute_url()).text
    assert "6:00\u202fPM UTC" in page
    assert "11:30\u202fPM IST (Asia/Kolkata)" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("question", ""),
        ("question", "a\0"),
        ("question", "x" * 501),
        ("poll_kind", "ranked"),
        ("options", "One"),
        ("options", "\n".join(map(str, range(11)))),
        ("options", "a\u202eb\nc"),
        ("options", "x" * 201 + "\nb"),
        ("voters", "everybody"),
        ("closes_at", "soon"),
        ("closes_at", "2001-01-01T00:00"),
        ("closes_at", "9999-12-31T23:59"),
        ("closes_at", ""),
    ],
)
def test_bad_polls_are_not_opened(client, facilitation, field, value):
    client.force_login(AdministratorFactory())
    soon = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    typed = {"question": "Where?", "language": "en", "poll_kind": "straw", "options": "Here\nThere", "closes_at": soon}
    page = client.post("/discussion/poll/new/skill/facilitation/", {**typed, "voters": "signed_in", field: value})
    assert page.status_code == 422
    assert f"id_{field}_error" in page.text
    assert not Poll.objects.exists()


def test_strangers_open_no_poll(client, facilitation):
    client.force_login(PersonFactory())
    assert client.get("/discussion/poll/new/skill/facilitation/").status_code == 403


def test_vote_can_change_and_stays_one(client, facilitation):
    poll = PollFactory()
    client.force_login(person := PersonFactory())
    for choice in ("agree", "object", "object"):
        assert client.post(poll.get_absolute_url(), {"choice": choice}).status_code == 302
    assert list(poll.ballots.values_list("voter", "choice")) == [(person.pk, "object")]
    assert "Your vote: I object" in client.get(poll.get_absolute_url()).text


@pytest.mark.parametrize("choice", ["", "1", "yes", "a\0", "x" * 5000])
def test_unknown_answers_are_not_counted(client, facilitation, choice):
    poll = PollFactory()
    client.force_login(PersonFactory())
    assert client.post(poll.get_absolute_url(), {"choice": choice}).status_code == 422
    with pytest.raises(InputError, match="choice"):
        actions.cast_ballot(poll=poll, choice=choice, by=PersonFactory())
    assert not Ballot.objects.exists()


def test_only_members_vote_where_members_decide(client, facilitation):
    poll = PollFactory(voters="members")
    member = RoleGrantFactory(subject=facilitation.reference).person
    ended = RoleGrantFactory(subject=facilitation.reference, until=clock.today() - timedelta(days=1)).person
    for person, status in [(PersonFactory(), 403), (ended, 403), (AdministratorFactory(), 403), (member, 302)]:
        client.force_login(person)
        assert client.post(poll.get_absolute_url(), {"choice": "agree"}).status_code == status
    assert Ballot.objects.get().voter == member


def test_nothing_of_the_result_is_known_before_closing(client, facilitation):
    poll = PollFactory(question=text_of(en="Begin?"))
    without = {}
    everybody = [PersonFactory(), poll.opened_by, AdministratorFactory()]
    for round_ in ("before", "after"):
        for person in everybody:
            client.force_login(person)
            page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", client.get(poll.get_absolute_url()).text)
            if round_ == "before":
                without[person] = page
            else:
                assert page == without[person]
        vote(poll, ["agree"] * 7 + ["object"])
    assert poll.public_result == {}
    assert panels.talk(facilitation, poll.opened_by)["n_polls"] == 1


def test_nobody_closes_a_poll_early(client, facilitation):
    poll = PollFactory()
    for person in (poll.opened_by, AdministratorFactory()):
        client.force_login(person)
        assert client.post(f"{poll.get_absolute_url()}close/").status_code == 403
    assert close_due_polls.func() == 0
    actions.close_due_poll(poll=poll)
    poll.refresh_from_db()
    assert poll.closed_at is None


def test_opener_closes_when_the_time_is_over_and_others_do_not(client, facilitation):
    poll = PollFactory(closes_at=clock.now() - timedelta(minutes=1))
    client.force_login(PersonFactory())
    assert client.post(f"{poll.get_absolute_url()}close/").status_code == 403
    client.force_login(poll.opened_by)
    assert client.post(f"{poll.get_absolute_url()}close/").status_code == 302
    poll.refresh_from_db()
    assert poll.closed_at is not None


def test_nobody_votes_after_the_time_even_if_nobody_closed(facilitation):
    poll = PollFactory(closes_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="over"):
        actions.cast_ballot(poll=poll, choice="agree", by=PersonFactory())


@pytest.mark.parametrize(
    ("choices", "passed"),
    [
        (["agree"] * 5, True),
        (["agree"] * 5 + ["aside"] * 4, True),
        (["agree"] * 50 + ["object"], False),
        (["aside"] * 6, False),
        ([], False),
    ],
)
def test_consent_passes_when_nobody_objects(facilitation, choices, passed):
    poll = PollFactory()
    vote(poll, choices)
    closed(poll)
    counts = {name: choices.count(name) for name in ("agree", "aside", "object")}
    assert poll.result == {"turnout": len(choices), "counts": counts, "passed": passed}


def test_result_is_frozen(client, facilitation):
    poll = PollFactory(poll_kind="straw", options=OPTIONS)
    ballots = vote(poll, ["1", "1", "1", "2", "2", "2", "2"])
    closed(poll)
    before = (poll.result, poll.closed_at, poll.n_eligible)
    Ballot.objects.filter(pk=ballots[0].pk).delete()
    actions.close_due_poll(poll=poll)
    poll.refresh_from_db()
    assert (poll.result, poll.closed_at, poll.n_eligible) == before
    assert poll.result == {"turnout": 7, "counts": {"1": 3, "2": 4}, "passed": None}
    row = AuditRow.objects.get(action="discussion.poll_closed")
    assert (row.subject_id, row.actor_id) == (str(poll.public_id), None)
    assert audit.verify_chain(poll.reference).is_intact


def test_role_that_ended_takes_its_vote_along(facilitation):
    poll = PollFactory(voters="members")
    grants = RoleGrantFactory.create_batch(6, subject=facilitation.reference)
    for grant in grants:
        actions.cast_ballot(poll=poll, choice="agree", by=grant.person)
    grants[0].state = "ended"
    grants[0].save()
    closed(poll)
    assert (poll.n_eligible, poll.result["turnout"]) == (5, 5)


@pytest.mark.parametrize(("n_votes", "is_published"), [(4, False), (5, True)])
def test_counts_of_fewer_than_five_are_not_published(client, facilitation, n_votes, is_published):
    poll = PollFactory(poll_kind="straw", options=OPTIONS)
    vote(poll, ["2"] * n_votes)
    page = client.get(closed(poll).get_absolute_url()).text
    assert ("Mountains" in page) is is_published
    assert ("Fewer than five people voted" in page) is not is_published
    told = AuditRow.objects.get(action="discussion.poll_closed").payload.facts_text
    assert ('"counts":null' in told) is not is_published


def test_names_of_voters_are_nowhere(client, facilitation):
    poll = PollFactory()
    voters = [ballot.voter for ballot in vote(poll, ["agree"] * 5 + ["object"])]
    closed(poll)
    client.force_login(AdministratorFactory())
    page = client.get(poll.get_absolute_url()).text
    assert [person for person in voters if person.display_name in page] == []
    assert {str(ballot) for ballot in poll.ballots.all()} == {f"ballot {ballot.pk}" for ballot in poll.ballots.all()}


def test_one_who_disagreed_writes_the_note(client, facilitation):
    poll = PollFactory()
    ballots = vote(poll, ["object"] + ["agree"] * 6)
    closed(poll)
    typed = {"text": "We lack the time.", "language": "en"}
    address = f"{poll.get_absolute_url()}note/"
    for person, status in [(PersonFactory(), 403), (ballots[1].voter, 403), (ballots[0].voter, 302)]:
        client.force_login(person)
        assert client.post(address, typed).status_code == status
    assert client.post(address, typed).status_code == 403
    client.logout()
    page = client.get(poll.get_absolute_url()).text
    assert "We lack the time." in page
    assert ballots[0].voter.display_name not in page
    row = AuditRow.objects.get(action="discussion.minority_note_added")
    assert row.actor_id is None


def test_a_tie_has_no_minority(client, facilitation):
    poll = PollFactory(poll_kind="straw", options=OPTIONS)
    ballots = vote(poll, ["1", "1", "1", "2", "2", "2"])
    closed(poll)
    client.force_login(ballots[0].voter)
    assert client.get(f"{poll.get_absolute_url()}note/").status_code == 403


@pytest.mark.parametrize("n_votes", [1, 3, 100])
def test_poll_takes_as_many_queries_for_any_number(client, facilitation, django_assert_num_queries, n_votes):
    poll = PollFactory()
    vote(poll, ["agree"] * n_votes)
    closed(poll)
    with django_assert_num_queries(2):
        client.get(poll.get_absolute_url())


def test_a_poll_sent_twice_is_asked_once(client, facilitation):
    client.force_login(AdministratorFactory())
    wanted = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    typed = {"language": "en", "poll_kind": "consent", "voters": "signed_in", "closes_at": wanted}
    for question in ("So?", "So?", "Or so?"):
        client.post("/discussion/poll/new/skill/facilitation/", {**typed, "question": question})
    assert sorted(str(poll.question) for poll in Poll.objects.all()) == ["Or so?", "So?"]
