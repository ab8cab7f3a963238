"""Rate limits that hold across processes, and the address they are usually counted by."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.models.rates import RateCount
from mutirao.base.verdicts import ALLOWED, Verdict, refuse

# An IPv6 customer owns at least this much, and could otherwise use a new address for each request.
IPV6_PREFIX = 64


def allow(bucket: str, *, limit: int, per: timedelta) -> Verdict:
    """Count one use of ``bucket`` and say whether it is within ``limit`` for the present window of ``per``.

    Windows are fixed, so two of them may meet in a burst of twice the limit. Only a keyed hash of bucket and window
    is stored: no address can be read from it, nor one window be linked to the next.
    """
    if limit < 1:
        raise InputError("limit", allowed="1 or more", got=limit)
    key, ends_at = _window(bucket, per)
    return ALLOWED if _count_unless_full(key, limit, ends_at) else _refusal(ends_at)


def allow_reading(bucket: str, *, limit: int, per: timedelta) -> Verdict:
    """The same for what only reads, counted in this process: writing that down would cost more than the reading."""
    key, ends_at = _window(bucket, per)
    cache.add(key, 0, timeout=per.total_seconds())
    try:
        n_uses = cache.incr(key)
    except ValueError:
        # The cache was full and let it go.
        return ALLOWED
    return ALLOWED if n_uses <= limit else _refusal(ends_at)


def _window(bucket: str, per: timedelta) -> tuple[str, datetime]:
    """The key of the present window of ``bucket``, and when it ends."""
    index = int(clock.now().timestamp() // per.total_seconds())
    ends_at = datetime.fromtimestamp((index + 1) * per.total_seconds(), tz=UTC)
    return salted_hmac("mutirao.base.rates", f"{bucket} {per} {index}", algorithm="sha256").hexdigest(), ends_at


def _refusal(ends_at: datetime) -> Verdict:
    minutes = -(-(ends_at - clock.now()) // timedelta(minutes=1))
    return refuse(
        # Translators: shown to someone who repeats an act too often, such as signing in.
        ngettext(
            "That was too often. Please try again in %(minutes)d minute.",
            "That was too often. Please try again in %(minutes)d minutes.",
            minutes,
        )
        % {"minutes": minutes}
    )


def client_address(request: HttpRequest) -> str:
    """Who asks, for counting only: never store or log it. An IPv6 address stands for its network.

    ``X-Forwarded-For`` is believed as far as our own proxies wrote it: with n of them, the n-th entry from the right.
    """
    address: str = request.META.get("REMOTE_ADDR", "")
    n_proxies: int = settings.MUTIRAO["TRUSTED_PROXIES"]
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < n_proxies <= len(forwarded):
        address = forwarded[-n_proxies].strip()
    return _network(address) or _network(request.META.get("REMOTE_ADDR", "")) or "unknown"


def _count_unless_full(key: str, limit: int, ends_at: datetime) -> bool:
    # One statement, so that no two processes can read the same count; the ORM's upsert cannot add to a column.
    table = connection.ops.quote_name(RateCount._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} (key, n_uses, ends_at) values (%s, 1, %s)"  # noqa: S608 our own table's name
            f" on conflict (key) do update set n_uses = {table}.n_uses + 1 where {table}.n_uses < %s"
            " returning n_uses",
            [key, connection.ops.adapt_datetimefield_value(ends_at), limit],
        )
        return cursor.fetchone() is not None


def _network(address: str) -> str:
    """``address`` in its one spelling, as a network if IPv6; empty when it is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed.packed, IPV6_PREFIX), strict=False))
