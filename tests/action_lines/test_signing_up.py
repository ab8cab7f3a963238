"""Signing up: one minute, an owner and a next step at once, with or without an account."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.db.models import ProtectedError
from django.test import Client
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.action_lines import ActionLineFactory, OpenTaskFactory, SignUpFactory, coordinator_of
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProtectedTerritoryFactory,
    WikiCommunityFactory,
)
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.accounts.models import Notice
from mutirao.action_lines import actions, queries
from mutirao.action_lines.actions import Commitment
from mutirao.action_lines.models import ActionLine, SignUp
from mutirao.action_lines.states import SignUpRole
from mutirao.action_lines.views import signing_up
from mutirao.base import clock
from mutirao.base.models import AuditRow
from mutirao.base.text import text_of
from mutirao.movement.actions import declare

pytestmark = pytest.mark.django_db
FORM = "/action-lines/sign-up/"
LINE = "global-approach"
MINIMUM = {"action_lines": [LINE], "role": "participate", "visibility": "public"}


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_signing_up_gives_an_owner_and_a_task_at_once(client, line, person, noon):
    owner, task = coordinator_of(line, display_name="Olu"), OpenTaskFactory(action_line=line)
    page = client.post(FORM, {**MINIMUM, "role": "lead"}, follow=True)
    assert page.status_code == 200
    sign_up = SignUp.objects.get()
    assert (sign_up.role, sign_up.owner, sign_up.is_public, sign_up.state) == ("lead", owner, True, "active")
    assert sign_up.next_step_due == noon + dt.timedelta(days=7)
    assert sign_up.next_steps.get().open_task == task
    assert "Olu coordinates this line and looks after you." in page.text
    assert task.title in page.text
    assert "Why this one?" in page.text
    assert "November 29, 2026" in page.text


def test_form_keeps_everything_that_was_said(client, line, other_line, person):
    LanguageFactory()
    community, group = CommunityFactory(), SkillGroupFactory()
    offered, wanted = SkillFactory(parent=group), SkillFactory(parent=group)
    client.post(
        FORM,
        {
            **MINIMUM,
            "action_lines": [line.slug, other_line.slug],
            "community_name": community.slug,
            "offers": [offered.slug],
            "wants": [wanted.slug],
            "hours_a_month": "3",
            "languages": "Kiswahili",
            "remark": "I ran workshops.",
            "visibility": "private",
        },
    )
    assert SignUp.objects.count() == 2
    for sign_up in SignUp.objects.all():
        assert (sign_up.person, sign_up.community, sign_up.is_public) == (person, community, False)
        assert (sign_up.hours_a_month, sign_up.languages, str(sign_up.remark)) == (3, ["sw"], "I ran workshops.")
        assert (list(sign_up.offers.all()), list(sign_up.wants.all())) == ([offered], [wanted])


def test_signing_up_is_recorded_and_the_owner_told(client, line, person):
    owner = coordinator_of(line)
    client.post(FORM, MINIMUM)
    row = AuditRow.objects.get(action="action_lines.signed_up")
    assert (row.subject, row.actor_id) == (SignUp.objects.get().reference, person.audit_id)
    notice = Notice.objects.get(person=owner)
    assert person.display_name not in str(notice.text)


def test_second_identical_post_changes_nothing_and_says_so(client, line, person):
    for _ in range(2):
        page = client.post(FORM, MINIMUM, follow=True)
    assert SignUp.objects.count() == 1
    assert "You had signed up already" in page.text
    assert AuditRow.objects.filter(action="action_lines.signed_up").count() == 1


def test_for_oneself_and_for_a_community_are_two(client, line, person):
    client.post(FORM, MINIMUM)
    client.post(FORM, {**MINIMUM, "community_name": CommunityFactory().slug})
    assert SignUp.objects.count() == 2


def test_the_same_at_the_same_moment_is_one(shared_database):
    line, person = ActionLineFactory(), PersonFactory()
    commitment = Commitment(role=SignUpRole.LEAD)
    results = at_once(4, lambda: actions.sign_up(action_lines=[line], commitment=commitment, by=person))
    assert SignUp.objects.count() == 1
    assert sorted((len(result.new), len(result.standing)) for result in results) == [(0, 1)] * 3 + [(1, 0)]


def test_form_of_one_line_has_it_ticked(client, line, other_line):
    page = client.get(f"/action-lines/{LINE}/sign-up/")
    assert f'value="{LINE}" id="id_action_lines_0" checked' in page.text.replace("\n", " ")
    assert page.text.count("checked") == 3  # the line, the role, the visibility


def test_unknown_line_is_not_found(client, line):
    assert client.get("/action-lines/no-such-line/sign-up/").status_code == 404


# Without an account


def test_without_account_the_form_survives_signing_in_and_is_confirmed_with_one_click(client, line):
    answer = client.post(FORM, {**MINIMUM, "remark": "I ran workshops."})
    assert answer.url == "/me/sign-in/?next=%2Faction-lines%2Fsign-up%2F"
    back = client.post(answer.url, {"name": "Neema", "next": FORM})
    page = client.get(back.url)
    assert page.status_code == 200
    assert "This is what you typed before you signed in." in page.text
    assert "I ran workshops." in page.text
    typed = {**page.context["form"].data.dict(), "action_lines": [LINE]}
    client.post(FORM, typed)
    assert str(SignUp.objects.get().remark) == "I ran workshops."
    assert "I ran workshops." not in client.get(FORM).text


def test_half_filled_form_survives_too_with_its_mistakes(client, line):
    page = client.post(FORM, {"role": "lead", "remark": "Half a thought"})
    assert page.status_code == 422
    client.force_login(PersonFactory())
    page = client.get(FORM)
    assert "Half a thought" in page.text
    assert "Please choose at least one action line." in page.text
    assert SignUp.objects.count() == 0


def test_kept_form_is_forgotten_after_a_day(client, line, noon):
    client.post(FORM, {**MINIMUM, "remark": "Half a thought"})
    with clock.at(noon + dt.timedelta(days=1, minutes=1)):
        assert "Half a thought" not in client.get(FORM).text
        assert "action_lines.sign_up" not in client.session


def test_kept_form_can_be_thrown_away(client, line):
    client.post(FORM, {**MINIMUM, "remark": "Half a thought"})
    client.post("/action-lines/sign-up/afresh/")
    assert "Half a thought" not in client.get(FORM).text


def test_what_is_too_long_to_keep_is_not_kept(client, line):
    page = client.post(FORM, {**MINIMUM, "remark": "x" * 12_001})
    assert page.status_code == 422
    assert "action_lines.sign_up" not in client.session


# Bad input


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("action_lines", []),
        ("action_lines", ["no-such-line"]),
        ("action_lines", [LINE, "\0"]),
        ("role", ""),
        ("role", "owner"),
        ("visibility", "everybody"),
        ("hours_a_month", "0"),
        ("hours_a_month", "201"),
        ("hours_a_month", "9" * 5000),
        ("hours_a_month", "two"),
        ("hours_a_month", "\0"),
        ("languages", "xyzzy"),
        ("languages", "a," * 13),
        ("languages", "s\0w"),
        ("languages", "x" * 301),
        ("languages", "\u202esw"),
        ("remark", "x" * 1001),
        ("remark", "a\0b"),
        ("remark", "abc\u202edef"),
        ("offers", ["no-such-skill"]),
        ("wants", ["\0"]),
        ("wants", ["<script>"]),
        ("community_name", "no such community"),
        ("community_name", "x" * 201),
        ("community_name", "a\0b"),
        ("community_name", "\u2067abc"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_stored(client, line, person, field, value):
    page = client.post(FORM, {**MINIMUM, field: value})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert 'class="wrong"' in page.text
    assert SignUp.objects.count() == 0


def test_script_is_shown_as_text(client, line, person):
    client.post(FORM, {**MINIMUM, "remark": "<script>alert(1)</script>"})
    page = client.get(SignUp.objects.get().get_absolute_url())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>alert" not in page.text


def test_only_listed_communities_can_be_named(client, line, person):
    community = CommunityFactory(state="proposed")
    assert client.post(FORM, {**MINIMUM, "community_name": community.slug}).status_code == 422


def test_a_name_of_several_communities_asks_which(client, line, person):
    one, two = CommunityFactory(), CommunityFactory()
    page = client.post(FORM, {**MINIMUM, "community_name": "of examples"})
    assert page.status_code == 422
    assert "Several communities have such a name." in page.text
    assert {value for value, _label in page.context["form"].fields["community_choice"].choices} == {one.slug, two.slug}
    client.post(FORM, {**MINIMUM, "community_name": "of examples", "community_choice": two.slug})
    assert SignUp.objects.get().community == two


def test_a_whole_name_is_enough(client, line, person):
    one = CommunityFactory(name=text_of(en="Makers of Kwale", fr="Fabricants de Kwale"))
    CommunityFactory(name=text_of(en="Makers of Kwale and Lamu"))
    client.post(FORM, {**MINIMUM, "community_name": "Makers of KWALE"})
    assert SignUp.objects.get().community == one


def test_post_without_token_is_refused(line):
    client = Client(enforce_csrf_checks=True)
    client.force_login(PersonFactory())
    assert client.post(FORM, MINIMUM).status_code == 403
    assert SignUp.objects.count() == 0


def test_accepted_sign_ups_of_a_person_are_limited(client, line, person, noon):
    sent = [client.post(FORM, {}).status_code for _ in range(25)]
    assert sent == [422] * 25
    sent = [client.post(FORM, MINIMUM).status_code for _ in range(21)]
    assert sent == [302] * 20 + [403]


def test_a_workshop_behind_one_address_signs_up_together(client, line, noon):
    for _ in range(30):
        assert client.post(FORM, MINIMUM).status_code == 302
        client.force_login(PersonFactory())
        assert client.post(FORM, MINIMUM).status_code == 302
        client.logout()
    assert SignUp.objects.count() == 30


def test_one_address_is_limited_all_the_same(client, line, noon, monkeypatch):
    monkeypatch.setattr(signing_up, "SIGN_UPS_FROM_AN_ADDRESS_AN_HOUR", 3)
    assert [client.post(FORM, MINIMUM).status_code for _ in range(4)] == [302] * 3 + [403]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_ones_own_language_is_named_not_coded_and_understood(client, line, person, language):
    LanguageFactory(slug=language, name_en="X", autonym="")
    named = client.get(FORM, {"uselang": language}).context["form"]["languages"].value()
    assert named != language
    client.post(f"{FORM}?uselang={language}", {**MINIMUM, "languages": named})
    assert SignUp.objects.get().languages == [language]


def test_languages_as_typed_stay_in_a_form_that_is_refused(client, line, person):
    LanguageFactory()
    page = client.post(FORM, {**MINIMUM, "languages": "kiswahili, xyzzy"})
    assert 'value="kiswahili, xyzzy"' in page.text


def test_languages_that_share_a_name_are_edited_by_code(client, line, person):
    LanguageFactory(slug="sw", name_en="Swahili")
    LanguageFactory(slug="swc", name_en="Swahili", autonym="Kiswahili")
    sign_up = SignUpFactory(action_line=line, person=person, languages=["sw", "swc"])
    form = client.get(f"{sign_up.get_absolute_url()}edit/").context["form"]
    found, unknown = queries.languages_meant(form["languages"].value().split(", "))
    assert (found, unknown) == (["sw", "swc"], [])
    assert form["languages"].value().startswith("Swahili, ")


# Where being seen is dangerous


@pytest.fixture
def at_risk(db):
    """A wiki's community that declares a protected territory: known to all, but not its people."""
    community = WikiCommunityFactory()
    DeclarationFactory(community=community, territory=ProtectedTerritoryFactory())
    return community


def test_for_a_community_at_risk_it_is_private_and_said(client, line, person, at_risk):
    page = client.post(FORM, {**MINIMUM, "community_name": at_risk.slug}, follow=True)
    assert SignUp.objects.get().is_public is False
    assert "We made it private, because being seen there can be dangerous." in page.text


def test_with_the_tick_it_is_private_and_the_tick_is_stored_nowhere(client, line, person):
    client.post(FORM, {**MINIMUM, "at_risk": "on"})
    sign_up = SignUp.objects.get()
    assert (sign_up.is_public, sign_up.is_public_despite_risk) == (False, False)


def test_who_was_warned_can_be_public(client, line, person, at_risk):
    page = client.get(FORM, {"community": at_risk.slug})
    assert "being seen in public can be dangerous" in page.text
    assert page.context["form"]["visibility"].value() == "private"
    client.post(FORM, {**MINIMUM, "community_name": at_risk.slug, "public_anyway": "on"})
    sign_up = SignUp.objects.get()
    assert (sign_up.is_public, sign_up.is_public_despite_risk) == (True, True)


def test_the_wish_does_not_show_a_community_that_is_hidden(client, line):
    community = CommunityFactory()
    DeclarationFactory(community=community, territory=ProtectedTerritoryFactory())
    member = PersonFactory()
    RoleGrantFactory(person=member, subject=community.reference)
    client.force_login(member)
    client.post(FORM, {**MINIMUM, "community_name": community.slug, "public_anyway": "on"})
    assert SignUp.objects.get().is_public is False
    client.force_login(PersonFactory())
    assert client.post(FORM, {**MINIMUM, "community_name": community.slug}).status_code == 422


def test_a_later_declaration_hides_what_was_public_and_tells_the_person(line, drain):
    community = WikiCommunityFactory()
    open_one = SignUpFactory(action_line=line, community=community)
    knowing = SignUpFactory(action_line=line, community=community, is_public_despite_risk=True)
    elsewhere = SignUpFactory(action_line=line)
    declare(
        community=community,
        thing=ProtectedTerritoryFactory(),
        source_url="https://meta.wikimedia.org/wiki/Example",
        by=AdministratorFactory(),
    )
    drain()
    public = SignUp.objects.filter(is_public=True)
    assert set(public) == {knowing, elsewhere}
    assert Notice.objects.filter(person=open_one.person, topic="sign_ups").count() == 1


def test_lines_stay_when_signed_up_to():
    SignUpFactory()
    with pytest.raises(ProtectedError):
        ActionLine.objects.all().delete()
