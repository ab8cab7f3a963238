"""Rate limits: counted across processes, without keeping anybody's address."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import RequestFactory

from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.models import RateCount
from mutirao.base.rates import allow, client_address

from .threads import at_once

HOUR = dt.timedelta(hours=1)


def test_uses_beyond_the_limit_are_refused_until_the_next_window(database, noon):
    later = noon + dt.timedelta(minutes=20)
    with clock.at(later):
        verdicts = [allow("sign in", limit=2, per=HOUR) for _ in range(4)]

    assert [bool(verdict) for verdict in verdicts] == [True, True, False, False]
    assert verdicts[2].reason == "That was too often. Please try again in 40 minutes."
    with clock.at(noon + HOUR):
        assert allow("sign in", limit=2, per=HOUR)


def test_last_moment_of_a_window_is_told_as_one_minute(db, noon):
    with clock.at(noon - dt.timedelta(microseconds=1)):
        allow("sign in", limit=1, per=HOUR)
        refusal = allow("sign in", limit=1, per=HOUR)
    assert refusal.reason == "That was too often. Please try again in 1 minute."


def test_buckets_and_windows_are_counted_apart(db, noon):
    assert allow("sign in", limit=1, per=HOUR)
    assert allow("sign up", limit=1, per=HOUR)
    assert allow("sign in", limit=1, per=2 * HOUR)
    assert not allow("sign in", limit=1, per=HOUR)


def test_use_costs_one_query(database, noon, django_assert_num_queries):
    for _ in range(3):
        with django_assert_num_queries(1):
            allow("sign in", limit=2, per=HOUR)


def test_stored_count_names_neither_bucket_nor_its_other_windows(db, noon, settings):
    allow("192.0.2.7", limit=9, per=HOUR)
    with clock.at(noon + HOUR):
        allow("192.0.2.7", limit=9, per=HOUR)
    settings.SECRET_KEY = "another"
    allow("192.0.2.7", limit=9, per=HOUR)

    counts = RateCount.objects.all()
    assert len({count.key for count in counts}) == 3
    assert {count.ends_at for count in counts} == {noon + HOUR, noon + 2 * HOUR}
    assert all(set(count.key) <= set("0123456789abcdef") for count in counts)


def test_limit_below_one_is_refused(db):
    with pytest.raises(InputError, match="limit"):
        allow("sign in", limit=0, per=HOUR)


def test_racing_uses_are_all_counted(shared_database):
    def use() -> int:
        # Far from a window's end, so that all uses fall into one.
        return sum(bool(allow("sign in", limit=17, per=dt.timedelta(days=10_000))) for _ in range(5))

    assert sum(at_once(6, use)) == 17


@pytest.mark.parametrize(
    ("n_proxies", "forwarded", "address"),
    [
        (0, None, "203.0.113.1"),
        (0, "198.51.100.9", "203.0.113.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "192.0.2.66, 198.51.100.9", "198.51.100.9"),
        (2, "192.0.2.66, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (2, "198.51.100.9", "203.0.113.1"),
        (1, None, "203.0.113.1"),
        (1, "not an address", "203.0.113.1"),
        (1, "2001:DB8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (1, "::1", "::/64"),
        (1, "::ffff:198.51.100.9", "198.51.100.9"),
    ],
)
def test_client_address_believes_only_our_own_proxies(settings, n_proxies, forwarded, address):
    settings.MUTIRAO = {**settings.MUTIRAO, "TRUSTED_PROXIES": n_proxies}
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="203.0.113.1", headers=headers)) == address


def test_client_without_address_is_unknown(settings):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == "unknown"
