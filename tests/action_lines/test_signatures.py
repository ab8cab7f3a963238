"""Signatures from a wiki page: read in once, claimed or removed by the person named."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import OpenTaskFactory, SignUpFactory, UnclaimedFactory, coordinator_of

from mutirao.action_lines import actions
from mutirao.action_lines.models import SignUp

pytestmark = pytest.mark.django_db
PAGE = "https://meta.wikimedia.org/wiki/Example"
WIKITEXT = """
== Sign up ==
# '''Lead:''' I have run workshops [[User:Example Ana|Ana]] ([[User talk:Example Ana|talk]]) 10:00, 3 May 2021 (UTC)
# [[Usuario:Ejemplo Bo|Bo]] 12:30, 5 June 2021 (UTC)
# <s>I cannot any more [[User:Example Gone|Gone]] 12:30, 5 June 2021 (UTC)</s>
== Other ==
# [[User:Example Elsewhere]] 12:30, 5 June 2021 (UTC)
"""


@pytest.fixture
def coordinator(line):
    return coordinator_of(line)


def read(line, by, wikitext=WIKITEXT, heading="Sign up"):
    return actions.import_signatures(line=line, wikitext=wikitext, page_url=PAGE, language="en", heading=heading, by=by)


def test_reading_makes_unclaimed_sign_ups(line, coordinator):
    assert read(line, coordinator) == actions.Imported(n_new=2, n_known=0, n_struck=0)
    found = SignUp.objects.order_by("wiki_name").values_list("wiki_name", "role", "state", "signed_at", "owner")
    assert list(found) == [
        ("Ejemplo Bo", "participate", "unclaimed", dt.datetime(2021, 6, 5, 12, 30, tzinfo=dt.UTC), None),
        ("Example Ana", "lead", "unclaimed", dt.datetime(2021, 5, 3, 10, 0, tzinfo=dt.UTC), None),
    ]


def test_reading_twice_changes_nothing(line, coordinator):
    read(line, coordinator)
    assert read(line, coordinator) == actions.Imported(n_new=0, n_known=2, n_struck=0)
    assert SignUp.objects.count() == 2


def test_who_crosses_out_their_name_is_gone_here_too(line, coordinator):
    read(line, coordinator)
    signed = "[[Usuario:Ejemplo Bo|Bo]] 12:30, 5 June 2021 (UTC)"
    crossed = WIKITEXT.replace(signed, f"<s>{signed}</s>")
    assert read(line, coordinator, crossed).n_struck == 1
    assert list(SignUp.objects.filter(state="unclaimed").values_list("wiki_name", flat=True)) == ["Example Ana"]
    assert not SignUp.objects.filter(wiki_name="Ejemplo Bo").exists()


def test_form_reads_a_page(client, line, coordinator):
    client.force_login(coordinator)
    answer = client.post(
        f"{line.get_absolute_url()}import/",
        {"wikitext": WIKITEXT, "page_url": PAGE, "language": "en", "heading": "Sign up"},
        follow=True,
    )
    assert "New: 2. Known already: 0. Crossed out since: 0." in answer.text
    assert "signed on a wiki" in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("wikitext", ""),
        ("wikitext", "a\0b"),
        ("wikitext", "x" * 1_000_001),
        ("page_url", "javascript:alert(1)"),
        ("page_url", "ftp://example.org/"),
        ("page_url", ""),
        ("language", "not a code"),
        ("language", "x" * 21),
        ("heading", "No such heading"),
        ("heading", "\u202eabc"),
    ],
)
def test_bad_input_is_said_beside_the_field(client, line, coordinator, field, value):
    client.force_login(coordinator)
    typed = {"wikitext": WIKITEXT, "page_url": PAGE, "language": "en", "heading": "", field: value}
    page = client.post(f"{line.get_absolute_url()}import/", typed)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert SignUp.objects.count() == 0


def test_claiming_gives_an_owner_and_a_next_step(client, line, coordinator, noon):
    read(line, coordinator)
    task = OpenTaskFactory(action_line=line)
    ana = PersonFactory(display_name="Example Ana", login_name="wiki-1")
    client.force_login(ana)
    assert "The page that was signed" in client.get("/action-lines/claim/").text
    mine = SignUp.objects.get(wiki_name="Example Ana")
    client.post(f"/action-lines/claim/{mine.public_id}/")
    mine.refresh_from_db()
    assert (mine.person, mine.state, mine.owner) == (ana, "active", coordinator)
    assert mine.next_step_due == noon + dt.timedelta(days=7)
    assert mine.next_steps.get().open_task == task
    assert mine.signed_at.year == 2021


def test_claiming_beside_a_sign_up_of_today_keeps_that_with_the_earlier_date(line, coordinator):
    ana = PersonFactory(display_name="Example Ana")
    today = SignUpFactory(action_line=line, person=ana)
    read(line, coordinator)
    mine = SignUp.objects.get(wiki_name="Example Ana")
    assert actions.claim_signature(sign_up=mine, by=ana) == today
    today.refresh_from_db()
    mine.refresh_from_db()
    assert (today.signed_at.year, today.signed_on_url, mine.state) == (2021, PAGE, "withdrawn")


def test_a_removed_name_is_gone_and_is_not_read_in_again(client, line, coordinator):
    read(line, coordinator)
    ana = PersonFactory(display_name="Example Ana")
    client.force_login(ana)
    mine = SignUp.objects.get(wiki_name="Example Ana")
    client.post(f"/action-lines/claim/{mine.public_id}/remove/")
    assert not SignUp.objects.filter(wiki_name="Example Ana").exists()
    assert read(line, coordinator) == actions.Imported(n_new=0, n_known=2, n_struck=0)
    assert not SignUp.objects.filter(wiki_name="Example Ana").exists()


@pytest.mark.parametrize("step", ["", "remove/"])
@pytest.mark.parametrize(
    ("name", "login_name", "local", "expected"),
    [
        ("Example Ana", "wiki-1", False, 302),
        ("Example Ana", "local-1", True, 302),
        ("Example Ana", "local-1", False, 403),
        ("Example Bo", "wiki-2", False, 403),
        ("example ana", "wiki-3", False, 403),
    ],
)
def test_only_the_account_of_that_name_may(client, line, settings, step, name, login_name, local, expected):
    settings.LOCAL = local
    mine = UnclaimedFactory(action_line=line, wiki_name="Example Ana")
    client.force_login(PersonFactory(display_name=name, login_name=login_name))
    assert client.post(f"/action-lines/claim/{mine.public_id}/{step}").status_code == expected
    mine.refresh_from_db()
    assert (mine.state == "unclaimed") == (expected == 403)


def test_administrators_do_not_claim_for_others(client, line):
    mine = UnclaimedFactory(action_line=line)
    client.force_login(AdministratorFactory())
    assert client.post(f"/action-lines/claim/{mine.public_id}/").status_code == 403


def test_claim_page_says_when_there_is_nothing(client):
    client.force_login(PersonFactory(display_name="Example Nobody"))
    assert "We know of no signature by “Example Nobody”" in client.get("/action-lines/claim/").text


def test_claim_page_asks_for_a_wiki_account(client, settings):
    settings.LOCAL = False
    client.force_login(PersonFactory())
    assert "Please sign in with your wiki account" in client.get("/action-lines/claim/").text
