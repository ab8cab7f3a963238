"""A prepared query is written once, so nothing that changes may be written into it."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.utils import translation

import mutirao
from mutirao.base import clock
from mutirao.base.gates import public_query
from mutirao.base.prepared import known
from mutirao.base.references import kinds
from mutirao.discussion.panels import said_about
from mutirao.discussion.states import Reader
from mutirao.discussion.subjects import subject_kinds

pytestmark = pytest.mark.django_db


def test_prepared_queries_hold_no_time_and_no_language():
    for module in walk_packages(mutirao.__path__, "mutirao."):
        if module.name.endswith((".queries", ".rules", ".panels", ".backends")) or ".queries." in module.name:
            import_module(module.name)
    for kind in subject_kinds():
        for reader in Reader:
            said_about(kind.model, reader)
    for kind in kinds():
        public_query(kind.model, ())

    changed = [query.name for query in known() if _in_english(query) != _later_in_arabic(query)]

    assert {"mutirao.accounts.rules._roles", "mutirao.base.gates.public community "} <= {
        query.name for query in known()
    }
    assert changed == []


def _in_english(query):
    with translation.override("en"), clock.at(dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)):
        return _said(query)


def _later_in_arabic(query):
    with translation.override("ar"), clock.at(dt.datetime(2027, 7, 2, 13, tzinfo=dt.UTC)):
        return _said(query)


def _said(query):
    written = query.written()
    return written.sql, [getattr(each, "name", each) for each in written.parameters]
