"""Numbers that nobody else has: arrays in, frozen results out; NumPy and SciPy, no platform, no database, no web.

Everything public can be imported from here. Each function says the shapes and units of its arguments, what it refuses
(``InputError``, naming the argument), and where its formula comes from. Random numbers come only from a ``seed``.
"""

from mutirao_science.errors import InputError

__all__ = ["InputError"]
