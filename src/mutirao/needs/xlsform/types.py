"""Types of questions of XLSForms: ours, those that become ours with a loss, and those that we refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.needs.states import QuestionType

SAME = {
    "text": QuestionType.TEXT,
    "string": QuestionType.TEXT,
    "integer": QuestionType.INTEGER,
    "int": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "range": QuestionType.RANGE,
    "date": QuestionType.DATE,
    "note": QuestionType.NOTE,
    "calculate": QuestionType.CALCULATE,
}
WITH_CHOICES = {
    "select_one": QuestionType.ONE,
    "select one": QuestionType.ONE,
    "select1": QuestionType.ONE,
    "select one from": QuestionType.ONE,
    "select_one_external": QuestionType.ONE,
    "select_multiple": QuestionType.MANY,
    "select multiple": QuestionType.MANY,
    "select": QuestionType.MANY,
    "select multiple from": QuestionType.MANY,
    "select all that apply from": QuestionType.MANY,
    "rank": QuestionType.RANK,
}
BEGIN = {
    "begin_group": QuestionType.GROUP,
    "begin group": QuestionType.GROUP,
    "begin_repeat": QuestionType.REPEAT,
    "begin repeat": QuestionType.REPEAT,
}
END = frozenset({"end_group", "end group", "end_repeat", "end repeat"})
_TO_DAY = _("We keep days, no times.")
_TO_TEXT = _("It becomes a text.")
CHANGED = {
    "datetime": (QuestionType.DATE, _TO_DAY),
    "time": (QuestionType.TEXT, _TO_TEXT),
    "barcode": (QuestionType.TEXT, _TO_TEXT),
    "acknowledge": (QuestionType.NOTE, _("It becomes a note: people cannot be made to tick it.")),
    "trigger": (QuestionType.NOTE, _("It becomes a note: people cannot be made to tick it.")),
    "hidden": (QuestionType.CALCULATE, _("It becomes something that is worked out.")),
}
_PRIVACY = _("Refused for privacy: it tells who answered, when, or on which device.")
_PLACE = _("Refused for privacy: we do not ask where people are.")
_FILE = _("We take no pictures, recordings or files from people who answer.")
_OUTSIDE = _("Its choices stand in another file, which the workbook does not hold.")
REFUSED = {
    **dict.fromkeys(("start", "end", "today", "deviceid", "device id", "subscriberid", "simserial"), _PRIVACY),
    **dict.fromkeys(("phonenumber", "phone number", "username", "email", "audit", "imei"), _PRIVACY),
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "start-geopoint", "background-geopoint", "gps"), _PLACE),
    **dict.fromkeys(("image", "photo", "audio", "video", "file", "background-audio"), _FILE),
    **dict.fromkeys(("select_one_from_file", "select_multiple_from_file", "rank_from_file"), _OUTSIDE),
    **dict.fromkeys(("xml-external", "csv-external", "osm"), _OUTSIDE),
}


def split_type(written: str) -> tuple[str, str, bool]:
    """(type, list of choices, whether people may name another): ``select_one towns or_other``."""
    words = written.split()
    has_other = len(words) > 2 and words[-1].lower() == "or_other"
    if has_other or [word.lower() for word in words[-2:]] == ["or", "other"]:
        words = words[:-1] if has_other else words[:-2]
        has_other = True
    lowered = " ".join(words).lower()
    if lowered in SAME or lowered in BEGIN or lowered in END or lowered in CHANGED or lowered in REFUSED:
        return lowered, "", False
    for size in (3, 2, 1):
        head = " ".join(words[:size]).lower()
        known = head in WITH_CHOICES or head in REFUSED
        # "select_one towns": the rest is the name of the list; "begin group name" puts the name there.
        if known and len(words) > size:
            return head, " ".join(words[size:]), has_other
    return " ".join(words).lower(), "", False
