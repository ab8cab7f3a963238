"""Benchmarks: what the bars in ``docs/performance.md`` are measured with. Run by ``make bench``.

``data`` makes people, communities and sign-ups in a throw-away database; ``pages``, ``starting`` and ``lighthouse``
measure; ``report`` writes what they found into the document. Nothing here is a test: a slow machine fails no build.
"""
