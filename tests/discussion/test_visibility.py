"""Nothing hangs out where its subject does not: a table of who × what, with data that could leak."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.discussion import CommentFactory, EndorsementFactory, PollFactory, ThreadFactory

from mutirao.accounts.models import Notice
from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.discussion import actions, panels, queries, subjects
from mutirao.discussion.models import ModerationEntry

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/discussion/{thread}/",
    "/discussion/{thread}/freeze/",
    "/discussion/comment/{comment}/",
    "/discussion/comment/{comment}/edit/",
    "/discussion/comment/{comment}/remove/",
    "/discussion/comment/{comment}/report/",
    "/discussion/comment/{comment}/moderate/",
    "/discussion/comment/{comment}/appeal/",
    "/discussion/poll/{poll}/",
    "/discussion/poll/{poll}/close/",
    "/discussion/poll/{poll}/note/",
    "/discussion/about/skill/hidden/",
    "/discussion/endorse/skill/hidden/",
    "/discussion/endorse/skill/hidden/withdraw/",
    "/discussion/poll/new/skill/hidden/",
]


@pytest.fixture
def role_subject(monkeypatch):
    """Roles as subjects: a kind with UUIDs that not everybody sees."""
    monkeypatch.setattr(subjects, "_spaces", {**subjects._spaces, "role_grant": lambda grant: grant.subject})


def people(skill):
    member = RoleGrantFactory(subject=skill.reference, role="curator").person
    moderator = RoleGrantFactory(subject=skill.reference, role="moderator").person
    ended = RoleGrantFactory(subject=skill.reference, role="moderator", until=clock.today() - timedelta(days=1)).person
    return {
        "nobody": AnonymousUser(),
        "stranger": PersonFactory(),
        "member": member,
        "moderator": moderator,
        "ended": ended,
        "administrator": AdministratorFactory(),
    }


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("public", ["nobody", "stranger", "member", "moderator", "ended", "administrator"]),
        ("signed_in", ["stranger", "member", "moderator", "ended", "administrator"]),
        ("members", ["member", "moderator", "administrator"]),
    ],
)
def test_audience_decides_who_reads(client, facilitation, audience, readers):
    comment = CommentFactory(thread__audience=audience)
    entry = ModerationEntry.objects.create(thread=comment.thread, act="frozen", reason="Enough")
    shown = {}
    for name, user in people(facilitation).items():
        panel = panels.talk(facilitation, user)
        shown[name] = (
            list(queries.threads_visible_to(user)) == [comment.thread],
            list(queries.comments_visible_to(user)) == [comment],
            list(queries.entries_visible_to(user)) == [entry],
            panel["n_comments"] == 1,
            len(panel["latest"]) == 1,
        )
    assert {name for name, seen in shown.items() if all(seen)} == set(readers)
    assert {name for name, seen in shown.items() if any(seen)} == set(readers)


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("shown", ["nobody", "stranger", "member", "moderator", "ended", "administrator", "author"]),
        ("held", ["moderator", "administrator", "author"]),
        ("hidden", ["moderator", "administrator", "author"]),
        ("removed", []),
    ],
)
def test_state_decides_who_reads_a_comment(client, facilitation, state, readers):
    comment = CommentFactory(state=state, text=text_of(en="Sensitive words"))
    everybody = {**people(facilitation), "author": comment.author}
    assert {name for name, user in everybody.items() if queries.comments_visible_to(user)} == set(readers)
    for name, user in everybody.items():
        client.logout()
        if name != "nobody":
            client.force_login(user)
        page = client.get(comment.thread.get_absolute_url()).text
        assert ("Sensitive words" in page) == (name in readers), name
        permalink = client.get(comment.get_absolute_url()).status_code
        assert permalink == (302 if name in readers else 404), name


@pytest.mark.parametrize("state", ["held", "hidden", "removed"])
def test_what_is_not_shown_is_not_counted(facilitation, state):
    comment = CommentFactory(state=state)
    for user in (AnonymousUser(), comment.author, AdministratorFactory()):
        panel = panels.talk(facilitation, user)
        assert (panel["n_comments"], panel["latest"]) == (0, [])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_hidden_subject_is_404_for_everybody(client, hidden, method, address):
    thread = ThreadFactory(subject=hidden.reference)
    comment = CommentFactory(thread=thread)
    poll = PollFactory(subject=hidden.reference)
    for user in (AdministratorFactory(), comment.author, poll.opened_by):
        client.force_login(user)
        path = address.format(thread=thread.public_id, comment=comment.public_id, poll=poll.public_id)
        response = getattr(client, method)(path)
        assert response.status_code in {404, 405}
        assert b"Hidden" not in response.content


def test_hidden_subject_is_in_no_list_and_no_count(client, hidden):
    reported = CommentFactory(thread__subject=hidden.reference, state="held")
    ModerationEntry.objects.create(thread=reported.thread, act="frozen", reason="Told nowhere")
    PollFactory(subject=hidden.reference)
    EndorsementFactory(subject=hidden.reference)
    for user in people(hidden).values():
        assert not queries.threads_visible_to(user).exists()
        assert not queries.comments_visible_to(user).exists()
        assert not queries.polls_visible_to(user).exists()
        assert not queries.endorsements_visible_to(user).exists()
        assert not queries.entries_visible_to(user).exists()
    administrator = AdministratorFactory()
    assert panels.waiting_comments(administrator, administrator) is None
    client.force_login(administrator)
    assert "Words" not in client.get("/discussion/moderation/").text
    assert "Told nowhere" not in client.get("/discussion/log/").text


def test_thing_with_a_uuid_is_asked_by_its_own_rule(facilitation, role_subject):
    CommentFactory()
    grant = RoleGrantFactory(is_public=False)
    comment = CommentFactory(thread__subject=grant.reference, thread__space=grant.subject)
    seen = [user for user in (AnonymousUser(), PersonFactory()) if comment in queries.comments_visible_to(user)]
    assert seen == []
    for user in (grant.person, AdministratorFactory()):
        assert comment in queries.comments_visible_to(user)
        assert queries.comments_visible_to(user).count() == 2


def test_unregistered_kind_has_no_talk(facilitation):
    grant = RoleGrantFactory()
    comment = CommentFactory(thread__subject=grant.reference)
    assert comment not in queries.comments_visible_to(AdministratorFactory())


def test_who_lost_sight_of_the_subject_hears_nothing(facilitation, role_subject):
    grant = RoleGrantFactory(is_public=False)
    thread = ThreadFactory(subject=grant.reference, space=grant.subject)
    outsider = CommentFactory(thread=thread)
    actions.add_comment(thread=thread, text=text_of(en="Psst"), by=grant.person, reply_to=outsider)
    assert not Notice.objects.exists()


def test_private_support_is_for_oneself_only(client, facilitation):
    given = EndorsementFactory(is_public=False, statement=text_of(en="In private"))
    for name, user in people(facilitation).items():
        assert not queries.endorsements_visible_to(user).exists(), name
        assert panels.talk(facilitation, user)["n_endorsements"] == 0
        client.logout()
        if name != "nobody":
            client.force_login(user)
        page = client.get("/discussion/endorse/skill/facilitation/").text
        assert "In private" not in page
        assert given.person.display_name not in page
        assert "Nobody supports this in public yet" in page
    assert list(queries.endorsements_visible_to(given.person)) == [given]


def test_panel_takes_one_query(facilitation, django_assert_num_queries):
    CommentFactory.create_batch(5, thread=ThreadFactory())
    EndorsementFactory()
    poll = PollFactory()
    for user in people(facilitation).values():
        with django_assert_num_queries(1):
            panel = panels.talk(facilitation, user)
        assert [str(comment["text"]) for comment in panel.pop("latest")] == sorted(
            (str(each.text) for each in queries.comments_visible_to(user)), reverse=True
        )[:3]
        assert panel == {"n_comments": 5, "n_endorsements": 1, "n_polls": 1, "poll": poll.public_id}
