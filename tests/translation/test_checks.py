"""What is seen in a translation."""

import pytest

from mutirao.translation import checks


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("Lead 3 meetings.", "Conduzir 3 reuniões."),
        ("12,500 people", "12.500 pessoas"),
        ("In 2030", "في ٢٠٣٠"),
        ("In 2030", "२०३० में"),
        ("Hello {name}, %(n)d left", "Restam %(n)d, {name}"),
        ("See https://example.org/a.", "Veja https://example.org/a."),
    ],
)
def test_a_good_translation_has_no_findings(original, translation):
    assert checks.findings(original, translation) == []


@pytest.mark.parametrize(
    ("original", "translation", "found"),
    [
        ("Meetings", " Meetings", [checks.UNCHANGED]),
        ("Hello {name}", "Olá {pessoa}", [checks.CHANGED_PLACEHOLDERS]),
        ("%(n)d left", "Restam", [checks.CHANGED_PLACEHOLDERS]),
        ("Lead 3 meetings", "Conduzir 4 reuniões", [checks.CHANGED_NUMBERS]),
        ("Lead 3 or 3", "Três ou 3", [checks.CHANGED_NUMBERS]),
        ("See https://example.org/a", "Veja https://evil.example/a", [checks.CHANGED_LINKS]),
        ("See https://example.org/1", "Veja", [checks.CHANGED_LINKS]),
    ],
)
def test_what_changed_is_named(original, translation, found):
    assert checks.findings(original, translation) == found
