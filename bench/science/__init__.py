"""Measures the kernels of ``mutirao_science``, each beside a peer in the same run.

The same data for both, our precision at least the peer's, two threads for both, warm runs, the median of three. The
peers live in an environment of their own: ``tools/peers`` makes it.
"""

from __future__ import annotations

import os

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS")


def measure(part: str) -> list[str]:
    """The table of ``areas`` or ``items``, a row for each kernel."""
    # Before NumPy is imported: it counts threads once. The peers inherit it.
    os.environ.update(dict.fromkeys(THREADS, "2"))
    from bench.science import areas, items, kernel

    kernels = {"areas": areas.KERNELS, "items": items.KERNELS}[part]
    return [*kernel.HEADER, *(each.measured() for each in kernels)]
