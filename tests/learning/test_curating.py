"""What curators do, and what nobody else can."""

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.action_lines import PinFactory
from tests.factories.learning import ResourceFactory
from tests.factories.skills import SkillFactory

from mutirao.action_lines.models import Pin
from mutirao.base.audit import history
from mutirao.base.errors import Refused
from mutirao.base.references import Reference, resolve
from mutirao.base.search import find
from mutirao.base.text import text_of
from mutirao.learning import actions
from mutirao.learning.models import Resource
from mutirao.learning.queries import current_slug, duplicates, listed

pytestmark = pytest.mark.django_db
HOSTILE = pytest.mark.parametrize("reason", ["", "\0", "a\u202eb", "x" * 501], ids=["empty", "null", "bidi", "long"])


def people(line):
    return {
        "nobody": None,
        "person": PersonFactory(),
        "moderator elsewhere": RoleGrantFactory(role="moderator", subject=Reference("community", "x")).person,
        "curator": RoleGrantFactory(role="curator", subject=line.reference).person,
        "coordinator": RoleGrantFactory(role="coordinator", subject=line.reference).person,
        "administrator": AdministratorFactory(),
    }


CURATING = {"curator", "coordinator", "administrator"}


@pytest.mark.parametrize("who", ["nobody", "person", "moderator elsewhere", "curator", "coordinator", "administrator"])
@pytest.mark.parametrize("state", ["listed", "withdrawn", "merged"])
def test_page_of_a_resource_by_role_and_state(client, line, who, state):
    other = ResourceFactory()
    resource = ResourceFactory(state=state, merged_into=other if state == "merged" else None)
    user = people(line)[who]
    if user:
        client.force_login(user)
    answer = client.get(resource.get_absolute_url())
    expected = {"listed": 200, "withdrawn": 200 if who in CURATING else 404, "merged": 301}[state]
    assert answer.status_code == expected


@pytest.mark.parametrize("who", ["nobody", "person", "moderator elsewhere", "curator", "coordinator", "administrator"])
@pytest.mark.parametrize(
    ("act", "state", "after"),
    [
        ("withdraw", "listed", "withdrawn"),
        ("restore", "withdrawn", "listed"),
        ("merge", "listed", "merged"),
        ("recommend", "listed", "listed"),
    ],
)
def test_acts_by_role(client, line, who, act, state, after):
    target = ResourceFactory(short_id="R900")
    resource = ResourceFactory(state=state)
    user = people(line)[who]
    if user:
        client.force_login(user)
    data = {"reason": "Because.", "into": "R900", "action_line": line.slug}
    answer = client.post(f"{resource.get_absolute_url()}{act}/", data)
    resource.refresh_from_db()
    assert (answer.status_code == 302 and "/me/" not in answer.url) == (who in CURATING)
    assert resource.state == (after if who in CURATING else state)
    assert Pin.objects.exists() == (act == "recommend" and who in CURATING)
    assert target.merged.exists() == (act == "merge" and who in CURATING)


@HOSTILE
@pytest.mark.parametrize("act", ["withdraw", "merge", "recommend"])
def test_hostile_reasons_get_a_message_beside_the_field(client, line, curator, act, reason):
    ResourceFactory(short_id="R900")
    resource = ResourceFactory()
    client.force_login(curator)
    data = {"reason": reason, "into": "R900", "action_line": line.slug}
    answer = client.post(f"{resource.get_absolute_url()}{act}/", data)
    assert answer.status_code == 422
    assert 'id="id_reason_error"' in answer.text
    resource.refresh_from_db()
    assert resource.state == "listed"
    assert not Pin.objects.exists()


@pytest.mark.parametrize("into", ["R999", "", "\0", "<script>", "x" * 600])
def test_merging_into_nothing_is_refused(client, curator, into):
    resource = ResourceFactory()
    client.force_login(curator)
    answer = client.post(f"{resource.get_absolute_url()}merge/", {"reason": "Same.", "into": into})
    assert answer.status_code == 422
    assert "<script>" not in answer.text


def test_withdrawn_resource_leaves_every_way_out(client, line, curator):
    skill = SkillFactory()
    resource = ResourceFactory(title="Withdrawn one", skills=[skill], action_line=line)
    assert "Withdrawn one" in client.get(skill.get_absolute_url()).text
    actions.withdraw_resource(resource=resource, reason="It sells pills.", by=curator)
    assert not listed().exists()
    assert resolve(resource.reference, user=None) is None
    for address in (skill.get_absolute_url(), line.get_absolute_url(), "/library/"):
        assert "Withdrawn one" not in client.get(address).text
    assert history(resource.reference).last().action == "learning.resource_state_changed"


def test_merging_keeps_skills_audiences_and_recommendations_of_both(line, curator):
    skills = [SkillFactory(), SkillFactory()]
    stays = ResourceFactory(skills=skills[:1], audiences=["leaders"])
    goes = ResourceFactory(skills=skills[1:], audiences=["leaders", "trainers"])
    actions.recommend(resource=goes, line=line, reason=text_of(en="It helps."), by=curator)
    actions.merge_resource(resource=goes, into=stays, reason="The same.", by=curator)
    assert set(stays.skills.all()) == set(skills)
    assert sorted(stays.audiences.values_list("audience", flat=True)) == ["leaders", "trainers"]
    assert Pin.objects.get().external_id == stays.short_id
    assert current_slug(goes.slug) == stays.slug


def test_pin_of_our_files_leads_to_what_its_resource_was_merged_into(client, line, curator):
    stays, goes = ResourceFactory(), ResourceFactory(short_id="R041")
    PinFactory(action_line=line, pin_kind="resource", external_id="R041", reason=text_of(en="A good start."))
    actions.merge_resource(resource=goes, into=stays, reason="The same.", by=curator)
    assert client.get("/library/id/R041/").url == stays.get_absolute_url()
    assert "A good start." in client.get(stays.get_absolute_url()).text


def test_resource_is_not_merged_into_itself(curator):
    resource = ResourceFactory()
    with pytest.raises(Refused):
        actions.merge_resource(resource=resource, into=resource, reason="The same.", by=curator)


def test_recommending_twice_is_refused(line, curator):
    resource = ResourceFactory()
    actions.recommend(resource=resource, line=line, reason=text_of(en="It helps."), by=curator)
    with pytest.raises(Refused):
        actions.recommend(resource=resource, line=line, reason=text_of(en="It helps."), by=curator)


def test_doubles_are_found_by_address_and_by_title(client, curator):
    one = ResourceFactory(title="A guide to meetings", address="https://www.example.org/a/?utm_source=x")
    two = ResourceFactory(title="Other", address="http://example.org/a")
    three = ResourceFactory(title="The guide: meetings", address="https://example.org/b")
    ResourceFactory(title="Nothing alike", address="https://example.org/c")
    assert [{each.pk for each in group} for group in duplicates()] == [{one.pk, two.pk}, {one.pk, three.pk}]
    client.force_login(curator)
    assert "The guide: meetings" in client.get("/library/duplicates/").text
    client.force_login(PersonFactory())
    assert client.get("/library/duplicates/").status_code == 403


def test_curator_sees_what_may_be_the_same_on_the_page(client, curator):
    one = ResourceFactory(title="A guide to meetings")
    ResourceFactory(title="Guide to a meetings")
    assert "may be the same" not in client.get(one.get_absolute_url()).text
    client.force_login(curator)
    assert "may be the same" in client.get(one.get_absolute_url()).text


def test_withdrawn_resources_cannot_be_merged_into(curator):
    stays, goes = ResourceFactory(state="withdrawn"), ResourceFactory()
    with pytest.raises(Refused):
        actions.merge_resource(resource=goes, into=stays, reason="The same.", by=curator)
    assert Resource.objects.get(pk=goes.pk).state == "listed"


def test_published_translation_of_a_summary_is_found_in_its_language(client, person):
    resource = ResourceFactory(title="Guide", summary=text_of(en="You chair meetings."))
    words = resource.summary.with_text("pt", "Conduz reuniões.")
    actions.write_text(target=resource, field="summary", text=words, by=person)
    assert find("reunioes", user=None).hits[0].found == resource
    assert "Guide" in client.get("/library/", {"q": "reunioes"}).text
