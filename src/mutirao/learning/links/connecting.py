"""Connecting to the very address that was judged, with one deadline over all that is read and written."""

from __future__ import annotations

import ssl
import time
import typing
from collections.abc import Callable, Iterable

import httpcore

from mutirao.learning.links.addresses import Guard

type Clock = Callable[[], float]


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once, judges what it stands for and connects there: a second answer of DNS changes nothing."""

    def __init__(self, guard: Guard, *, seconds: float, now: Clock = time.monotonic) -> None:
        self._guard, self._seconds, self._now = guard, seconds, now
        self._network = httpcore.SyncBackend()
        self._ends_at = now() + seconds

    def begin(self) -> None:
        """A new request has all the time again."""
        self._ends_at = self._now() + self._seconds

    def seconds_left(self, timeout: float | None) -> float:
        """At most ``timeout``, and no more than is left; raises ``httpcore.ReadTimeout`` when nothing is."""
        left = self._ends_at - self._now()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole request took too long")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[typing.Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._guard.addresses_of(host, port)
        last: Exception | None = None
        for address in addresses[:2]:
            try:
                stream = self._network.connect_tcp(address, port, self.seconds_left(timeout))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
                continue
            return _TimedStream(stream, self)
        raise last or httpcore.ConnectError(host)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[typing.Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no sockets of this machine")

    def sleep(self, seconds: float) -> None:
        raise NotImplementedError("whoever retries decides how long to wait")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step may take what is left of the time, and no more."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.seconds_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.seconds_left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._backend.seconds_left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._backend)

    def get_extra_info(self, info: str) -> typing.Any:
        return self._stream.get_extra_info(info)
