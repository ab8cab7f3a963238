import datetime as dt
import json

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given, settings
from hypothesis import strategies as st

from mutirao_wikitext import InputError, parse_timestamp, timestamp_in
from mutirao_wikitext.namespaces import PEOPLE

from .shared import WIKIS, data_folder


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "12:05, 7 March 2026 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("en", "12:05, Mar 7, 2004 (UTC)", utc(2004, 3, 7, 12, 5)),
        ("en", "at 5 o'clock in 2005 12:05, 7 March 2026 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("en", "12\u200e:\u200e05, 7 March\u200e 2026 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("ar", "12:05، 7 مارس 2026 (ت\xa0ع\xa0م)", utc(2026, 3, 7, 12, 5)),
        ("bn", "১২:০৫, ৭ মার্চ ২০২৬ (ইউটিসি)", utc(2026, 3, 7, 12, 5)),
        ("ca", "12:05, 7 ago 2026 (CEST)", utc(2026, 8, 7, 10, 5)),
        ("ckb", "\u200f١٢:٠٥، ٧ی ئازاری ٢٠٢٦ (UTC)", utc(2026, 3, 7, 12, 5)),
        ("cs", "7. 3. 2026, 12:05 (CET)", utc(2026, 3, 7, 11, 5)),
        ("de", "12:05, 7. Mär. 2026 (CET)", utc(2026, 3, 7, 11, 5)),
        ("de", "12:05, 7. Mär 2012 (MEZ)", utc(2012, 3, 7, 11, 5)),
        ("es", "12:05 7 sep 2026 (UTC)", utc(2026, 9, 7, 12, 5)),
        ("fa", "۷ مارس ۲۰۲۶، ساعت ۱۲:۰۵ (UTC)", utc(2026, 3, 7, 12, 5)),
        ("fi", "7. maaliskuuta 2026 kello 12.05 (EET)", utc(2026, 3, 7, 10, 5)),
        ("fr", "7 mars 2026 à 12:05 (CET)", utc(2026, 3, 7, 11, 5)),
        ("fr", "7 fév 2005 à 7:05 (CET)", utc(2005, 2, 7, 6, 5)),
        ("he", "12:05, 7 במרץ 2026 (IST)", utc(2026, 3, 7, 10, 5)),
        ("hi", "१२:०५, ७ मार्च २०२६ (IST)", utc(2026, 3, 7, 6, 35)),
        ("hu", "2026. március 7., 12:05 (CET)", utc(2026, 3, 7, 11, 5)),
        ("ja", "2026年3月7日 (土) 12:05 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("kk", "12:05, 2026 ж. наурыздың 7 (+05)", utc(2026, 3, 7, 7, 5)),
        ("ko", "2026년 3월 7일 (토) 12:05 (KST)", utc(2026, 3, 7, 3, 5)),
        ("lv", "2026. gada 7. marts, plkst. 12.05 (EET)", utc(2026, 3, 7, 10, 5)),
        ("mr", "१२:०५, ७ मार्च २०२६ (IST)", utc(2026, 3, 7, 6, 35)),
        ("nl", "7 mrt 2026 12:05 (CET)", utc(2026, 3, 7, 11, 5)),
        ("pl", "12:05, 7 wrz 2026 (CEST)", utc(2026, 9, 7, 10, 5)),
        ("pl", "12:05, 7 września 2026 (CEST)", utc(2026, 9, 7, 10, 5)),
        ("pt-br", "12h05min de 7 de março de 2026 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("ru", "12:05, 7 марта 2026 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("sr", "12:05, 7. септембра 2026. (CEST)", utc(2026, 9, 7, 10, 5)),
        ("sv", "7 mars 2026 kl. 12.05 (CET)", utc(2026, 3, 7, 11, 5)),
        ("th", "12:05, 7 มีนาคม 2569 (+07)", utc(2026, 3, 7, 5, 5)),
        ("tr", "12.05, 7 Mart 2026 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("uk", "12:05, 7 березня 2026 (EET)", utc(2026, 3, 7, 10, 5)),
        ("ur", "12:05، 7 مارچ 2026ء (UTC)", utc(2026, 3, 7, 12, 5)),
        ("vi", "12:05, ngày 7 tháng 3 năm 2026 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("zh", "2026年3月7日 (六) 12:05 (UTC)", utc(2026, 3, 7, 12, 5)),
        ("en", "12:05, 7 March 2026 (UTC−03:30)", utc(2026, 3, 7, 15, 35)),
    ],
)
def test_stamp_is_read(language, text, moment):
    assert parse_timestamp(text, language=language) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12:05, 7 March 2026",
        "12:05, 7 March 2026 (XYZ)",
        "12:05, 31 February 2026 (UTC)",
        "25:05, 7 March 2026 (UTC)",
        "12:05, 7 Smarch 26 (UTC)",
        "(UTC)",
    ],
)
def test_what_is_no_real_time_is_none(text):
    assert parse_timestamp(text, language="en") is None


def test_first_of_two_stamps_is_read():
    text = "12:05, 7 March 2026 (UTC) and 13:05, 8 March 2026 (UTC)"
    assert parse_timestamp(text, language="en") == utc(2026, 3, 7, 12, 5)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "05:09, 7 March 2026 (UTC)"),
        ("pt-br", "05h09min de 7 de março de 2026 (UTC)"),
        ("es", "05:09 7 mar 2026 (UTC)"),
        ("fr", "7 mars 2026 à 05:09 (UTC)"),
        ("ar", "05:09، 7 مارس 2026 (UTC)"),
        ("hi", "05:09, 7 मार्च 2026 (UTC)"),
        ("fa", "۷ مارس ۲۰۲۶، ساعت ۰۵:۰۹ (UTC)"),
        ("ja", "2026年3月7日 (土) 05:09 (UTC)"),
        ("th", "05:09, 7 มีนาคม 2569 (UTC)"),
        ("qqq", "05:09, 7 March 2026 (UTC)"),
    ],
)
def test_time_is_written_as_the_wiki_does(language, written):
    rio = dt.timezone(dt.timedelta(hours=-3))
    assert timestamp_in(language, dt.datetime(2026, 3, 7, 2, 9, tzinfo=rio)) == written


LANGUAGES = sorted({*PEOPLE, *(code.replace("_", "-") for code in locale_identifiers() if len(code) <= 12)})


@pytest.mark.parametrize("month", range(1, 13))
def test_what_is_written_is_read_in_every_language(month):
    moment = utc(2026, month, 17, 5, 9)
    read = {code: parse_timestamp(timestamp_in(code, moment), language=code) for code in LANGUAGES}
    assert {code: time for code, time in read.items() if time != moment} == {}


@settings(deadline=None)
@given(
    st.sampled_from(sorted(PEOPLE)),
    st.datetimes(dt.datetime(2001, 1, 15), dt.datetime(2399, 12, 31), timezones=st.just(dt.UTC)),
)
def test_any_time_survives_writing_and_reading(language, moment):
    minute = moment.replace(second=0, microsecond=0)
    assert parse_timestamp(timestamp_in(language, moment), language=language) == minute


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": b"12:05", "language": "en"}, "text: expected a string"),
        ({"text": "x" * 4_000_001, "language": "en"}, "text: expected at most 4,000,000 characters"),
        ({"text": "", "language": "../en"}, "language: expected a language code"),
        ({"text": "", "language": None}, "language: expected a language code"),
    ],
)
def test_bad_argument_is_named(arguments, message):
    with pytest.raises(InputError, match=message):
        parse_timestamp(**arguments)


@pytest.mark.parametrize("moment", [dt.datetime(2026, 3, 7), dt.datetime.min.replace(tzinfo=dt.UTC), "now"])
def test_writing_needs_a_time_with_its_zone(moment):
    with pytest.raises(InputError, match="moment: expected a time with its zone"):
        timestamp_in("en", moment)


def test_abbreviation_tells_summer_from_winter_where_the_clock_does_not():
    cases = json.loads((data_folder("discussiontools_talk_pages/cases") / "timestamp-parser-dst.json").read_text())
    read = [parse_timestamp(case["sample"], language="pl") for case in cases]
    assert read == [dt.datetime.fromisoformat(case["expectedUtc"]) for case in cases]


MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september"]
MONTHS += ["october", "november", "december"]


@pytest.mark.parametrize("wiki", WIKIS)
def test_every_month_and_zone_of_a_wikis_configuration_is_read(wiki):
    path = data_folder("discussiontools_talk_pages/wiki_config") / f"{wiki}wiki-data.json"
    historic = {"LMT", "PMT", "WMT", "CEMT", "WEMT"}  # before there were wikis
    wrong = []
    data = json.loads(path.read_text())
    for variant, messages in data["contLangMessages"].items():
        language = {"sr-ec": "sr-cyrl", "sr-el": "sr-latn"}.get(variant, variant)
        zone = min(set(data["timezones"][variant]) - historic)
        for number, name in enumerate(MONTHS, 1):
            for key in {"may_long" if name == "may" else name, f"{name}-gen", name[:3]}:
                stamp = data["dateFormat"][variant].translate(
                    {ord("H"): "12", ord("i"): "05", ord("j"): "7", ord("Y"): "2020", ord("x"): None}
                )
                stamp = stamp.replace("g", messages[key]).replace("F", messages[key]).replace("M", messages[key])
                moment = parse_timestamp(f"{stamp} ({zone})", language=language)
                if moment is None or (moment.month, moment.day, moment.minute) != (number, 7, 5):
                    wrong.append((variant, stamp, zone, moment))
    assert wrong == []
