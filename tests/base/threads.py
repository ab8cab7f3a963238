"""Races on purpose."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once[T](n_threads: int, act: Callable[[], T]) -> list[T]:
    """What ``act`` returned in each of ``n_threads`` threads that began together, each with its own connection."""
    barrier = Barrier(n_threads)

    def run() -> T:
        try:
            barrier.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(n_threads) as pool:
        return [future.result() for future in [pool.submit(run) for _ in range(n_threads)]]
