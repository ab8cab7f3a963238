"""Dates, shares and lists in the reader's language."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from mutirao.base.templatetags.text import colon, day, listed, moment, percent, short_date

MOMENT = dt.datetime(2026, 11, 5, 13, 4, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "November 5, 2026"),
        ("pt", "5 de novembro de 2026"),
        ("es", "5 de noviembre de 2026"),
        ("fr", "5 novembre 2026"),
        ("ar", "5 نوفمبر 2026"),
        ("hi", "5 नवंबर 2026"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(language: str, shown: str) -> None:
    with override(language):
        assert day(MOMENT) == day(MOMENT.date()) == shown


@pytest.mark.parametrize(("language", "shown"), [("en", ": "), ("fr", "\u202f: "), ("hi", ": ")])
def test_a_colon_keeps_the_space_that_its_readers_expect(language: str, shown: str) -> None:
    with override(language):
        assert colon() == shown


def test_a_moment_names_the_zone_of_the_reader() -> None:
    with override("fr"), timezone.override(dt.timezone(dt.timedelta(hours=3), "EAT")):
        assert moment(timezone.localtime(MOMENT)) == "5 novembre 2026, 16:04 EAT"


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("2025", "2025"), ("2025-06", "junho de 2025"), ("2025-06-30", "30 de junho de 2025"), ("", "")],
)
def test_a_date_is_no_more_exact_than_its_source(stated: str, shown: str) -> None:
    with override("pt"):
        assert short_date(stated) == shown


def test_no_date_is_written_as_nothing() -> None:
    assert (day(None), moment(None)) == ("", "")


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "12.5%"), ("fr", "12,5\xa0%"), ("es", "12,5\xa0%"), ("hi", "12.5%")]
)
def test_the_sign_of_a_percentage_stands_as_the_language_wants_it(language: str, shown: str) -> None:
    with override(language):
        assert percent(0.125) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "a, b, and c"), ("pt", "a, b e c"), ("ar", "a وb وc"), ("hi", "a, b, और c")]
)
def test_words_are_listed_as_a_sentence_lists_them(language: str, shown: str) -> None:
    with override(language):
        assert listed(["a", "b", "c"]) == shown
