"""Drawings are read as XML, so that every test also holds them to be well formed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.template import engines
from django.utils import translation

from mutirao.base.charts import Chart, Frame

Element = ElementTree.Element


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def frame() -> Frame:
    return Frame(key="need", title="What we need", rows_are="Skill")


@pytest.fixture
def drawing() -> Callable[[Chart], Element]:
    return lambda chart: ElementTree.fromstring(chart.svg)


@pytest.fixture
def texts() -> Callable[[Chart], list[str]]:
    """The words a drawing shows, in its order."""
    return lambda chart: [element.text or "" for element in ElementTree.fromstring(chart.svg).iter("text")]


@pytest.fixture
def shown() -> Callable[[Chart], str]:
    """The whole figure as a page shows it."""
    template = engines["django"].from_string("{% load charts %}{% chart chart %}")
    return lambda chart: template.render({"chart": chart})


@pytest.fixture
def compressed_kb() -> Callable[[str], float]:
    return lambda html: len(gzip.compress(html.encode(), mtime=0)) / 1000
