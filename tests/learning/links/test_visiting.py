"""Following links of a server that misbehaves in every way we could think of."""

import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from mutirao.learning.links import Finding, Guard, Visitor
from mutirao.learning.links.judging import is_same_page, leads_home, says_not_found, wait_asked


def outcome(finding):
    return (finding.state, finding.fault)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/page", ("works", None)),
        ("/for-now", ("works", None)),
        ("/no-head", ("works", None)),
        ("/gone", ("gone", "not_found")),
        ("/apology", ("gone", "soft_not_found")),
        ("/to-front/of/site", ("gone", "soft_not_found")),
        ("/loop-a", ("gone", "loop")),
        ("/hop-1", ("gone", "too_many_hops")),
        ("/secret", ("blocked", "forbidden")),
        ("/broken", ("failing", "server_error")),
        ("/busy", ("failing", "too_busy")),
        ("/to-metadata", ("blocked", "not_public")),
        ("/to-file", ("gone", "wrong_address")),
        ("/to-nowhere", ("gone", "wrong_address")),
    ],
)
def test_each_answer_has_its_finding(server, visitor, path, expected):
    assert outcome(visitor().follow(server.address(path))) == expected


def test_page_that_moved_for_good_says_where_to(server, visitor):
    found = visitor().follow(server.address("/moved"))
    assert found == Finding(server.address("/moved"), "moved", target=server.address("/page"))


def test_metadata_of_a_cloud_is_never_asked(server, visitor):
    asked = []
    guard = Guard(
        also_allowed=frozenset({("127.0.0.1", server.port)}),
        resolve=lambda host, port: asked.append(host) or [host],
    )
    follower = visitor()
    follower.guard = guard
    assert follower.follow(server.address("/to-metadata")).fault == "not_public"
    # Judged, not connected to.
    assert asked[-1] == "169.254.169.254"


def test_loopback_is_refused_without_the_explicit_word(server):
    found = Visitor(contact="", sleep=lambda seconds: None).follow(server.address("/page"))
    assert outcome(found) == ("blocked", "not_public")
    assert not server.asked


def test_name_is_resolved_once_and_connected_to_as_judged(server, visitor):
    answers = iter(["127.0.0.1"] * 3)
    follower = visitor()
    follower.guard = Guard(
        also_allowed=frozenset({("127.0.0.1", server.port), ("rebinding.example", server.port)}),
        resolve=lambda host, port: [next(answers)],
    )
    # robots.txt, HEAD and GET: one look-up each, so that no second answer can slip between look-up and connection.
    assert follower.follow(f"http://rebinding.example:{server.port}/page").state == "works"
    assert next(answers, None) is None


def test_server_that_hangs_is_left_after_the_whole_time(server, visitor):
    found = visitor(whole=0.2, retries=0).follow(server.address("/hang"))
    assert outcome(found) == ("failing", "timed_out")


def test_ten_gigabytes_are_not_read(server, visitor):
    assert visitor().follow(server.address("/endless")).state == "works"
    # What the buffers of two sockets hold at most, far from ten gigabytes.
    assert server.n_streamed < 16 * 1024**2


def test_faults_that_may_pass_are_tried_three_times_with_growing_pauses(server, visitor, slept):
    visitor(pause=0).follow(server.address("/broken"))
    assert server.asked["HEAD /broken"] == 3
    assert slept == [5.0, 15.0]


def test_server_that_asks_for_an_hour_is_not_asked_again_and_gets_its_hour(server, visitor):
    found = visitor(pause=0).follow(server.address("/busy"))
    assert server.asked["HEAD /busy"] == 1
    assert found.come_back_after == timedelta(hours=1)


def test_robots_txt_is_read_once_and_obeyed(server, visitor):
    server.robots, server.robots_status = "User-agent: *\nDisallow: /gone", 200
    follower = visitor()
    assert outcome(follower.follow(server.address("/gone"))) == ("blocked", "robots")
    assert follower.follow(server.address("/page")).state == "works"
    assert server.asked["GET /robots.txt"] == 1
    assert not server.asked["HEAD /gone"]


def test_robots_txt_that_forbids_us_by_name(server, visitor):
    server.robots, server.robots_status = "User-agent: MutiraoLinkCheck\nDisallow: /", 200
    assert visitor().follow(server.address("/page")).fault == "robots"


@pytest.mark.parametrize(
    "line",
    [
        "Crawl-delay: \u00b2",
        f"Crawl-delay: {'9' * 4000}",
        f"Crawl-delay: {'9' * 5000}",
        "Disallow: http://[",
        f"Request-rate: 1/{'9' * 5000}",
    ],
    ids=["superscript", "no float", "no integer", "no address", "no rate"],
)
def test_line_of_robots_txt_that_nobody_can_read_hides_no_other(server, visitor, line):
    server.robots, server.robots_status = f"User-agent: *\n{line}\nDisallow: /gone", 200
    follower = visitor()
    assert follower.follow(server.address("/gone")).fault == "robots"
    assert follower.follow(server.address("/page")).state == "works"


@pytest.mark.parametrize("charset", ["idna", "undefined", "no-such-thing", "base64"])
def test_charset_that_is_none_is_read_all_the_same(charset):
    assert says_not_found(b"<title>404</title>", charset)


@pytest.mark.parametrize("piece", [b"<title", b"<title>"], ids=["open", "unended"])
def test_page_of_nothing_but_titles_is_judged_at_once(piece):
    started = time.process_time()
    assert not says_not_found((piece * 43_000)[: 256 * 1024], "utf-8")
    assert time.process_time() - started < 5


def test_server_whose_robots_txt_fails_is_left_alone(server, visitor):
    server.robots_status = 503
    assert visitor(retries=0).follow(server.address("/page")).state == "failing"
    assert not server.asked["HEAD /page"]


def test_pauses_between_requests_to_one_server_follow_its_crawl_delay(server, visitor, slept):
    server.robots, server.robots_status = "User-agent: *\nCrawl-delay: 7", 200
    follower = visitor(pause=2)
    follower.now = lambda: 100.0
    follower.follow(server.address("/page"))
    assert slept == [7.0, 7.0]


def test_nothing_listens_there(server, visitor):
    server.shutdown()
    server.server_close()
    assert outcome(visitor(retries=0).follow(server.address("/page"))) == ("failing", "no_connection")


def test_host_that_nobody_knows_is_failing(visitor):
    follower = visitor()
    assert outcome(follower.follow("https://nothing.invalid/")) == ("failing", "unknown_host")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Page not found", True),
        ("404 | Example", True),
        ("Página no encontrada", True),
        ("الصفحة غير موجودة", True),
        ("How lost things are found", False),
        ("Room 4041", False),
    ],
)
def test_titles_that_apologise(title, expected):
    assert says_not_found(f"<html><TITLE lang=x>{title}</TITLE>".encode(), "utf-8") is expected


@pytest.mark.parametrize("charset", ["", "no-such-charset", "latin-1"])
def test_broken_bytes_and_charsets_are_read_as_well_as_they_can(charset):
    assert not says_not_found(b"<title>\xff\xfe</title>", charset)


def test_front_page_of_a_site_is_no_redirect_home():
    front = httpx.URL("https://example.org/")
    assert not leads_home(front, front)
    assert leads_home(httpx.URL("https://example.org/a/b"), front)


def test_scheme_www_and_slash_make_no_other_page():
    assert is_same_page(httpx.URL("http://example.org/a"), httpx.URL("https://www.example.org/a/"))


@pytest.mark.parametrize(
    ("header", "minutes"),
    [("120", 2), ("Sun, 22 Nov 2026 12:05:00 GMT", 5), ("Sun, 22 Nov 2020 12:05:00 GMT", 0), ("soon", 0), ("", 0)],
)
def test_waits_that_servers_ask_for(header, minutes):
    assert wait_asked(header, datetime(2026, 11, 22, 12, tzinfo=UTC)) == timedelta(minutes=minutes)
