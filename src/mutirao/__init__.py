"""Mutirão: what each Wikimedia community needs in order to grow, the means, and what changed.

One Django app per context, in one fixed order; see ``docs/architecture.md``.
"""

__version__ = "0.1.0"
