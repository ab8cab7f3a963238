import datetime as dt
import json

import pytest

from mutirao_wikitext import Doubt, InputError, posts, posts_from_discourse, posts_from_html

MARCH = dt.datetime(2026, 3, 7, 12, 5, tzinfo=dt.UTC)
ANA = "[[User:Ana b|Ana b]] ([[User talk:Ana b|talk]]) 12:05, 7 March 2026 (UTC)"
BO = "[[User:Bo c|Bo c]] 12:05, 7 March 2026 (UTC)"
ANA_LINKS = '<a href="/wiki/User:Ana_b">Ana b</a> (<a href="/wiki/User_talk:Ana_b">talk</a>)'
ANA_HTML = f"{ANA_LINKS} 12:05, 7 March 2026 (UTC)"


def short(page, **options):
    return [(each.author, each.level, each.heading, each.text, each.doubt) for each in posts(page, **options)]


def short_html(page):
    return [(each.author, each.level, each.heading, each.text, each.doubt) for each in posts_from_html(page)]


def test_thread_is_read_with_headings_and_levels():
    page = f"Rules of this page\n== Maps ==\nFirst line.\nSecond line. {ANA}\n: I agree {BO}\n== Next ==\nNew {BO}\n"

    assert short(page) == [
        ("Ana b", 1, "Maps", "First line.\nSecond line.", None),
        ("Bo c", 2, "Maps", "I agree", None),
        ("Bo c", 1, "Next", "New", None),
    ]
    assert {each.signed_at for each in posts(page)} == {MARCH}
    assert [each.line for each in posts(page)] == [3, 5, 7]


def test_the_same_thread_is_read_from_html():
    page = (
        f"<h2>Maps<span class='mw-editsection'>[edit]</span></h2><p>First line.</p><p>Second line. {ANA_HTML}</p>"
        f"<dl><dd>I agree {ANA_HTML}</dd></dl>"
    )

    assert short_html(page) == [
        ("Ana b", 1, "Maps", "First line.\nSecond line.", None),
        ("Ana b", 2, "Maps", "I agree", None),
    ]


def test_a_list_inside_a_comment_belongs_to_it():
    assert short(f"== A ==\nTwo things:\n* one\n* two\nThat is all. {ANA}") == [
        ("Ana b", 1, "A", "Two things:\none\ntwo\nThat is all.", None)
    ]


def test_what_nobody_signed_is_a_post_of_nobody():
    assert short(f"== A ==\nSomebody was here.\n: An answer {ANA}\n: And this stays open") == [
        (None, 1, "A", "Somebody was here.", Doubt.UNSIGNED),
        ("Ana b", 2, "A", "An answer", None),
        (None, 2, "A", "And this stays open", Doubt.UNSIGNED),
    ]


def test_what_a_template_signs_says_so():
    assert short("== A ==\nHello {{unsigned|Ana b|12:05, 7 March 2026}}") == [
        ("Ana b", 1, "A", "Hello", Doubt.SIGNED_FOR_THEM)
    ]


def test_what_a_bot_signed_on_a_rendered_page_says_so():
    page = f'<h2>A</h2><p>Hello <small class="autosigned">Preceding unsigned comment added by {ANA_HTML}</small></p>'

    assert [(each.author, each.doubt) for each in posts_from_html(page)] == [("Ana b", Doubt.SIGNED_FOR_THEM)]


def test_a_signature_that_shows_another_name_says_both():
    (post,) = posts("== A ==\nI resign. [[User:Bo c|Ana b]] 12:05, 7 March 2026 (UTC)")

    assert (post.author, post.shown_as, post.doubt) == ("Bo c", "Ana b", Doubt.OTHER_NAME)


@pytest.mark.parametrize("shown", ["Ana b", "ANA", "~Ana b~", "\u200fAna b", "Ana b (the real one)"])
def test_an_ornate_name_is_the_same_name(shown):
    (post,) = posts(f"== A ==\nYes [[User:Ana b|{shown}]] 12:05, 7 March 2026 (UTC)")

    assert (post.doubt, post.shown_as) == (None, "")


def test_a_page_of_one_person_and_the_talk_page_of_another_are_two_names():
    (post,) = posts("== A ==\nYes [[User:Ana b|Ana b]] [[User talk:Bo c|talk]] 12:05, 7 March 2026 (UTC)")

    assert post.doubt == Doubt.SEVERAL_NAMES


def test_a_second_signature_on_the_line_is_told():
    (post,) = posts(f"== A ==\nYes {ANA} {BO}")

    assert (post.author, post.doubt) == ("Ana b", Doubt.SEVERAL_NAMES)


def test_a_mention_is_no_second_name():
    (post,) = posts(f"== A ==\nThanks [[User:Bo c|Bo c]] for the map. {ANA}")

    assert (post.author, post.doubt) == ("Ana b", None)


@pytest.mark.parametrize("tag", ["blockquote", "q"])
def test_a_quoted_signature_signs_nothing_but_is_said(tag):
    page = f"<h2>A</h2><div><{tag}>He wrote this {ANA_HTML}</{tag}> and I do not agree.</div>"

    (post,) = posts_from_html(page)

    assert (post.author, post.doubt) == (None, Doubt.UNSIGNED)
    assert "He wrote this" in post.text


@pytest.mark.parametrize("wrapped", ["<nowiki>{}</nowiki>", "<!-- {} -->", "<pre>{}</pre>"])
def test_a_signature_that_is_only_shown_signs_nothing(wrapped):
    assert [each.author for each in posts("== A ==\nLike this: " + wrapped.format(ANA))] == [None]


@pytest.mark.parametrize("page", ["", "\n\n", "Only rules here.", "== Empty ==\n", "{{archive}}"])
def test_a_page_without_posts_has_none(page):
    assert posts(page) == ()


@pytest.mark.parametrize("page", ["== A ==\n[[User:Ana b|Ana", "== A ==\n{{unsigned|", "== A ==\n<p><b>yes"])
def test_broken_markup_is_nobodys_post(page):
    assert {each.doubt for each in posts(page)} <= {Doubt.UNSIGNED}


def test_scripts_and_contents_of_a_page_are_said_by_nobody():
    page = f'<div class="toc"><ul><li>A</li></ul></div><h2>A</h2><p>Yes <script>alert(1)</script>{ANA_HTML}</p>'

    assert [each.text for each in posts_from_html(page)] == ["Yes"]


def topic(*written, **more):
    return json.dumps({"title": "Leaders", "post_stream": {"posts": list(written)}, **more})


def written(number, **more):
    return {
        "post_number": number, "username": "ana_b", "name": "", "created_at": "2026-03-07T12:05:00.000Z",
        "cooked": "<p>Hello</p>", **more,
    }  # fmt: skip


def test_forum_topic_is_read_with_answers():
    found = posts_from_discourse(
        topic(
            written(1, name="Ana B."),
            written(
                2, username="bo", reply_to_post_number=1, cooked="<aside><blockquote>Hello</blockquote></aside><p>Hi"
            ),
            written(3, hidden=True),
            written(4, deleted_at="2026-03-08"),
        )
    )

    assert [(each.author, each.level, each.heading, each.text, each.signed_at) for each in found] == [
        ("ana_b", 1, "Leaders", "Hello", MARCH),
        ("bo", 2, "Leaders", "Hello\nHi", MARCH),
    ]
    assert [each.shown_as for each in found] == ["Ana B.", ""]


@pytest.mark.parametrize(
    "topic_text",
    [
        "",
        "nothing",
        "[]",
        "7",
        "{}",
        '{"post_stream": 7}',
        '{"post_stream": {"posts": {}}}',
        '{"post_stream": {"posts": [7]}}',
        '{"post_stream": {"posts": [{"post_number": "1"}]}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_topic_is_refused(topic_text):
    with pytest.raises(InputError, match="topic: expected"):
        posts_from_discourse(topic_text)


def test_a_time_that_is_none_is_not_known():
    assert posts_from_discourse(topic(written(1, created_at="yesterday")))[0].signed_at is None


def test_escapes_of_json_bring_nothing_that_no_database_takes():
    written = {"username": "A\x00na", "name": "A\ud800", "cooked": "<p>Hi\x00 \udfff there</p>", "post_number": 1}
    topic = {"title": "T\x00\ud800", "post_stream": {"posts": [written]}}

    (post,) = posts_from_discourse(json.dumps(topic))

    assert (post.author, post.shown_as, post.heading, post.text) == ("Ana", "A?", "T?", "Hi ? there")


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "soon", None])
def test_moment_outside_of_all_calendars_is_none(moment):
    written = {"username": "Ana", "cooked": "<p>Hi</p>", "post_number": 1, "created_at": moment}

    (post,) = posts_from_discourse(json.dumps({"post_stream": {"posts": [written]}}))

    assert post.signed_at is None
