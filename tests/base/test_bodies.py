"""Requests that carry too much, as bytes through the door of the web server."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

pytestmark = pytest.mark.django_db
LIMIT = 10 * 1024 * 1024
FORM = "application/x-www-form-urlencoded"
KEY = f"csrftoken={'a' * 32}"
MULTIPART = "multipart/form-data; boundary=x"


class Body(BytesIO):
    """A stream that knows how much of it was read."""

    n_read = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.n_read += len(piece)
        return piece


def send(body: Body, **environ: Any) -> tuple[str, str]:
    """Status and text of the answer to a POST to the sign-in page."""
    # Only now: the door opens with the throw-away folder of the tests.
    from mutirao.wsgi import application

    asked: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/me/sign-in/",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": body,
        **environ,
    }
    setup_testing_defaults(asked)
    said: list[str] = []
    chunks = application(asked, lambda status, headers, exc_info=None: said.append(status) or (lambda data: None))
    return said[0], b"".join(chunks).decode()


@pytest.mark.parametrize("content_type", [FORM, MULTIPART, "application/json", ""])
def test_too_long_a_body_is_refused_unread(content_type):
    body = Body(b"name=Ana&rest=" + b"x" * LIMIT)

    status, page = send(body, CONTENT_LENGTH=str(len(body.getvalue())), CONTENT_TYPE=content_type)

    assert status[:3] == "413"
    assert "That was more than we can take at once" in page
    assert body.n_read == 0


def test_a_length_that_is_only_claimed_is_refused_at_once():
    body = Body()
    status, _page = send(body, CONTENT_LENGTH="60000000", CONTENT_TYPE=MULTIPART)
    assert (status[:3], body.n_read) == ("413", 0)


def test_reading_ends_at_the_limit_when_no_length_is_given():
    body = Body(b"x" * (LIMIT + 5_000_000))
    status, _page = send(body, HTTP_TRANSFER_ENCODING="chunked", CONTENT_TYPE=FORM)
    assert (status[:3], body.n_read) == ("413", LIMIT + 1)


def test_a_short_body_without_a_length_is_read_whole():
    body = Body(b"name=Ana")
    status, page = send(body, HTTP_TRANSFER_ENCODING="chunked", CONTENT_TYPE=FORM)
    # It came as far as the form's token, which it has not.
    assert (status[:3], body.n_read) == ("403", 8)
    assert "We could not be sure that this came from you" in page


@pytest.mark.parametrize("length", ["", "-1", "ten", "9" * 30 + "x"])
def test_a_length_that_is_none_is_an_empty_body(length):
    status, _page = send(Body(b"name=Ana"), CONTENT_LENGTH=length, CONTENT_TYPE=FORM)
    assert status[:3] == "403"


def test_the_page_speaks_the_language_of_the_reader():
    _status, page = send(Body(), CONTENT_LENGTH=str(LIMIT + 1), HTTP_ACCEPT_LANGUAGE="ar")
    assert 'lang="ar" dir="rtl"' in page


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", "[::1", "127.0.0.1:x"])
def test_a_host_that_is_not_ours_gets_a_page_of_ours(host):
    status, page = send(Body(), HTTP_HOST=host, HTTP_ACCEPT_LANGUAGE="pt-BR", HTTP_COOKIE="sessionid=x")
    assert status == "400 Bad Request"
    assert '<html lang="pt" dir="ltr">' in page
    assert "evil" not in page


def test_too_many_fields_get_a_page_of_ours():
    body = Body(b"&".join(b"a%d=1" % n for n in range(2_100)))
    status, page = send(body, CONTENT_LENGTH=str(len(body.getvalue())), CONTENT_TYPE=FORM, HTTP_COOKIE=KEY)
    assert status == "400 Bad Request"
    assert "We could not read what was sent" in page
