"""What follows for assessments and group forms: merges, protection, people who leave, panels."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.factories.accounts import AdministratorFactory
from tests.factories.movement import CommunityFactory, DeclarationFactory, ProtectedTerritoryFactory, TerritoryFactory
from tests.factories.needs_assessments import DraftAssessmentFactory, OpenAssessmentFactory, coordinator_of
from tests.needs.assessments.test_asking import answers
from tests.needs.consensus.test_group_form import draft, signed

from mutirao.movement.actions import declare
from mutirao.movement.actions.merging import merge_community
from mutirao.needs import personal_data
from mutirao.needs.actions import following, invitations
from mutirao.needs.models import ConsensusForm, Submission
from mutirao.needs.states import ConsensusState

pytestmark = pytest.mark.django_db


def test_assessments_answers_and_forms_follow_a_merge(drain):
    assessment, into = OpenAssessmentFactory(), CommunityFactory()
    community = assessment.community
    assessment.asked.create(community=into, n_expected=4)
    answers(assessment, 3)
    by = coordinator_of(community)
    invitations.make_invitations(assessment=assessment, community=community, n=2, by=by)
    older, newer = signed(community), signed(into)

    merge_community(community=community, into=into, by=AdministratorFactory())
    drain()

    assessment.refresh_from_db()
    assert assessment.community == into
    assert [(asked.community, asked.n_expected) for asked in assessment.asked.all()] == [(into, 13)]
    assert set(Submission.objects.values_list("community", flat=True)) == {into.pk}
    assert set(assessment.invitations.values_list("community", flat=True)) == {into.pk}
    states = {form.pk: (form.state, form.community_id) for form in ConsensusForm.objects.all()}
    assert states == {older.pk: (ConsensusState.REPLACED, into.pk), newer.pk: (ConsensusState.SIGNED, into.pk)}


def test_names_disappear_when_a_group_declares_a_protected_territory(drain):
    form, other = signed(), signed()
    source = "https://meta.wikimedia.org/wiki/Example"
    declare(community=form.community, thing=TerritoryFactory(), source_url=source, by=form.made_by)
    drain()
    form.refresh_from_db()
    assert form.is_signature_public
    declare(community=form.community, thing=ProtectedTerritoryFactory(), source_url=source, by=form.made_by)
    drain()
    form.refresh_from_db()
    other.refresh_from_db()
    assert (form.is_signature_public, other.is_signature_public) == (False, True)


def test_only_protected_groups_lose_names():
    form = signed()
    assert following.hide_signatures(type(form.community).objects.all()) == 0
    DeclarationFactory(community=form.community, territory=ProtectedTerritoryFactory())
    assert following.hide_signatures(type(form.community).objects.all()) == 1


def test_download_holds_what_somebody_did_and_erasing_cuts_it_loose():
    form = signed(signed_as="chair of 2026")
    person = form.made_by
    DraftAssessmentFactory(community=form.community, made_by=person)
    told = personal_data.collect(person)
    assert told["group_forms_signed"][0]["signed_as"] == "chair of 2026"
    assert told["group_forms_begun"] == [{"community": form.community.slug, "state": "signed"}]
    assert len(told["assessments_prepared"]) == 1

    personal_data.erase(person)
    personal_data.erase(person)

    form.refresh_from_db()
    assert (form.made_by, form.signed_by, form.signed_as, form.is_signature_public) == (None, None, "", False)
    empty = personal_data.collect(person)
    assert set(map(len, empty.values())) == {0}


def test_community_page_leads_to_answering_and_to_beginning(client):
    assessment = OpenAssessmentFactory()
    page = client.get(assessment.community.get_absolute_url()).content.decode()
    assert assessment.get_absolute_url() in page
    assert reverse("needs:start_group_form", args=[assessment.community.slug]) in page
    elsewhere = client.get(CommunityFactory().get_absolute_url()).content.decode()
    assert assessment.get_absolute_url() not in elsewhere


def test_inbox_holds_what_waits_for_coordinators(client):
    assessment, form = DraftAssessmentFactory(), draft()
    client.force_login(coordinator_of(assessment.community))
    page = client.get("/me/").content.decode()
    assert assessment.get_absolute_url() in page
    assert form.get_absolute_url() not in page
    client.force_login(coordinator_of(form.community))
    page = client.get("/me/").content.decode()
    assert form.get_absolute_url() in page
    assert assessment.get_absolute_url() not in page
