"""Reading posts from a file, and taking them out again."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.record import DiscussionFactory, PostFactory, RemovalRequestFactory

from mutirao.accounts.states import Role
from mutirao.base.audit import history
from mutirao.base.errors import InputError, Refused
from mutirao.base.references import Reference
from mutirao.record import actions, formats
from mutirao.record.models import Post, RemovalRequest
from mutirao.record.personal_data import collect
from mutirao.record.states import RequestState

pytestmark = pytest.mark.django_db

PAGE = """Rules
== Maps ==
A first thought. [[User:Ana b|Ana b]] 12:05, 7 March 2026 (UTC)
: I agree. [[User:Bo c|Bo c]] 12:06, 7 March 2026 (UTC)
: And I forgot to sign.
"""
HTML = '<h2>Maps</h2><p>Yes <a href="/wiki/User:Ana_b">Ana b</a> 12:05, 7 March 2026 (UTC)</p>'
TOPIC = json.dumps(
    {"title": "Maps", "post_stream": {"posts": [{"post_number": 1, "username": "ana", "cooked": "Yes"}]}}
)


def found(page=PAGE):
    return formats.posts_in(page.encode(), language="en")


@pytest.fixture
def discussion():
    return DiscussionFactory(slug="maps")


@pytest.fixture
def administrator():
    return PersonFactory(is_administrator=True)


def upload(client, content, **more):
    data = {"file": SimpleUploadedFile("page.txt", content), "language": "en", "page_title": "", **more}
    return client.post("/discussions/maps/read/", data)


@pytest.mark.parametrize(("page", "authors"), [(PAGE, ["Ana b", "Bo c", None]), (HTML, ["Ana b"]), (TOPIC, ["ana"])])
def test_format_is_told_by_content(page, authors):
    assert [post.author for post in found(page)] == authors


@pytest.mark.parametrize(
    ("content", "allowed"),
    [
        (b"", "a page with at least one post"),
        (b"Only rules", "a page with at least one post"),
        (b"\xff\xfe\x00P", "text in UTF-8"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", "text in UTF-8"),
        (b"== A ==\nx\x00", "text without null characters"),
        (b'{"post_stream": 7}', "a talk page or a forum topic that we can read"),
        (b"x" * (formats.FILE_BYTES + 1), "at most 10 MB"),
        (b"x" * 5_000_000, "a talk page or a forum topic that we can read"),
        (b"== A ==\n" + b": x\n" * 5_001, "at most 5,000 posts"),
    ],
    ids=["empty", "no post", "utf-16", "pdf", "null", "json", "too large", "too long", "too many"],
)
def test_what_is_no_discussion_is_refused(content, allowed):
    with pytest.raises(InputError) as refused:
        formats.posts_in(content, language="en")
    assert refused.value.allowed == allowed


def test_posts_are_kept_as_signed(discussion, administrator):
    read = actions.read_posts(discussion=discussion, found=found(), by=administrator)

    assert read == actions.Read(n_new=3, n_known=0, n_gone=0)
    rows = discussion.posts.values_list("position", "author", "level", "heading", "text", "doubt")
    assert list(rows) == [
        (1, "Ana b", 1, "Maps", "A first thought.", ""),
        (2, "Bo c", 2, "Maps", "I agree.", ""),
        (3, "", 2, "Maps", "And I forgot to sign.", "unsigned"),
    ]
    assert [row.action for row in history(discussion.reference)] == ["record.posts_read"]


def test_the_same_file_changes_nothing_and_a_newer_one_only_what_is_new(discussion):
    actions.read_posts(discussion=discussion, found=found(), by=None)
    ids = list(discussion.posts.values_list("public_id", flat=True))

    again = actions.read_posts(discussion=discussion, found=found(), by=None)
    newer = PAGE.replace(": And I forgot to sign.\n", "").replace(
        "== Maps ==\n", "== Maps ==\nBefore. [[User:Di d|Di d]] 11:00, 7 March 2026 (UTC)\n"
    )
    read = actions.read_posts(discussion=discussion, found=found(newer), by=None)

    assert again == actions.Read(n_new=0, n_known=3, n_gone=0)
    assert read == actions.Read(n_new=1, n_known=2, n_gone=1)
    assert [post.author for post in discussion.posts.order_by("position")] == ["Di d", "Ana b", "Bo c"]
    assert list(discussion.posts.filter(position__gt=1).values_list("public_id", flat=True)) == ids[:2]


def test_two_posts_with_the_same_words_are_two(discussion):
    actions.read_posts(discussion=discussion, found=found("== A ==\n: Yes\n: Yes\n: Yes"), by=None)

    assert discussion.posts.count() == 3


def test_who_signed_a_post_removes_it_for_good(discussion, client):
    actions.read_posts(discussion=discussion, found=found(), by=None)
    ana = PersonFactory(display_name="Ana b")
    post = discussion.posts.get(author="Ana b")
    client.force_login(ana)

    assert "Remove it now" in client.get(f"/discussions/posts/{post.public_id}/remove/").content.decode()
    assert client.post(f"/discussions/posts/{post.public_id}/remove/").status_code == 302
    actions.read_posts(discussion=discussion, found=found(), by=None)

    post.refresh_from_db()
    assert (post.author, post.text, post.signed_at, post.heading) == ("", "", None, "Maps")
    assert post.removed_at is not None
    assert discussion.posts.count() == 3
    html = client.get(discussion.get_absolute_url()).content.decode()
    assert "A first thought" not in html
    assert "Removed on request." in html
    assert [row.action for row in history(post.reference)] == ["record.post_removed"]


def test_a_removed_post_stays_removed_when_the_page_forgets_it(discussion):
    actions.read_posts(discussion=discussion, found=found(), by=None)
    actions.remove_post(post=discussion.posts.get(author="Ana b"), by=PersonFactory(display_name="Ana b"))

    actions.read_posts(discussion=discussion, found=found(HTML), by=None)
    actions.read_posts(discussion=discussion, found=found(), by=None)

    assert not discussion.posts.filter(author="Ana b").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 302), ("namesake without a wiki account", 200), ("other", 200)]
)
def test_others_can_only_ask(who, status, client, discussion, settings):
    settings.LOCAL = False
    post = PostFactory(discussion=discussion, author="Ana b")
    if who != "stranger":
        name = "Ana b" if who.startswith("namesake") else "Somebody"
        client.force_login(PersonFactory(display_name=name, login_name=f"local-{name}"))

    response = client.get(f"/discussions/posts/{post.public_id}/remove/")
    client.post(f"/discussions/posts/{post.public_id}/remove/")

    assert response.status_code == status
    if status == 200:
        assert "Ask for removal" in response.content.decode()
    post.refresh_from_db()
    assert post.removed_at is None


def test_asking_leads_to_a_curators_answer(client, discussion, administrator):
    post = PostFactory(discussion=discussion, author="Old name")
    person = PersonFactory()
    client.force_login(person)
    client.post(f"/discussions/posts/{post.public_id}/remove/", {"reason": "I was renamed."})
    asked = RemovalRequest.objects.get()

    assert "I was renamed." in client.get(asked.get_absolute_url()).content.decode()
    client.force_login(administrator)
    assert asked.get_absolute_url() in client.get("/discussions/removals/").content.decode()
    client.post(asked.get_absolute_url(), {"answer": "Done.", "grant": ""})

    asked.refresh_from_db()
    post.refresh_from_db()
    assert (asked.state, asked.answer, asked.reason) == (RequestState.GRANTED, "Done.", "")
    assert (post.author, post.text) == ("", "")
    client.force_login(person)
    assert "Done." in client.get(asked.get_absolute_url()).content.decode()


def test_a_refusal_leaves_the_post_and_needs_a_reason(client, administrator):
    asked = RemovalRequestFactory()
    client.force_login(administrator)

    assert client.post(asked.get_absolute_url(), {"answer": "", "refuse": ""}).status_code == 422
    assert client.post(asked.get_absolute_url(), {"answer": "We could not tell.", "refuse": ""}).status_code == 302

    asked.refresh_from_db()
    asked.post.refresh_from_db()
    assert asked.state == RequestState.REFUSED
    assert asked.post.text == "A useful thought."


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 302), ("other", 404), ("who asked", 200), ("curator", 200), ("administrator", 200)],
)
def test_requests_are_seen_by_who_asked_and_by_curators(who, status, client):
    asked = RemovalRequestFactory(reason="My secret proof")
    people = {
        "other": PersonFactory,
        "who asked": lambda: asked.asked_by,
        "administrator": AdministratorFactory,
        "curator": curator,
    }
    if who in people:
        client.force_login(people[who]())

    response = client.get(asked.get_absolute_url())

    assert response.status_code == status
    assert ("My secret proof" in response.content.decode()) is (status == 200)
    assert client.get("/discussions/removals/").status_code == {"stranger": 302, "other": 403, "who asked": 403}.get(
        who, 200
    )


def curator():
    grant = RoleGrantFactory(role=Role.CURATOR, subject=Reference("action_line", "global-approach"))
    return grant.person


def test_nobody_decides_about_their_own_request(administrator):
    asked = RemovalRequestFactory(asked_by=administrator)

    with pytest.raises(Refused, match="their own"):
        actions.grant_removal(request=asked, answer="Yes", by=administrator)


def test_one_request_waits_at_a_time(client):
    asked = RemovalRequestFactory()
    client.force_login(PersonFactory())

    assert client.get(f"/discussions/posts/{asked.post.public_id}/remove/").status_code == 403


@pytest.mark.parametrize("reason", ["", "x" * 1001, "\u202egnp.exe", "\x00", "   "])
def test_a_bad_reason_is_told_beside_the_field(reason, client, discussion):
    post = PostFactory(discussion=discussion)
    client.force_login(PersonFactory())

    response = client.post(f"/discussions/posts/{post.public_id}/remove/", {"reason": reason})

    assert response.status_code == 422
    assert 'class="wrong"' in response.content.decode()
    assert RemovalRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 302), ("person", 403), ("curator", 200), ("administrator", 200)]
)
@pytest.mark.parametrize("page", ["read", "withdraw"])
def test_only_curators_keep_the_record(who, status, page, client, discussion):
    people = {
        "person": PersonFactory,
        "curator": curator,
        "administrator": lambda: PersonFactory(is_administrator=True),
    }
    if who in people:
        client.force_login(people[who]())

    assert client.get(f"/discussions/maps/{page}/").status_code == status
    posted = upload(client, PAGE.encode()) if page == "read" else client.post("/discussions/maps/withdraw/", {})
    assert posted.status_code == {302: 302, 403: 403, 200: 302 if page == "read" else 422}[status]
    assert Post.objects.exists() is (page == "read" and status == 200)


def test_upload_reads_the_file(client, discussion, administrator):
    client.force_login(administrator)

    response = upload(client, PAGE.encode())

    assert response.status_code == 302
    assert discussion.posts.count() == 3


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff\xe0 picture", b"x" * (formats.FILE_BYTES + 1), b"Only rules", b"\x00"],
    ids=["empty", "picture", "too large", "no post", "null"],
)  # fmt: skip
def test_a_bad_file_is_told_beside_the_field(content, client, discussion, administrator):
    client.force_login(administrator)

    response = upload(client, content)

    assert response.status_code == 422
    assert 'class="wrong"' in response.content.decode()
    assert Post.objects.count() == 0


@pytest.mark.parametrize(
    "more",
    [{"language": "klingon"}, {"language": ""}, {"page_title": "x" * 256}, {"page_title": "\u202e"}, {"file": ""}],
)
def test_other_bad_values_are_told_beside_the_field(more, client, discussion, administrator):
    client.force_login(administrator)

    response = upload(client, PAGE.encode(), **more)

    assert response.status_code == 422
    assert 'class="wrong"' in response.content.decode()


def test_withdrawn_and_back(client, discussion, administrator):
    client.force_login(administrator)

    client.post("/discussions/maps/withdraw/", {"reason": "Listed twice"})
    assert client.get("/discussions/").context["n_all"] == 0
    assert "Listed twice" in client.get("/discussions/maps/").content.decode()
    client.post("/discussions/maps/list-again/")

    assert client.get("/discussions/").context["n_all"] == 1
    acts = [row.action for row in history(discussion.reference)]
    assert acts == ["record.discussion_withdrawn", "record.discussion_listed_again"]


def test_command_reads_a_file(tmp_path, discussion):
    file, out = tmp_path / "page.wikitext", io.StringIO()
    file.write_text(PAGE)

    call_command("record", "read", str(file), "--discussion", "maps", stdout=out)

    assert out.getvalue() == "3 new, 0 known, 0 gone; 1 with a doubt.\n"
    assert discussion.posts.count() == 3


@pytest.mark.parametrize(
    ("content", "slug", "language", "said"),
    [
        (None, "maps", "en", "No such file"),
        (PAGE, "nowhere", "en", "no discussion called"),
        ("Only rules", "maps", "en", "at least one post"),
        (PAGE, "maps", "not a language", "expected"),
    ],
)
def test_command_says_what_is_wrong(content, slug, language, said, tmp_path, discussion):
    file = tmp_path / "page.wikitext"
    if content is not None:
        file.write_text(content)

    with pytest.raises(CommandError, match=said):
        call_command("record", "read", str(file), "--discussion", slug, "--language", language)


def test_erasure_takes_what_a_person_signed(discussion):
    person = PersonFactory(display_name="Ana b")
    post = PostFactory(discussion=discussion, author="Ana b")
    asked = RemovalRequestFactory(asked_by=person, reason="Private words")
    assert [each["text"] for each in collect(person)["posts"]] == ["A useful thought."]

    actions.forget_person(person=person)
    actions.forget_person(person=person)

    post.refresh_from_db()
    asked.refresh_from_db()
    assert (post.author, post.text) == ("", "")
    assert (asked.reason, asked.asked_by) == ("", None)
