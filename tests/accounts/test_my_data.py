"""My data: all of it in the download, all of it gone after erasure."""

import json
import uuid

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.accounts import PersonFactory, RoleGrantFactory

from mutirao.accounts import actions, personal_data
from mutirao.accounts.models import RoleConfirmation, RoleContest, User
from mutirao.accounts.states import Act, Role
from mutirao.base import audit
from mutirao.base.text import text_of

pytestmark = pytest.mark.django_db
NAME = "Zebedee Ọ"

# Foreign keys to a person that the download leaves out, and why.
LEFT_OUT = {
    "account.EmailAddress.user": "allauth's table of addresses: we never fill it",
    "discussion.Poll.opened_by": "the part `acts` holds it: who opens a poll leaves its question there",
}


@pytest.fixture
def person(space):
    """Somebody who used all that accounts offers."""
    person = PersonFactory(
        login_name="wiki-77123",
        display_name=NAME,
        email="zebedee@example.org",
        language="pt",
        time_zone="Asia/Kolkata",
        private_token="zebedee-token",
    )
    SocialAccount.objects.create(
        user=person, provider="mediawiki", uid="77123", extra_data={"username": NAME, "editcount": 5}
    )
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "zebedee-secret"})
    actions.rename(person=person, name=NAME, by=person)
    actions.ask_for_role(
        role=Role.CURATOR,
        space=space.reference,
        evidence_url="https://example.org/User:Zebedee",
        reason="Zebedee knows",
        by=person,
    )
    held = RoleGrantFactory(person=person, subject=space.reference, evidence_url="https://example.org/zebedee")
    actions.contest_role(grant=held, reason="I doubt Zebedee", by=PersonFactory())
    other = RoleGrantFactory(subject=space.reference)
    actions.contest_role(grant=other, reason="Zebedee doubts", by=person)
    RoleConfirmation.objects.create(grant=other, by=person)
    RoleContest.objects.filter(grant=other).update(settled_by=person)
    actions.choose_notices(topic="roles", on_site=True, by_mail=True, by=person)
    actions.notify(person=person, topic="roles", text=text_of(en="Hello Zebedee"), address="/skills/")
    return person


def test_the_download_holds_what_accounts_knows(client, person, noon):
    client.force_login(person)
    response = client.get(reverse("accounts:download_my_data"))
    assert response["Content-Disposition"] == 'attachment; filename="mutirao-2026-11-22.json"'
    assert "no-store" in response["Cache-Control"]
    data = json.loads(response.content)
    account = data["account"]
    assert (account["name"], account["email"], account["wiki"]["editcount"]) == (NAME, "zebedee@example.org", 5)
    assert {role["role"] for role in account["roles"]} == {"curator", "coordinator"}
    assert [len(account[name]) for name in ("roles_i_confirmed", "contests_i_made", "contests_i_settled")] == [1, 1, 1]
    assert "Hello Zebedee" in response.text
    assert {"accounts.role_asked", "accounts.person_renamed"} <= {act["action"] for act in data["acts"]}
    assert "zebedee-secret" not in response.text
    assert "zebedee-token" not in response.text


def test_the_download_holds_nothing_of_others(client, person):
    client.force_login(PersonFactory())
    assert "Zebedee" not in client.get(reverse("accounts:download_my_data")).text


def test_every_table_that_names_a_person_is_in_the_download(database, person):
    keys = {
        f"{model._meta.label}.{field.name}": f'"{model._meta.db_table}"."{field.column}"'
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is User
    }
    with CaptureQueriesContext(connection) as asked:
        personal_data.collected(person)
    found = " ".join(query["sql"].partition(" WHERE ")[2] for query in asked.captured_queries)
    contexts = {"accounts", "account", "socialaccount", "mfa"} | personal_data.contexts()
    missing = {key for key, column in keys.items() if column not in found and key.split(".")[0] in contexts}
    assert missing == set(LEFT_OUT)


def test_the_table_that_is_left_out_stays_empty(person):
    assert not EmailAddress.objects.exists()


def test_a_person_reads_their_own_acts_and_no_others(client, person):
    other = PersonFactory()
    actions.rename(person=other, name="Otherwise", by=other)
    client.force_login(person)
    page = client.get(reverse("accounts:acts"), {"uselang": "en"})
    assert str(Act.ROLE_ASKED.label) in page.text
    assert {row.actor_id for row, _subject in page.context["rows"]} == {person.audit_id}


@pytest.mark.parametrize("n_rows", [1, 3, 100])
def test_acts_ask_the_database_as_often_for_any_length(client, n_rows, django_assert_num_queries):
    person = PersonFactory()
    for _ in range(n_rows):
        actions.rename(person=person, name=str(uuid.uuid4()), by=person)
    client.force_login(person)
    with django_assert_num_queries(5):
        client.get(reverse("accounts:acts"))


@pytest.mark.parametrize("typed", ["", "zebedee ọ", "Zebedee", "a" * 256, "Zebedee\0", "<script>alert(1)</script>"])
def test_nothing_is_erased_until_the_name_is_typed(database, client, person, typed):
    client.force_login(person)
    page = client.post(reverse("accounts:erase"), {"name": typed})
    assert (page.status_code, 'id="id_name_error"' in page.text) == (422, True)
    assert "<script>alert" not in page.text
    person.refresh_from_db()
    assert person.erased_at is None


def test_erasing_ends_every_session(client, person):
    elsewhere = Client()
    for device in (client, elsewhere):
        device.force_login(person)
    assert client.post(reverse("accounts:erase"), {"name": f" {NAME} "}).url == "/"
    assert elsewhere.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 302


def test_after_erasing_nothing_names_the_person(database, person):
    old_page = person.get_absolute_url()
    audit_id = person.audit_id
    actions.erase_person(by=person)
    left = everything()
    assert not [name for name in ("Zebedee", "zebedee", "77123", "Kolkata") if name in left]
    person.refresh_from_db()
    assert (str(person), person.display_name, person.is_active) == ("Erased person", "Erased person", False)
    assert person.audit_id != audit_id
    assert Client().get(old_page).status_code == 404
    assert Client().get(person.get_absolute_url()).status_code == 404


def everything():
    """All rows of all tables as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_audit_chain_still_verifies_after_erasing(person):
    chains = [person.reference, *(grant.reference for grant in person.role_grants.all())]
    actions.erase_person(by=person)
    assert [audit.verify_chain(chain).is_intact for chain in chains] == [True] * len(chains)


def test_roles_end_with_the_account(person, space):
    actions.erase_person(by=person)
    assert not person.role_grants.filter(state__in=["asked", "held"]).exists()


def test_erasing_twice_changes_nothing_more(person):
    actions.erase_person(by=person)
    before = everything()
    actions.erase_person(by=person)
    actions.erase_person(by=User.objects.get(pk=person.pk))
    assert everything() == before


def test_the_same_wiki_account_may_come_back_as_somebody_new(person):
    actions.erase_person(by=person)
    again = actions.receive_wiki_person(sub="77123", wiki_name=NAME)
    assert again.pk != person.pk
    assert not again.role_grants.exists()


def test_contexts_erase_their_part_in_the_same_transaction(person, monkeypatch):
    monkeypatch.setattr(personal_data, "_erasers", {})
    erased = []
    personal_data.register_erasure("first", lambda each: erased.append(each.display_name))
    personal_data.register_erasure("second", fail)
    with pytest.raises(RuntimeError):
        actions.erase_person(by=person)
    person.refresh_from_db()
    assert (erased, person.display_name) == ([NAME], NAME)


def fail(person):
    raise RuntimeError


@pytest.mark.parametrize("name", ["my_data", "download_my_data", "acts", "erase"])
def test_strangers_are_asked_to_sign_in(client, name):
    address = reverse(f"accounts:{name}")
    assert client.get(address).url == f"/me/sign-in/?next={address}"
