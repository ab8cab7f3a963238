"""The audit chain: appended only, checked by anybody, erasable without breaking."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from mutirao.base.append_only import append_only_sql, changeable_sql
from mutirao.base.audit import (
    ChainCheck,
    erase_payloads,
    erase_personal,
    history,
    record,
    verify_all_chains,
    verify_chain,
)
from mutirao.base.models import AuditPayload, AuditRow
from mutirao.base.models.audit import AppendOnlyError
from mutirao.base.references import Reference

from .threads import at_once

CASE = Reference("application", "one")
OTHER = Reference("application", "two")
TABLE = AuditRow._meta.db_table


@dataclass(frozen=True)
class Person:
    audit_id: uuid.UUID


ANA, BEA = Person(uuid.UUID(int=1)), Person(uuid.UUID(int=2))


def record_case() -> None:
    record(subject=CASE, action="apply", by=ANA, facts={"amount": 100.0}, personal={"why": "I teach in Hausa."})
    record(subject=CASE, action="review", by=BEA, facts={"points": 4}, personal={"note": "क्या बात है"})
    record(subject=CASE, action="close", by=None, facts={})


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def behind_our_back(database):
    """Runs SQL as somebody with the database in their hands would."""
    execute(*changeable_sql(connection.vendor, TABLE))
    return execute


def test_history_tells_who_did_what_in_order(database, noon, django_assert_num_queries):
    record_case()
    record(subject=OTHER, action="apply", by=BEA, facts={})

    with django_assert_num_queries(1):
        told = [
            (row.position, row.action, row.actor_id, row.happened_at, row.facts, row.personal) for row in history(CASE)
        ]

    assert told == [
        (1, "apply", ANA.audit_id, noon, {"amount": 100.0}, {"why": "I teach in Hausa."}),
        (2, "review", BEA.audit_id, noon, {"points": 4}, {"note": "क्या बात है"}),
        (3, "close", None, noon, {}, None),
    ]


def test_untouched_chain_is_intact(database, django_assert_num_queries):
    record_case()
    with django_assert_num_queries(1):
        check = verify_chain(CASE)
    assert (check, check.is_intact) == (ChainCheck(n_rows=3, n_erased=0, first_broken=None), True)


def test_chain_of_a_subject_without_history_is_intact(db):
    assert verify_chain(CASE) == ChainCheck(n_rows=0, n_erased=0, first_broken=None)


@pytest.mark.parametrize(
    ("tampering", "first_broken"),
    [
        ("update {row} set action = 'reject' where position = 2", 2),
        ("update {row} set actor_id = null where position = 1", 1),
        ("update {row} set happened_at = '2020-01-01 00:00:00' where position = 3", 3),
        ("update {row} set position = 9 where position = 3", 3),
        ("update {row} set row_hash = previous_hash where position = 2", 2),
        ("update {row} set personal_digest = '' where position = 2", 2),
        ("update {row} set subject_id = 'one' where subject_id = 'two' and position = 4", 4),
        ("update {payload} set facts_text = '{{\"points\":5}}' where facts_text = '{{\"points\":4}}'", 2),
        ("update {payload} set personal_text = '{{}}' where personal_text is not null", 1),
        ("update {payload} set personal_text = '{{}}' where facts_text = '{{}}' and personal_text is null", 3),
        ("delete from {payload} where facts_text = '{{}}'", 3),
    ],
)
def test_tampering_is_found_where_it_happened(behind_our_back, tampering, first_broken):
    record_case()
    for action in ("a", "b", "c", "d"):
        record(subject=OTHER, action=action, by=None, facts={"place": action})

    behind_our_back(tampering.format(row=TABLE, payload=AuditPayload._meta.db_table))

    check = verify_chain(CASE)
    assert (check.first_broken, check.is_intact) == (first_broken, False)


def test_removed_row_is_found(behind_our_back):
    record_case()
    AuditPayload.objects.filter(row__position=2).delete()
    behind_our_back(f"delete from {TABLE} where position = 2")
    assert verify_chain(CASE) == ChainCheck(n_rows=2, n_erased=0, first_broken=2)


def test_all_chains_are_verified_apart(behind_our_back):
    record_case()
    record(subject=OTHER, action="apply", by=ANA, facts={"amount": 7})
    behind_our_back(f"update {TABLE} set action = 'else' where subject_id = '{CASE.public_id}' and position = 2")
    assert {str(subject): check.first_broken for subject, check in verify_all_chains()} == {
        str(CASE): 2,
        str(OTHER): None,
    }


def test_command_names_each_broken_chain(behind_our_back, capsys):
    record_case()
    call_command("audit")
    assert capsys.readouterr().out == "1 audit chains are intact: 3 rows, 0 with erased text.\n"
    behind_our_back(f"update {TABLE} set row_hash = 'x' where position = 3")
    with pytest.raises(CommandError, match="1 of 1 audit chains are broken"):
        call_command("audit")
    assert capsys.readouterr().err == f"{CASE}: broken from row 3 on\n"


def test_erasing_what_a_person_wrote_keeps_facts_and_chain(database, noon):
    record_case()

    assert erase_personal(ANA.audit_id) == 1

    assert verify_chain(CASE) == ChainCheck(n_rows=3, n_erased=1, first_broken=None)
    assert [(row.facts, row.personal) for row in history(CASE)] == [
        ({"amount": 100.0}, None),
        ({"points": 4}, {"note": "क्या बात है"}),
        ({}, None),
    ]
    payload = AuditPayload.objects.get(row__actor_id=ANA.audit_id)
    assert (payload.personal_salt, payload.erased_at) == ("", noon)
    assert erase_personal(ANA.audit_id) == 0


def test_erasing_a_subject_leaves_the_bare_chain(database):
    record_case()
    record(subject=OTHER, action="apply", by=ANA, facts={"amount": 7})

    assert erase_payloads(CASE) == 3

    assert verify_chain(CASE) == ChainCheck(n_rows=3, n_erased=3, first_broken=None)
    assert [(row.action, row.facts, row.personal) for row in history(CASE)] == [
        ("apply", None, None),
        ("review", None, None),
        ("close", None, None),
    ]
    assert verify_chain(OTHER) == ChainCheck(n_rows=1, n_erased=0, first_broken=None)


def test_equal_payloads_have_different_digests(db):
    rows = [record(subject=CASE, action="say", by=ANA, facts={}, personal={"word": "yes"}) for _ in range(2)]
    assert len({digest for row in rows for digest in (row.facts_digest, row.personal_digest)}) == 4


def test_chain_continues_after_erasure(database):
    record_case()
    erase_payloads(CASE)
    record(subject=CASE, action="reopen", by=BEA, facts={"reason": "late report"})
    assert verify_chain(CASE) == ChainCheck(n_rows=4, n_erased=3, first_broken=None)


def test_row_rolls_back_with_its_caller(db):
    with transaction.atomic():
        record_case()
        transaction.set_rollback(True)
    assert not history(CASE).exists()


@pytest.mark.parametrize("facts", [{"amount": float("nan")}, {"who": object()}])
def test_payload_that_json_cannot_say_is_refused(db, facts):
    with pytest.raises((TypeError, ValueError)):
        record(subject=CASE, action="apply", by=ANA, facts=facts)
    assert not history(CASE).exists()


def test_rows_refuse_change_and_deletion(db):
    row = record(subject=CASE, action="apply", by=ANA, facts={})
    for change in (row.save, row.delete, history(CASE).delete, lambda: history(CASE).update(action="reject")):
        with pytest.raises(AppendOnlyError):
            change()
    assert verify_chain(CASE).n_rows == 1


@pytest.mark.parametrize("statement", ["update {} set action = 'reject'", "delete from {}"])
def test_migrated_database_refuses_change_and_deletion(request, database, statement):
    if request.config.getvalue("nomigrations"):
        execute(*append_only_sql(connection.vendor, TABLE))
    record_case()
    AuditPayload.objects.all().delete()

    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        execute(statement.format(TABLE))

    assert [row.action for row in history(CASE)] == ["apply", "review", "close"]


def test_triggers_can_be_installed_twice_and_removed(database):
    for _ in range(2):
        execute(*append_only_sql(connection.vendor, TABLE))
    execute(*changeable_sql(connection.vendor, TABLE))
    record(subject=CASE, action="apply", by=ANA, facts={})

    execute(f"update {TABLE} set action = 'reject'")

    assert [row.action for row in history(CASE)] == ["reject"]


def test_racing_appends_form_one_chain(shared_database):
    at_once(6, lambda: [record(subject=CASE, action="say", by=ANA, facts={"n": n}) for n in range(5)])
    assert verify_chain(CASE) == ChainCheck(n_rows=30, n_erased=0, first_broken=None)
