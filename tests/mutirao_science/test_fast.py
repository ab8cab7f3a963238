import subprocess
import sys
from importlib import import_module

import pytest

from mutirao_science import _fast
from mutirao_science._fast import faster, is_installed, plainly

needs_numba = pytest.mark.skipif(not is_installed(), reason="NOT CHECKED: numba is not here, so nothing is compiled.")

MANY_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
import numpy as np
from mutirao_science import rank_draws

random = np.random.default_rng(1)
estimate, mse = random.normal(size=(200, 12)), np.ones((200, 12))
with ThreadPoolExecutor(8) as threads:
    found = list(threads.map(lambda _: rank_draws(estimate, mse, np.eye(12)).median, range(40)))
assert all((each == found[0]).all() for each in found)
print("the same 40 times")
"""


def compiled_answer():
    return "compiled"


@faster(compiled_answer)
def answer():
    return "plain"


def test_plainly_nothing_is_compiled():
    with plainly():
        assert answer() == "plain"


def test_without_numba_the_plain_way_answers(monkeypatch):
    monkeypatch.setattr(_fast, "is_installed", lambda: False)
    assert answer() == "plain"


@needs_numba
def test_with_numba_the_compiled_loop_answers(monkeypatch):
    monkeypatch.setattr(_fast, "_compiled", lambda loop: loop)
    assert answer() == "compiled"


@needs_numba
def test_without_a_place_to_keep_compiled_code_it_is_compiled_each_time(monkeypatch):
    numba = import_module("numba")
    compiled_with = []

    def njit(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        compiled_with.append(options)
        return lambda loop: loop

    monkeypatch.setattr(numba, "njit", njit)
    assert _fast._compiled.__wrapped__(compiled_answer)() == "compiled"
    assert len(compiled_with) == 1


@needs_numba
@pytest.mark.slow
def test_many_threads_may_ask_at_once_also_without_openmp():
    """Without the lock, numba's own threads end the process: exit code -6."""
    done = subprocess.run(
        [sys.executable, "-c", MANY_AT_ONCE],
        env={"NUMBA_THREADING_LAYER": "workqueue", "NUMBA_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "the same 40 times\n"), done.stderr[-2000:]
