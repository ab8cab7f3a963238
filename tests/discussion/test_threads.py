"""Reading a thread and taking part in it."""

from datetime import timedelta

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.discussion import CommentFactory, PollFactory, ThreadFactory

from mutirao.accounts.models import Notice
from mutirao.base import clock
from mutirao.base.audit import verify_chain
from mutirao.base.errors import Conflict, Refused
from mutirao.base.text import Text, text_of
from mutirao.discussion import actions
from mutirao.discussion.models import Comment, ModerationEntry, Thread

pytestmark = pytest.mark.django_db
HOSTILE = ["", " ", "\0", "a\0b", "a\u202eb", "x" * 4001]


def test_first_comment_opens_the_thread(client, facilitation):
    client.force_login(person := PersonFactory())
    response = client.post("/discussion/about/skill/facilitation/", {"text": "Hello", "language": "en"})
    thread = Thread.objects.get()
    assert (response.status_code, response.url) == (302, f"/discussion/{thread.public_id}/")
    comment = thread.comments.get()
    assert (comment.text, comment.author, comment.state) == (text_of(en="Hello"), person, "shown")
    assert thread.subject == thread.space == facilitation.reference
    assert verify_chain(comment.reference).is_intact
    assert client.get("/discussion/about/skill/facilitation/").url == thread.get_absolute_url()


def test_a_subject_without_words_invites_to_begin(client, facilitation):
    page = client.get("/discussion/about/skill/facilitation/")
    assert page.status_code == 200
    assert "Nobody has said anything here yet" in page.text
    assert not Thread.objects.exists()


def test_strangers_are_sent_to_sign_in_and_write_nothing(client, facilitation):
    thread = ThreadFactory()
    for address in [thread.get_absolute_url(), "/discussion/about/skill/facilitation/"]:
        response = client.post(address, {"text": "Hello", "language": "en"})
        assert response.url.startswith("/me/sign-in/?next=/discussion/")
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_words_get_a_message_and_are_not_stored(client, facilitation, text):
    client.force_login(PersonFactory())
    for address in [ThreadFactory().get_absolute_url(), "/discussion/about/skill/facilitation/"]:
        page = client.post(address, {"text": text, "language": "en"})
        assert page.status_code == 422
        assert "id_text_error" in page.text
    assert not Comment.objects.exists()


def test_ten_megabytes_are_refused(client, facilitation):
    client.force_login(PersonFactory())
    response = client.post(ThreadFactory().get_absolute_url(), {"text": "x" * 10_500_000, "language": "en"})
    assert response.status_code in {400, 413, 422}
    assert not Comment.objects.exists()


@pytest.mark.parametrize("language", ["", "xx", "en\0", "<script>"])
def test_an_unknown_language_is_refused(client, facilitation, language):
    client.force_login(PersonFactory())
    assert client.post(ThreadFactory().get_absolute_url(), {"text": "Hi", "language": language}).status_code == 422
    assert not Comment.objects.exists()


def test_markup_is_shown_as_it_was_typed(client, facilitation):
    comment = CommentFactory(text=text_of(en="<script>alert(1)</script>"))
    page = client.get(comment.thread.get_absolute_url()).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("key", ["00000000-0000-4000-8000-000000000000", "nobody", "\0", "%00", "a b"])
@pytest.mark.parametrize("page", ["about", "endorse", "poll/new"])
def test_unknown_subjects_are_404(client, facilitation, page, key):
    client.force_login(AdministratorFactory())
    assert client.get(f"/discussion/{page}/skill/{key}/").status_code == 404
    assert client.get(f"/discussion/{page}/notice/{key}/").status_code == 404


def test_one_who_opens_while_another_opens_gets_the_same_thread(facilitation):
    first = actions.open_thread(subject=facilitation, audience="public", by=PersonFactory())
    assert actions.open_thread(subject=facilitation, audience="public", by=PersonFactory()) == first
    assert Thread.objects.count() == 1


def test_reply_tells_whom_it_answers_once(client, facilitation):
    first = CommentFactory()
    client.force_login(PersonFactory())
    address = f"{first.thread.get_absolute_url()}?reply={first.public_id}"
    assert "Your reply" in client.get(address).text
    client.post(address, {"text": "Yes", "language": "en"})
    reply = Comment.objects.get(reply_to=first)
    notice = Notice.objects.get()
    assert (notice.person, notice.address) == (first.author, reply.get_absolute_url())


def test_reply_to_a_comment_of_another_thread_is_no_reply(client, facilitation, hidden):
    elsewhere = CommentFactory(thread__subject=hidden.reference)
    thread = ThreadFactory()
    client.force_login(PersonFactory())
    client.post(f"{thread.get_absolute_url()}?reply={elsewhere.public_id}", {"text": "Yes", "language": "en"})
    assert thread.comments.get().reply_to is None
    assert not Notice.objects.exists()


@pytest.mark.parametrize("link", ["https://example.org", "HTTP://x", "see www.example.org", "[me](//example.org)"])
def test_first_words_with_a_link_wait_for_a_moderator(client, facilitation, link):
    thread = ThreadFactory()
    comment = actions.add_comment(thread=thread, text=text_of(en=link), by=PersonFactory())
    assert comment.state == "held"
    assert ModerationEntry.objects.get().act == "held"
    assert link not in client.get(thread.get_absolute_url()).text
    client.force_login(comment.author)
    assert "waiting for a moderator" in client.get(thread.get_absolute_url()).text


def test_who_has_spoken_before_may_link(facilitation):
    standing = CommentFactory()
    linked = actions.add_comment(thread=standing.thread, text=text_of(en="https://example.org"), by=standing.author)
    assert linked.state == "shown"


def test_a_link_slipped_in_later_waits_too(facilitation):
    comment = CommentFactory()
    changed = actions.edit_comment(comment=comment, text=text_of(en="www.x.org"), seen_version=1, by=comment.author)
    assert changed.state == "held"


def test_a_person_cannot_flood(facilitation, noon):
    thread, person = ThreadFactory(), PersonFactory()
    for number in range(30):
        actions.add_comment(thread=thread, text=text_of(en=f"Words {number}"), by=person)
    with pytest.raises(Refused, match="too often"):
        actions.add_comment(thread=thread, text=text_of(en="More"), by=person)
    assert Comment.objects.count() == 30


def test_what_was_typed_stays_when_it_was_too_often(client, facilitation, noon):
    thread, person = ThreadFactory(), PersonFactory()
    for number in range(30):
        actions.add_comment(thread=thread, text=text_of(en=f"Words {number}"), by=person)
    client.force_login(person)
    page = client.post(thread.get_absolute_url(), {"text": "Long thoughts", "language": "en"})
    assert page.status_code == 403
    assert "Long thoughts</textarea>" in page.text


def test_author_changes_and_the_second_of_two_is_told(client, facilitation):
    comment = CommentFactory(text=text_of(en="First"))
    client.force_login(comment.author)
    address = f"/discussion/comment/{comment.public_id}/edit/"
    assert client.post(address, {"text": "Second", "language": "en", "version": 1}).status_code == 302
    page = client.post(address, {"text": "Third", "language": "en", "version": 1})
    assert page.status_code == 409
    assert "Second" in page.text
    assert "Third</textarea>" in page.text
    comment.refresh_from_db()
    assert comment.text == text_of(en="Second")


def test_conflict_leaves_no_trace(facilitation):
    comment = CommentFactory()
    with pytest.raises(Conflict):
        actions.edit_comment(comment=comment, text=text_of(en="New"), seen_version=7, by=comment.author)
    comment.refresh_from_db()
    assert (comment.version, str(comment.text)[:5]) == (1, "Words")


def test_removed_words_are_gone_and_the_reply_stays(client, facilitation):
    comment = CommentFactory(text=text_of(en="Regretted"))
    CommentFactory(thread=comment.thread, reply_to=comment, text=text_of(en="An answer"))
    client.force_login(comment.author)
    client.post(f"/discussion/comment/{comment.public_id}/remove/")
    comment.refresh_from_db()
    assert (comment.state, comment.text) == ("removed", Text("en"))
    page = client.get(comment.thread.get_absolute_url()).text
    assert "Regretted" not in page
    assert "An answer" in page
    assert "In reply to a comment that is not shown" in page


def test_closed_thread_takes_no_words(client, facilitation):
    comment = CommentFactory()
    moderator = RoleGrantFactory(role="moderator", subject=facilitation.reference).person
    actions.freeze_thread(thread=comment.thread, reason="Settled.", by=moderator)
    client.force_login(comment.author)
    page = client.get(comment.thread.get_absolute_url()).text
    assert "Settled." in page
    assert "<textarea" not in page
    answer = client.post(comment.thread.get_absolute_url(), {"text": "More", "language": "en"})
    assert answer.status_code == 403
    assert client.get(f"/discussion/comment/{comment.public_id}/edit/").status_code == 403
    assert Comment.objects.count() == 1


def test_a_thread_closed_after_it_was_read_takes_no_words(facilitation):
    thread = ThreadFactory()
    actions.freeze_thread(thread=Thread.objects.get(), reason="Settled.", by=AdministratorFactory())
    assert thread.frozen_at is None
    with pytest.raises(Refused, match="closed"):
        actions.add_comment(thread=thread, text=text_of(en="Late"), by=PersonFactory())


def test_address_of_a_comment_leads_to_its_page(client, facilitation):
    thread = ThreadFactory()
    comments = [CommentFactory(thread=thread) for _ in range(51)]
    address = client.get(comments[-1].get_absolute_url()).url
    assert address == f"{thread.get_absolute_url()}?page=2#comment-{comments[-1].public_id}"


@pytest.mark.parametrize("n_comments", [1, 3, 100])
def test_thread_takes_as_many_queries_for_any_number(client, facilitation, django_assert_num_queries, n_comments):
    thread = ThreadFactory()
    first = CommentFactory(thread=thread)
    for _ in range(n_comments - 1):
        CommentFactory(thread=thread, reply_to=first)
    with django_assert_num_queries(5):
        client.get(thread.get_absolute_url())


@pytest.mark.parametrize("n_comments", [1, 3, 100])
def test_signed_in_readers_take_as_many_queries(client, facilitation, django_assert_num_queries, n_comments):
    thread = ThreadFactory()
    CommentFactory.create_batch(n_comments, thread=thread)
    client.force_login(PersonFactory())
    with django_assert_num_queries(9):
        client.get(thread.get_absolute_url())


def test_polls_stand_beside_the_talk_and_members_may_ask(client, facilitation):
    open_poll, over = PollFactory(question=text_of(en="Now?")), PollFactory(question=text_of(en="Then?"))
    over.closed_at = over.closes_at
    over.save()
    for make_address in (lambda: "/discussion/about/skill/facilitation/", lambda: ThreadFactory().get_absolute_url()):
        client.logout()
        address = make_address()
        page = client.get(address).text
        assert open_poll.get_absolute_url() in page
        assert over.get_absolute_url() in page
        assert "Ask people" not in page
        client.force_login(RoleGrantFactory(subject=facilitation.reference).person)
        assert "/discussion/poll/new/skill/facilitation/" in client.get(address).text


def test_a_comment_sent_twice_is_said_once_and_can_be_said_again_later(client, facilitation, noon):
    thread = ThreadFactory()
    client.force_login(person := PersonFactory())
    for typed in ("Again and again", "Again and again", "Something else"):
        client.post(thread.get_absolute_url(), {"text": typed, "language": "en"})
    assert [str(comment.text) for comment in thread.comments.all()] == ["Again and again", "Something else"]
    with clock.at(noon + timedelta(minutes=11)):
        actions.add_comment(thread=thread, text=text_of(en="Again and again"), by=person)
    actions.add_comment(thread=thread, text=text_of(en="Something else"), by=PersonFactory())
    assert thread.comments.count() == 4
