"""Reports, decisions with their reason, appeals."""

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.discussion import CommentFactory, ThreadFactory

from mutirao.accounts import spaces
from mutirao.accounts.models import Notice
from mutirao.accounts.spaces import SpaceKind
from mutirao.base.errors import Refused
from mutirao.discussion import actions
from mutirao.discussion.models import CommentReport, ModerationEntry
from mutirao.discussion.suggestible import suggestibles
from mutirao.skills.models import Skill

pytestmark = pytest.mark.django_db
QUEUE, LOG = "/discussion/moderation/", "/discussion/log/"


@pytest.fixture
def moderator(facilitation):
    return RoleGrantFactory(role="moderator", subject=facilitation.reference).person


def test_report_reaches_the_moderator_and_not_the_reader(client, facilitation, moderator):
    comment = CommentFactory()
    client.force_login(PersonFactory())
    client.post(f"/discussion/comment/{comment.public_id}/report/", {"reason": "It sells pills."})
    assert "It sells pills" not in client.get(comment.thread.get_absolute_url()).text
    assert "It sells pills" not in client.get(QUEUE).text
    client.force_login(moderator)
    assert "It sells pills" in client.get(QUEUE).text
    assert "1 comment to decide about" in client.get("/me/").text


def test_reporting_twice_keeps_one_report(facilitation):
    comment, person = CommentFactory(), PersonFactory()
    actions.report_comment(comment=comment, reason="First", by=person)
    actions.report_comment(comment=comment, reason="Second", by=person)
    assert CommentReport.objects.get().reason == "Second"


def test_hiding_is_logged_with_reason_and_told_to_the_author(client, facilitation, moderator):
    comment = CommentFactory()
    actions.report_comment(comment=comment, reason="Bad", by=PersonFactory())
    client.force_login(moderator)
    address = f"/discussion/comment/{comment.public_id}/moderate/"
    assert client.post(address, {"state": "hidden", "reason": "It attacks people."}).url == QUEUE
    assert Notice.objects.get().person == comment.author
    assert "Nothing waits for you" in client.get(QUEUE).text
    client.logout()
    assert str(comment.text) not in client.get(comment.thread.get_absolute_url()).text
    log = client.get(LOG).text
    assert "It attacks people." in log
    assert moderator.display_name in log
    assert str(comment.text) not in log
    assert comment.author.display_name not in log


def test_moderators_of_protected_places_stay_unnamed(client, facilitation, moderator, monkeypatch):
    monkeypatch.setitem(spaces._kinds, "skill", SpaceKind("skill", (), Skill.objects.all))
    actions.freeze_thread(thread=ThreadFactory(), reason="Enough said.", by=moderator)
    log = client.get(LOG).text
    assert "Enough said." in log
    assert moderator.display_name not in log


@pytest.mark.parametrize("state", ["removed", "held", "", "x\0"])
def test_moderators_choose_between_showing_and_hiding(client, facilitation, moderator, state):
    comment = CommentFactory()
    client.force_login(moderator)
    address = f"/discussion/comment/{comment.public_id}/moderate/"
    assert client.post(address, {"state": state, "reason": "Because"}).status_code == 422
    assert not ModerationEntry.objects.exists()


@pytest.mark.parametrize("reason", ["", "\0", "a\u202eb", "x" * 501])
def test_every_decision_has_a_reason(client, facilitation, moderator, reason):
    comment = CommentFactory()
    client.force_login(moderator)
    for address, data in [
        (f"/discussion/comment/{comment.public_id}/moderate/", {"state": "hidden"}),
        (f"/discussion/comment/{comment.public_id}/report/", {}),
        (f"/discussion/{comment.thread.public_id}/freeze/", {}),
    ]:
        assert client.post(address, {**data, "reason": reason}).status_code == 422
    comment.refresh_from_db()
    assert comment.state == "shown"
    assert not ModerationEntry.objects.exists()
    assert not CommentReport.objects.exists()


def test_only_moderators_of_the_place_moderate(client, facilitation, moderator):
    comment = CommentFactory()
    elsewhere = RoleGrantFactory(role="moderator").person
    curator = RoleGrantFactory(role="curator", subject=facilitation.reference).person
    for person in (PersonFactory(), elsewhere, curator, comment.author):
        client.force_login(person)
        for page in (f"comment/{comment.public_id}/moderate", f"{comment.thread.public_id}/freeze"):
            response = client.post(f"/discussion/{page}/", {"state": "hidden", "reason": "Because"})
            assert response.status_code == 403
    assert not ModerationEntry.objects.exists()


def test_nobody_decides_about_their_own_comment(facilitation, moderator):
    with pytest.raises(Refused, match="own comment"):
        actions.moderate_comment(comment=CommentFactory(author=moderator), state="hidden", reason="x", by=moderator)


def test_appeal_is_decided_by_somebody_else(client, facilitation, moderator):
    comment = CommentFactory()
    actions.moderate_comment(comment=comment, state="hidden", reason="Off topic", by=moderator)
    client.force_login(comment.author)
    address = f"/discussion/comment/{comment.public_id}/appeal/"
    assert "Off topic" in client.get(address).text
    client.post(address, {"reason": "I meant well."})
    assert client.get(address).status_code == 403
    assert "I meant well." not in client.get(LOG).text
    with pytest.raises(Refused, match="Somebody else"):
        actions.moderate_comment(comment=comment, state="shown", reason="Hm", by=moderator)
    other = AdministratorFactory()
    client.force_login(other)
    assert "asks for another look" in client.get(QUEUE).text
    actions.moderate_comment(comment=comment, state="shown", reason="It is fine", by=other)
    comment.refresh_from_db()
    assert comment.state == "shown"


def test_only_the_author_appeals_and_only_when_hidden(client, facilitation):
    comment = CommentFactory()
    for person in (comment.author, PersonFactory()):
        client.force_login(person)
        response = client.post(f"/discussion/comment/{comment.public_id}/appeal/", {"reason": "x"})
        assert response.status_code == 403


def test_held_comment_that_is_shown_tells_whom_it_answers(facilitation, moderator):
    first = CommentFactory()
    held = CommentFactory(thread=first.thread, reply_to=first, state="held")
    actions.moderate_comment(comment=held, state="shown", reason="Fine", by=moderator)
    assert set(Notice.objects.values_list("person", flat=True)) == {first.author_id, held.author_id}


@pytest.mark.parametrize("n_comments", [1, 3, 100])
def test_queue_takes_as_many_queries_for_any_number(
    client, facilitation, moderator, django_assert_num_queries, n_comments
):
    CommentFactory.create_batch(n_comments, thread=ThreadFactory(), state="held")
    client.force_login(moderator)
    # And for each kind of suggestion whether the person decides about it.
    with django_assert_num_queries(6 + len(suggestibles())):
        client.get(QUEUE)


@pytest.mark.parametrize("n_entries", [1, 3, 100])
def test_log_takes_as_many_queries_for_any_number(client, facilitation, django_assert_num_queries, n_entries):
    thread = ThreadFactory()
    for _ in range(n_entries):
        ModerationEntry.objects.create(thread=thread, act="hidden", by=PersonFactory(), reason="Because")
    with django_assert_num_queries(3):
        client.get(LOG)
