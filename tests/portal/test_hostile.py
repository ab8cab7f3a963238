"""Every address, asked in every hostile way by everybody: no fault, nothing hidden stored, nothing without a token."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from tests.portal.routes import PLACE, ROUTES, filled
from tests.portal.world import World, build_world, type_everywhere

pytestmark = pytest.mark.django_db

NULL, BIDI, SCRIPT = "nul\x00nul", "bidi\u202ebidi", '"><script>alert(7)</script>'
OVERLONG = "overlong" * 3_000
HIDDEN = ("\x00", "\u202e", "overlong" * 500)
PATHS = {
    "int": ["9" * 25],
    "uuid": [str(uuid4())],
    "slug": ["x" * 3_000, "-_-"],
    "path": ["%00/x", "x/%ff/", "x/" * 500],
    "str": ["%00", "%E2%80%AE", "%ff%fe", "%F0%9F%99%82", "x" * 3_000, "..%5C..%5C", "%27%22%3E"],
}
QUERIES = (
    "page=1e9&uselang=%00&q=%00&sort=%00&line=%00&language=%00&family=%00&reply=%00&next=%00&space=%00&role=%00",
    f"page={'9' * 30}&uselang=%E2%80%AE&q={'x' * 5_000}&region=%E2%80%AE&space=a:b:c&role=[]&reply=1&next=//evil",
    "page=-7&page[]=1&uselang=en-x-%22%3E&q=%ff%fe&q=%25&minutes=99999999999999999999&size=-1&space=:&next=/%5Cevil",
    "page=&uselang=../../x&q=%F0%9F%99%82&minutes=x&space=community:%00&script=%22%3E&next=https:evil",
)
HEADERS: tuple[dict[str, str], ...] = (
    {"HTTP_ACCEPT_LANGUAGE": "x" * 5_000, "HTTP_COOKIE": "language=\x01;sessionid=nothing;csrftoken=x"},
    {"HTTP_ACCEPT_LANGUAGE": "*;q=9,en-\u00ff,,;;q=,zz-ZZ-zz-ZZ;q=0.x", "HTTP_X_FORWARDED_FOR": "<script>,,::%1"},
    {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_IF_MODIFIED_SINCE": "yesterday", "HTTP_IF_NONE_MATCH": "*\x7f", "HTTP_RANGE": "bytes=9-1"},
)


AREAS = sorted({route.partition("/")[0] for route in ROUTES})


def hostile_paths(route: str, world: World) -> list[str]:
    """The address with each part wrong in turn."""
    return [
        filled(route, {**world.values(route), name: wrong})
        for converter, name in PLACE.findall(route)
        for wrong in PATHS[converter or "str"]
    ]


def forms_of(base: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in base.__subclasses__():
        yield from (each, *forms_of(each))


def field_names() -> set[str]:
    declared = {name for form in forms_of(forms.Form) for name in getattr(form, "base_fields", {})}
    return declared | {"person", "next", "language", "choice", "into", "answer", "version", "declines", "understood"}


def body_of(value: Any, world: World) -> dict[str, Any]:
    names = field_names()
    return {prefix + name: value for name in names for prefix in ("", *world.prefixes)}


def ask(client: Client, method: str, address: str, **extra: Any) -> HttpResponse:
    client.raise_request_exception = False
    response: HttpResponse = getattr(client, method)(*(["POST"] if method == "generic" else []), address, **extra)
    assert response.status_code < 500, f"{method} {address[:200]} {str(extra)[:200]}"
    return response


@pytest.fixture
def world() -> World:
    return build_world()


in_each_area = pytest.mark.parametrize("area", AREAS)


def each_route(area: str) -> Iterator[str]:
    """The area's routes; what was done at one of them is undone before the next."""
    for route in ROUTES:
        if route.partition("/")[0] == area:
            with transaction.atomic():
                yield route
                transaction.set_rollback(True)


def stored_text() -> Iterator[tuple[str, str]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == "django_session":
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'select * from "{model._meta.db_table}"')
            for row in cursor.fetchall():
                yield model._meta.db_table, repr([str(value) for value in row])


def assert_nothing_hidden_is_stored() -> None:
    for table, row in stored_text():
        assert not any(repr(mark)[1:-1] in row or mark in row for mark in HIDDEN), f"{table}: {row[:300]}"
    for model in apps.get_models():
        for column in model._meta.fields:
            if isinstance(column, models.URLField):
                assert not model._default_manager.filter(**{f"{column.name}__startswith": "javascript"}).exists()


@in_each_area
def test_odd_addresses_queries_and_headers_are_no_fault(area: str, world: World) -> None:
    for route in each_route(area):
        for person in (None, world.person, world.administrator):
            client = world.client(person)
            address = filled(route, world.values(route))
            for query in QUERIES:
                ask(client, "get", f"{address}?{query}")
            for headers in HEADERS:
                ask(client, "get", address, **headers)
            for path in hostile_paths(route, world):
                ask(client, "get", path)
                ask(client, "post", path)


@in_each_area
def test_hostile_bodies_are_no_fault_and_nothing_hidden_is_stored(area: str, world: World) -> None:
    for route in each_route(area):
        for value in (NULL, BIDI, OVERLONG, "javascript:alert(7)", "9" * 25, "-1", ["a", "🙂"], ""):
            for person in (None, world.person, world.administrator):
                ask(world.client(person), "post", filled(route, world.values(route)), data=body_of(value, world))
        assert_nothing_hidden_is_stored()


@in_each_area
def test_bodies_that_are_no_form_are_no_fault(area: str, world: World) -> None:
    for route in each_route(area):
        bodies = (
            ("application/x-www-form-urlencoded", b"text=%ff%fe&text=2&text[]=3&=&&%00=%00"),
            ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2_100))),
            ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n--x"),
            ("multipart/form-data", b"nothing"),
            ("application/json", b'{"name": 1'),
            ("text/plain; charset=nonsense", b"\xff"),
        )
        for person in (None, world.administrator):
            for content_type, body in bodies:
                address = filled(route, world.values(route))
                ask(world.client(person), "generic", address, data=body, content_type=content_type)


@in_each_area
def test_no_form_is_taken_without_its_token(area: str, world: World) -> None:
    for route in each_route(area):
        if route == "me/wiki/callback/":
            return
        client = world.client(world.administrator, enforce_csrf_checks=True)
        before = sorted(stored_text())
        response = ask(client, "post", filled(route, world.values(route)), data=body_of("x", world))
        # Who answers gets no cookie: there a signed field, or a code, stands where the token would.
        assert response.status_code in {403, 404, 405} | ({422} if route.startswith("answer/") else set())
        assert sorted(stored_text()) == before


@in_each_area
def test_script_that_was_typed_is_shown_as_text(area: str, world: World) -> None:
    for route in each_route(area):
        type_everywhere(SCRIPT)
        for person in (None, world.person, world.administrator):
            response = ask(world.client(person), "get", filled(route, world.values(route)))
            if response.headers["Content-Type"].startswith("text/html"):
                assert b"<script>alert" not in response.content, route


@in_each_area
def test_every_answer_carries_the_strict_policy(area: str, world: World) -> None:
    for route in each_route(area):
        for person in (None, world.administrator):
            for address in (filled(route, world.values(route)), "/no-such-page/"):
                response = ask(world.client(person), "get", address)
                policy = response.headers["Content-Security-Policy"]
                assert "default-src 'self'" in policy
                assert "unsafe" not in policy
                assert response.headers["X-Frame-Options"] == "DENY"
                assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_files_carry_the_strict_policy(settings: Any) -> None:
    (settings.STATIC_ROOT / "plain.css").write_text("a {}")

    response = Client().get("/static/plain.css")
    response.close()

    assert response.status_code == 200
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"
