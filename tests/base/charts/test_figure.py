import re

import pytest
from django.utils.safestring import mark_safe

from mutirao.base import charts
from mutirao.base.charts import Bar, Estimate, Frame, Measure, Step, Strip, Tile

MEASURE = Measure("Need", decimals=1)
STEPS = [Step(0, "none"), Step(1, "some")]


def all_kinds():
    def frame(key):
        return Frame(key=key, title="Title", source="CLDR 46", watermark="Demonstration", procedure_url="/how-we-know/")

    return [
        charts.dot_interval([Estimate("Grants", 1, 0, 2, is_borrowed=True)], MEASURE, frame("estimate")),
        charts.strip([Strip(MEASURE, [1, 2, 3], 2)], "Riverbank", frame("strip")),
        charts.bars([Bar("Kenya", 4, "2023", "ITU")], MEASURE, frame("bars")),
        charts.dots_in_100(0.4, "people", frame("dots")),
        charts.tile_world([Tile("BR", "Brazil", 0, 0, 1, url="/b/")], STEPS, MEASURE, frame("world")),
    ]


def test_figure_holds_drawing_legend_numbers_source_and_procedure(shown):
    frame = Frame(
        key="online",
        title="People <online>",
        rows_are="Territory",
        source="ITU & others",
        procedure_url="/how-we-know/online/",
    )

    html = shown(charts.bars([Bar("Kenya", 4, "2023", "ITU")], MEASURE, frame))

    assert '<figure class="chart-figure" id="online" dir="ltr">' in html
    assert "<figcaption>People &lt;online&gt;</figcaption>" in html
    assert "<summary>Show the numbers</summary>" in html
    assert '<th scope="col">Territory</th><th scope="col">Need</th>' in html
    assert '<th scope="row"><bdi>Kenya</bdi></th><td data-label="Need"><bdi>4.0</bdi></td>' in html
    assert "Source: ITU &amp; others" in html
    assert '<a href="/how-we-know/online/">How we know</a>' in html


def test_source_may_be_safe_html(shown):
    frame = Frame(key="a", title="t", source=mark_safe('<a href="/sources/itu/">ITU</a>'))

    assert 'Source: <a href="/sources/itu/">ITU</a>' in shown(charts.bars([Bar("Kenya", 4)], MEASURE, frame))


def test_figure_without_data_has_no_box_and_no_table(shown):
    html = shown(charts.bars([], MEASURE, Frame(key="a", title="t", direction="rtl")))

    assert 'dir="rtl"' in html
    assert "Nothing is known here yet." in html
    assert not re.search("<svg|<details|<table|<ul|chart-source", html)


@pytest.mark.parametrize("chart", all_kinds(), ids=lambda chart: chart.frame.key)
def test_nothing_in_a_figure_offends_the_content_policy(shown, chart):
    assert not re.search(r"\sstyle\s*=|<style|<script|\son[a-z]+\s*=|javascript:", shown(chart), re.IGNORECASE)


@pytest.mark.parametrize("chart", all_kinds(), ids=lambda chart: chart.frame.key)
def test_every_kind_carries_the_watermark_and_a_table(shown, chart):
    html = shown(chart)

    assert re.search('class="chart-watermark"[^>]*>Demonstration<', chart.svg)
    assert "Demonstration: " in chart.summary
    assert "<table" in html


def test_ids_on_a_page_are_unique_and_every_reference_has_its_target(shown):
    html = "".join(shown(chart) for chart in all_kinds())

    ids = re.findall(r'\bid="([^"]+)"', html)
    labels = [key for keys in re.findall(r'aria-labelledby="([^"]+)"', html) for key in keys.split()]
    assert len(ids) == len(set(ids))
    assert {*labels, *re.findall(r'<use href="#([^"]+)"', html)} <= set(ids)


def test_what_the_package_offers():
    assert sorted(name for name in vars(charts) if name in charts.__all__) == charts.__all__ == sorted(charts.__all__)
