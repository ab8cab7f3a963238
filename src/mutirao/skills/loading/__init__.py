"""Readers of our own framework, and of ESCO, DigComp and Capacity Exchange when an operator brings their files."""

from mutirao.skills.loading import capx, core, digcomp, esco

__all__ = ["capx", "core", "digcomp", "esco"]
