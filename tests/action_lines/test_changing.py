"""Editing, withdrawing, signing up again: only the person, and nothing typed is lost."""

from __future__ import annotations

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import SignUpFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.action_lines.models import SignUp
from mutirao.base.models import AuditRow
from mutirao.base.text import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client, line):
    sign_up = SignUpFactory(action_line=line, remark=text_of(en="Before"), languages=["en"])
    client.force_login(sign_up.person)
    return sign_up


def address(sign_up, step):
    return f"{sign_up.get_absolute_url()}{step}/"


def typed(**changes):
    return {"version": "1", "role": "participate", "visibility": "public", "remark": "After", **changes}


def test_form_shows_what_stands(client, mine):
    page = client.get(address(mine, "edit"))
    assert "Before" in page.text
    assert 'name="version" value="1"' in page.text


def test_edit_stores_and_records(client, mine):
    skill = SkillFactory(parent=SkillGroupFactory())
    answer = client.post(address(mine, "edit"), typed(role="lead", visibility="private", offers=[skill.slug]))
    assert answer.url == mine.get_absolute_url()
    mine.refresh_from_db()
    assert (mine.role, mine.is_public, str(mine.remark), mine.version) == ("lead", False, "After", 2)
    assert list(mine.offers.all()) == [skill]
    assert AuditRow.objects.get(action="action_lines.sign_up_edited").subject == mine.reference


def test_second_editor_is_told_and_loses_nothing(client, mine):
    client.post(address(mine, "edit"), typed(remark="From the first window"))
    page = client.post(address(mine, "edit"), typed(remark="From the second window"))
    assert page.status_code == 409
    assert "This was changed while you typed" in page.text
    assert "From the first window" in page.text
    assert "From the second window" in page.text
    mine.refresh_from_db()
    assert str(mine.remark) == "From the first window"
    assert page.context["form"]["version"].value() == "2"
    client.post(address(mine, "edit"), typed(version="2", remark="From the second window"))
    mine.refresh_from_db()
    assert str(mine.remark) == "From the second window"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", ""),
        ("version", "x"),
        ("version", "9" * 30),
        ("role", "owner"),
        ("remark", "x" * 1001),
        ("remark", "a\0b"),
        ("hours_a_month", "-1"),
        ("languages", "\u202een"),
    ],
)
def test_bad_input_stores_nothing(client, mine, field, value):
    page = client.post(address(mine, "edit"), typed(**{field: value}))
    assert page.status_code == 422
    mine.refresh_from_db()
    assert (str(mine.remark), mine.version) == ("Before", 1)


def test_withdrawing_takes_the_name_off_the_page_and_again_puts_it_back(client, mine, line):
    name = mine.person.display_name
    client.post(address(mine, "withdraw"))
    mine.refresh_from_db()
    assert mine.state == "withdrawn"
    assert mine.withdrawn_at is not None
    client.logout()
    assert name not in client.get(line.get_absolute_url()).text
    assert client.get(mine.get_absolute_url()).status_code == 404
    client.force_login(mine.person)
    page = client.get(mine.get_absolute_url()).text
    assert "Sign up again" in page
    # Nothing is promised to who has withdrawn.
    assert "a person answers you" not in page
    assert "Sign on Meta too" not in page
    client.post(address(mine, "again"))
    again = SignUp.objects.get(state="active")
    assert (str(again.remark), again.languages, again.person) == ("Before", ["en"], mine.person)
    client.logout()
    assert name in client.get(line.get_absolute_url()).text


def test_again_while_signed_up_says_so(client, mine):
    client.post(address(mine, "withdraw"))
    client.post(address(mine, "again"))
    page = client.post(address(mine, "again"), follow=True)
    assert "You had signed up to this line already." in page.text
    assert SignUp.objects.filter(state="active").count() == 1


def test_what_is_withdrawn_is_not_edited_or_withdrawn_again(client, mine):
    client.post(address(mine, "withdraw"))
    assert client.post(address(mine, "edit"), typed()).status_code == 403
    assert client.post(address(mine, "withdraw")).status_code == 403


def test_wikitext_for_meta_is_ready_for_public_ones_only(client, mine):
    page = client.get(mine.get_absolute_url()).text
    assert "# Before ~~~~" in page
    assert 'href="https://meta.wikimedia.org/wiki/Example"' in page
    SignUp.objects.update(is_public=False)
    assert "~~~~" not in client.get(mine.get_absolute_url()).text


def test_others_get_no_wikitext(client, mine):
    client.force_login(PersonFactory())
    assert "~~~~" not in client.get(mine.get_absolute_url()).text
