"""Columns that say who somebody is, or when and on which device they answered, as survey tools name them."""

from __future__ import annotations

import re

# The last part of a name (``group/name``), in small letters, without signs between its words.
_NAMES = """
    name names firstname lastname surname fullname yourname contact contactname
    nom prenom nombre apellido apellidos nome sobrenome
    email emailaddress mail mailaddress youremail correo correoelectronico courriel
    phone phonenumber telephone tel mobile mobilenumber telefono telefone
    username user userid login account accountname participant participantid respondent respondentid
    ip ipaddr ipaddress address postaladdress street
    deviceid imei imsi subscriberid simserial simid phoneid devicephonenum useragent browser fingerprint audit
    start end today starttime endtime startdate enddate datestamp submitdate submissiontime submittedon
    timestamp datetime  createdat updatedat completedat interviewtime
    uuid id index submissionid instanceid metainstanceid metarootuuid rootuuid formhubuuid formhub submittedby
    responseid recordid token tid seed refurl lastpage startlanguage validationstatus version xformidstring
    geolocation gps location latitude longitude altitude accuracy precision
"""
IDENTIFYING = frozenset(_NAMES.split())
_ENDINGS = re.compile(r"(latitude|longitude|altitude|precision|geolocation|email|ipaddress|deviceid|instanceid)$")
_TIMINGS = re.compile(r"^(grouptime|questiontime|interviewtime)\d*|^q\d+time$")


def is_identifying(name: str) -> bool:
    """Whether a column of this name is to be left out."""
    last = re.split(r"[/.]", name.strip())[-1] or name
    plain = re.sub(r"[\W_]+", "", last.casefold())
    return plain in IDENTIFYING or bool(_ENDINGS.search(plain) or _TIMINGS.match(plain))
