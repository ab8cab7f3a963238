"""Compiled loops where the extra ``fast`` (numba) is installed; each has a plain NumPy way with the same results."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from threading import RLock
from typing import Any

_only_plain: ContextVar[bool] = ContextVar("only_plain", default=False)

# Where OpenMP is missing, numba's own threads end the whole process when two threads of ours use them at once.
_one_at_a_time = RLock()

# In a loop that is compiled this name means iterations that may run side by side; each must write to places of its own,
# so that the number of threads changes nothing.
side_by_side = range


@cache
def is_installed() -> bool:
    return importlib.util.find_spec("numba") is not None


@contextmanager
def plainly() -> Iterator[None]:
    """Inside it nothing is compiled: for tests and measurements of the plain way."""
    token = _only_plain.set(True)
    try:
        yield
    finally:
        _only_plain.reset(token)


def faster[**P, R](loop: Callable[P, R], *parts: Callable[..., Any]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorates the plain way: where numba is installed the compiled ``loop`` answers instead.

    ``parts``: functions of the same module that the loop calls.
    """

    def decorate(plain: Callable[P, R]) -> Callable[P, R]:
        @wraps(plain)
        def choose(*args: P.args, **kwargs: P.kwargs) -> R:
            if _only_plain.get() or not is_installed():
                return plain(*args, **kwargs)
            with _one_at_a_time:
                return _compiled(loop, *parts)(*args, **kwargs)  # type: ignore[no-any-return]

        return choose

    return decorate


@cache
def _compiled(loop: Callable[..., Any], *parts: Callable[..., Any]) -> Any:
    # Imported at the first use: a web process that computes nothing should not load a compiler.
    import numba

    names = {part.__name__: numba.njit(cache=True)(part) for part in parts}
    loop.__globals__.update(names, side_by_side=numba.prange)
    try:
        return numba.njit(parallel=True, cache=True, nogil=True)(loop)
    except RuntimeError:  # nowhere to keep what was compiled, as in a container that nobody may write to
        return numba.njit(parallel=True, nogil=True)(loop)
