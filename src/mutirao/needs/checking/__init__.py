"""One checker for answers from pages, devices, paper and files."""

from mutirao.needs.checking.whole import MOST_ENTRIES, Checked, as_strings, check_answers, offered

__all__ = ["MOST_ENTRIES", "Checked", "as_strings", "check_answers", "offered"]
