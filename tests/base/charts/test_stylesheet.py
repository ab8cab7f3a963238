"""The letters on a tile can be read in both themes: the ramp of charts.css against the house's ink and paper."""

import re
from pathlib import Path

import pytest

import mutirao.base

STYLESHEET = Path(mutirao.base.__file__).parent / "static/base/charts.css"
# ink, letters on the darkest tone, the tone itself, and the grounds a chart may lie on
LIGHT = ("#202122", "#ffffff", "#b5482b", ["#ffffff", "#faf8f4"])
DARK = ("#eaecf0", "#101418", "#e58a6f", ["#181d22", "#101418"])


def rgb(colour: str) -> list[float]:
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def luminance(colour: list[float]) -> float:
    """Relative luminance after WCAG 2."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[float], other: list[float]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def opacities() -> list[float]:
    """Of the tones 1 to 5; the last is opaque."""
    found = dict(re.findall(r"\.chart-tone-(\d)\{fill-opacity:([.\d]+)\}", STYLESHEET.read_text()))
    return [float(found[str(tone)]) for tone in range(1, 5)] + [1.0]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_on_every_tone_have_enough_contrast(theme):
    ink, inverted, tone, grounds = theme
    for ground in grounds:
        for opacity in opacities():
            letters = inverted if opacity == 1 else ink
            parts = zip(rgb(tone), rgb(ground), strict=True)
            mixed = [opacity * over + (1 - opacity) * under for over, under in parts]
            assert contrast(rgb(letters), mixed) >= 4.5, (ground, opacity)


def test_tones_rise():
    assert opacities() == sorted(set(opacities()))


def test_stylesheet_is_small():
    assert len(STYLESHEET.read_bytes()) <= 2048


def test_no_letter_is_smaller_than_12_px():
    sizes = [
        int(size)
        for size in re.findall(r"(\d+)px sans-serif|font-size:(\d+)px", STYLESHEET.read_text())
        for size in size
        if size
    ]

    assert min(sizes) >= 12
