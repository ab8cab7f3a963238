"""Numbers in the reader's digits, kept apart by language."""

import pytest
from django.utils import translation

from mutirao.base import numbers


def test_numbers_are_written_for_each_page_not_for_the_first():
    shown = []
    for page in ("en", "fr", "hi"):
        with translation.override(page):
            shown.append((numbers.decimal(1234567.5), numbers.percent(0.125, ".0"), numbers.compact(1200000)))

    assert shown == [
        ("1,234,567.5", "12.5%", "1.2M"),
        ("1\u202f234\u202f567,5", "12,5\u00a0%", "1,2\u00a0M"),
        ("12,34,567.5", "12.5%", "12\u00a0लाख"),
    ]


def test_minus_zero_is_zero_whichever_came_first():
    with translation.override("en"):
        assert [numbers.decimal(number, "#,##0.0") for number in (-0.0, 0, 0.0, -0.04)] == ["0.0"] * 4
        assert numbers.decimal(-0.06, "#,##0.0") == "-0.1"


@pytest.mark.parametrize(("language", "written"), [("ar", "\u200e-10.0"), ("en", "-10.0")])
def test_minus_sign_stands_before_its_number_in_every_direction(language, written):
    with translation.override(language):
        assert numbers.decimal(-10, "#,##0.0") == written
        assert numbers.decimal(10, "#,##0.0") == "10.0"
