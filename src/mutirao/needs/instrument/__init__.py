"""A questionnaire as a value: its tree, its texts, how it is changed, what keeps it from working, how long it takes."""

from mutirao.needs.instrument.form import CONTAINERS, TAKES_CHOICES, Form, Item, Option, is_asked

__all__ = ["CONTAINERS", "TAKES_CHOICES", "Form", "Item", "Option", "is_asked"]
