"""Following links politely and safely: ``Visitor`` asks, ``Finding`` says what came of it. No database here."""

from mutirao.learning.links.addresses import Guard
from mutirao.learning.links.visiting import Finding, Limits, Visitor

__all__ = ["Finding", "Guard", "Limits", "Visitor"]
