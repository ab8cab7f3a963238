import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from mutirao.base.charts import Frame, Table
from mutirao.base.charts.chart import checked_address, highest_of, with_watermark
from mutirao.base.errors import InputError


@pytest.mark.parametrize("key", ["", "Need", "1a", "a b", 'a"', "a\n"])
def test_frame_refuses_a_key_that_is_no_id(key):
    with pytest.raises(InputError) as refusal:
        Frame(key=key, title="t")

    assert (refusal.value.argument, refusal.value.got) == ("key", key)


def test_frame_refuses_an_unknown_direction():
    with pytest.raises(InputError, match="direction"):
        Frame(key="a", title="t", direction="up")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", "/a b", '/"onload="x']
)
def test_address_refuses_what_leads_away_or_runs(url):
    with pytest.raises(InputError) as refusal:
        checked_address("url", url)

    assert (refusal.value.argument, refusal.value.got) == ("url", url)


@pytest.mark.parametrize("url", ["", "/societies/BR/", "https://meta.wikimedia.org/wiki/Main", "?page=2", "#need"])
def test_address_passes_pages(url):
    assert checked_address("url", url) == url


def test_frame_reads_as_the_page_unless_told():
    with translation.override("ar"):
        assert Frame(key="a", title="t").reading == "rtl"
        assert Frame(key="a", title="t", direction="ltr").reading == "ltr"
    assert Frame(key="a", title="t").reading == "ltr"


def test_sentence_names_the_highest_and_counts_the_known():
    known = [(1.0, "Grants", "1.0"), (2.0, "Meetings", "2.0")]

    assert highest_of(known, 3, "ltr") == "Highest is Meetings with 2.0; known are 2 of 3."
    assert highest_of([], 3, "ltr") == "None of the 3 values is known."


def test_sentence_of_the_caller_wins_and_follows_the_watermark():
    frame = Frame(key="a", title="t", summary="Two lead.", watermark="Demonstration")

    assert with_watermark(frame, "made") == "Demonstration: Two lead."
    assert with_watermark(Frame(key="a", title="t"), "made") == "made"


def test_table_names_every_cell_by_its_column():
    table = Table("t", ("Skill", 'Need "now"', "Year"), (("Grants", "1.0", "2026"), ("Meetings", "", "2025")))

    assert table.body == (
        '<tr><th scope="row"><bdi>Grants</bdi></th><td data-label="Need &quot;now&quot;"><bdi>1.0</bdi></td>'
        '<td data-label="Year"><bdi>2026</bdi></td></tr>\n'
        '<tr><th scope="row"><bdi>Meetings</bdi></th><td></td><td data-label="Year"><bdi>2025</bdi></td></tr>'
    )


def test_table_escapes_words_and_keeps_safe_html():
    table = Table("t", ("Skill", "Need"), (("<script>", mark_safe("<a>1</a>")),))

    assert "<bdi>&lt;script&gt;</bdi>" in table.body
    assert "<bdi><a>1</a></bdi>" in table.body
