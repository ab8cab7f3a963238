"""What a group says together: from one click to a signed page, and who may do what with it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    ProtectedTerritoryFactory,
    WikiCommunityFactory,
)
from tests.factories.needs_assessments import coordinator_of
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.accounts.models import Notice
from mutirao.base import clock
from mutirao.base.errors import Conflict, Refused
from mutirao.base.text import text_of
from mutirao.needs.actions import consensus as actions
from mutirao.needs.actions.consensus import Said
from mutirao.needs.models import ConsensusForm
from mutirao.needs.rules import consensus as rules
from mutirao.needs.states import ConsensusState

pytestmark = pytest.mark.django_db


def draft(community=None, *, by=None, n_skills=2, complete=True):
    """A draft, ready to be signed unless said otherwise."""
    community = community or CommunityFactory()
    form = actions.start_group_form(community=community, by=by or coordinator_of(community))
    skills = [SkillFactory(parent=SkillGroupFactory()) for _number in range(n_skills)]
    actions.choose_skills(form=form, seen_version=form.version, skills=skills, by=form.made_by)
    if complete:
        said = {skill.pk: Said(3, 4, 1, "One of us edits video.") for skill in skills}
        actions.fill_in(
            form=form, seen_version=form.version, said=said, note="", n_people=4, language="en", by=form.made_by
        )
    return form


def signed(community=None, **signature):
    form = draft(community)
    by = form.made_by
    told = {"signed_as": "chair", "is_signature_public": True, **signature}
    actions.sign_group_form(form=form, seen_version=form.version, by=by, **told)
    return form


def test_group_goes_from_one_click_to_a_signed_page(client):
    community = CommunityFactory()
    skill = SkillFactory(parent=SkillGroupFactory(), name=text_of(en="Teaching editing"))
    client.force_login(coordinator_of(community))

    begun = client.post(reverse("needs:start_group_form", args=[community.slug]))
    form = ConsensusForm.objects.get()
    assert begun.url == reverse("needs:group_form_skills", args=[form.public_id])
    client.post(begun.url, {"skills": [skill.slug], "version": 1})
    typed = {
        f"level_{skill.slug}": "2", f"importance_{skill.slug}": "5", f"robustness_{skill.slug}": "1",
        f"note_{skill.slug}": "", "n_people": "6", "note": "We met in May.", "version": "2", "sign": "1",
    }  # fmt: skip
    answer = client.post(reverse("needs:fill_in_group_form", args=[form.public_id]), typed)
    assert answer.url == reverse("needs:sign_group_form", args=[form.public_id])
    client.post(answer.url, {"signed_as": "chair", "is_signature_public": "on", "agreed": "on", "version": "3"})

    form.refresh_from_db()
    assert (form.state, form.signed_as, form.n_people) == (ConsensusState.SIGNED, "chair", 6)
    assert form.expires_on == clock.today() + dt.timedelta(days=365)
    client.logout()
    page = client.get(form.get_absolute_url()).content.decode()
    assert "Teaching editing" in page
    assert "2 · we can do a little, with help" in page
    assert "We met in May." in page


def test_a_second_click_goes_on_with_the_same_draft():
    community, person = CommunityFactory(), PersonFactory()
    first = actions.start_group_form(community=community, by=person)
    assert actions.start_group_form(community=community, by=person) == first
    assert actions.start_group_form(community=community, by=PersonFactory()) != first


def test_new_form_begins_with_the_skills_of_the_last_and_replaces_it_when_signed():
    first = signed()
    by = first.made_by
    second = actions.start_group_form(community=first.community, by=by)
    assert {row.skill_id for row in second.levels.all()} == {row.skill_id for row in first.levels.all()}
    assert {row.level for row in second.levels.all()} == {None}
    said = {row.skill_id: Said(4, 4, 2) for row in second.levels.all()}
    actions.fill_in(form=second, seen_version=1, said=said, note="", n_people=None, language="en", by=by)
    actions.sign_group_form(form=second, seen_version=2, signed_as="chair", is_signature_public=True, by=by)
    first.refresh_from_db()
    assert first.state == ConsensusState.REPLACED


def test_half_filled_form_cannot_be_signed():
    form = draft(complete=False)
    with pytest.raises(Refused, match="2 skills are not filled in yet"):
        actions.sign_group_form(
            form=form, seen_version=form.version, signed_as="chair", is_signature_public=True, by=form.made_by
        )


def test_two_editors_lose_nothing(client):
    form = draft(complete=False, n_skills=1)
    row = form.levels.select_related("skill").get()
    client.force_login(form.made_by)
    address = reverse("needs:fill_in_group_form", args=[form.public_id])

    def typed(level, note):
        slug = row.skill.slug
        names = {f"level_{slug}": level, f"importance_{slug}": "", f"robustness_{slug}": "", f"note_{slug}": note}
        return names | {"note": "", "version": "2"}

    assert client.post(address, typed("5", "what the first wrote")).status_code == 302
    answer = client.post(address, typed("1", "what the second wrote"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "what the first wrote" in page
    assert "what the second wrote" in page
    row.refresh_from_db()
    assert (row.level, row.note) == (5, "what the first wrote")


def test_nobody_signs_what_they_have_not_read():
    form = draft()
    seen = form.version
    actions.fill_in(form=form, seen_version=seen, said={}, note="New.", n_people=1, language="en", by=form.made_by)
    with pytest.raises(Conflict):
        actions.sign_group_form(
            form=form, seen_version=seen, signed_as="chair", is_signature_public=True, by=form.made_by
        )
    form.refresh_from_db()
    assert form.state == ConsensusState.DRAFT


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("level", "6", "Select a valid choice"),
        ("level", "<script>alert(1)</script>", "Select a valid choice"),
        ("note", "x" * 501, "at most 500 characters"),
        ("note", "a\u202eb", "invisible control characters"),
        ("note", "a\x00b", "ull characters are not allowed"),
    ],
)
def test_hostile_input_is_said_beside_the_field(client, field, value, error):
    form = draft(complete=False, n_skills=1)
    slug = form.levels.get().skill.slug
    client.force_login(form.made_by)
    answer = client.post(
        reverse("needs:fill_in_group_form", args=[form.public_id]),
        {f"{field}_{slug}": value, "version": str(form.version)},
    )
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert b"<script>alert" not in answer.content
    assert form.levels.get().level is None


def test_choosing_too_many_or_unknown_skills_is_refused(client):
    form = draft(complete=False, n_skills=1)
    many = [SkillFactory(parent=SkillGroupFactory()).slug for _number in range(13)]
    client.force_login(form.made_by)
    address = reverse("needs:group_form_skills", args=[form.public_id])
    for skills, error in ((many, b"1 too many"), (["nothing"], b"Select a valid choice"), ([], b"Choose at least one")):
        answer = client.post(address, {"skills": skills, "version": str(form.version)})
        assert answer.status_code == 422
        assert error in answer.content
    assert form.levels.count() == 1


PEOPLE = ("nobody", "stranger", "maker", "coordinator", "elsewhere", "administrator")
MAY = {
    rules.can_change: {"maker", "coordinator", "administrator"},
    rules.can_discard: {"maker", "coordinator", "administrator"},
    rules.can_sign: {"coordinator"},
}


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_do_what_with_a_draft(client, person):
    maker = PersonFactory()
    form = draft(by=maker)
    people = {
        "nobody": None,
        "stranger": PersonFactory(),
        "maker": maker,
        "coordinator": coordinator_of(form.community),
        "elsewhere": coordinator_of(CommunityFactory()),
        "administrator": AdministratorFactory(),
    }
    user = people[person]
    for rule, allowed in MAY.items():
        assert bool(rule(user, form)) == (person in allowed), rule.__name__
    if user:
        client.force_login(user)
    sees = person in {"maker", "coordinator", "administrator"}
    assert client.get(form.get_absolute_url()).status_code == (200 if sees else 404)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_withdraw_what_was_signed(person):
    form = signed()
    people = {
        "nobody": None,
        "stranger": PersonFactory(),
        "maker": form.made_by,
        "coordinator": coordinator_of(form.community),
        "elsewhere": coordinator_of(CommunityFactory()),
        "administrator": AdministratorFactory(),
    }
    may = {"maker", "coordinator", "administrator"}
    assert bool(rules.can_withdraw(people[person], form)) == (person in may)


def test_withdrawn_form_shows_the_reason_and_nothing_else(client):
    form = signed()
    assert "One of us edits video." in client.get(form.get_absolute_url()).content.decode()
    actions.withdraw_group_form(form=form, reason="We were wrong about it.", by=form.made_by)
    page = client.get(form.get_absolute_url()).content.decode()
    assert "We were wrong about it." in page
    assert "One of us edits video." not in page


def test_group_in_a_protected_place_is_seen_by_its_own_people_only(client):
    form = signed()
    DeclarationFactory(community=form.community, territory=ProtectedTerritoryFactory())
    assert client.get(form.get_absolute_url()).status_code == 404
    client.force_login(form.made_by)
    assert client.get(form.get_absolute_url()).status_code == 200


def test_names_are_private_by_default_where_they_can_harm(client):
    community = WikiCommunityFactory()
    DeclarationFactory(community=community, territory=ProtectedTerritoryFactory())
    form = draft(community)
    client.force_login(form.made_by)
    address = reverse("needs:sign_group_form", args=[form.public_id])
    page = client.get(address).content.decode()
    assert "Your name is not shown unless you ask for it" in page
    assert 'name="is_signature_public" id="id_is_signature_public">' in page
    client.post(address, {"signed_as": "chair", "agreed": "on", "version": str(form.version)})
    form.refresh_from_db()
    assert not form.is_signature_public
    client.logout()
    page = client.get(form.get_absolute_url()).content.decode()
    assert "Signed by a coordinator of the group." in page
    assert form.signed_by.display_name not in page
    assert "chair" not in page


def test_who_lacks_the_role_reads_how_to_ask_for_it(client):
    maker = PersonFactory()
    form = draft(by=maker)
    client.force_login(maker)
    page = client.get(reverse("needs:sign_group_form", args=[form.public_id])).content.decode()
    assert "Ask to coordinate this community" in page
    assert "signed_as" not in page


def test_coordinators_hear_once_that_a_form_nears_its_date(noon):
    form = signed()
    with clock.at(noon + dt.timedelta(days=334)):
        assert actions.remind_of_expiry() == 0
    with clock.at(noon + dt.timedelta(days=336)):
        assert actions.remind_of_expiry() == 1
    with clock.at(noon + dt.timedelta(days=340)):
        assert actions.remind_of_expiry() == 0
    assert [notice.address for notice in Notice.objects.filter(person=form.made_by)] == [form.get_absolute_url()]
