"""Suggesting projects and corrections, and what curators do with the list."""

from decimal import Decimal

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.action_lines import ActionLineFactory, DemandFactory
from tests.factories.movement import LanguageFactory, ProtectedTerritoryFactory, TerritoryFactory
from tests.factories.projects import AmountFactory, IndividualProjectFactory, ProjectFactory

from mutirao.accounts.states import Role
from mutirao.base.audit import history
from mutirao.base.errors import Refused
from mutirao.base.references import Reference
from mutirao.discussion.models import Suggestion
from mutirao.projects import actions
from mutirao.projects.forms import ProjectForm
from mutirao.projects.models import Project
from mutirao.projects.money import read_amounts, written_amounts
from mutirao.projects.states import AmountKind, Listing

pytestmark = pytest.mark.django_db

HOSTILE = {"script": "<script>alert(1)</script>", "bidi": "\u202egnp", "null": "a\x00b", "long": "x" * 10_000}
GROUNDS = {"grounds-source_address": "https://meta.wikimedia.org/wiki/Report", "grounds-note": "I led it."}


@pytest.fixture(autouse=True)
def places():
    TerritoryFactory()
    ProtectedTerritoryFactory()
    LanguageFactory(slug="en", name_en="English")


def facts(**changed):
    return {
        "title": "Peers in Examples",
        "language": "en",
        "address": "https://meta.wikimedia.org/wiki/Peers",
        "topic": "Peers who teach",
        "lead_kind": "organisation",
        "lead": "Example Organisation",
        "territories": "Kenya",
        "scope": "",
        "programme": "",
        "start_date": "2024-05",
        "end_date": "2025",
        "status": "funded",
        "status_url": "",
        "report_status": "",
        "scope_kind": "skills",
        "note": "",
        "amount_awarded": "2000 USD; 1850.50 EUR",
    } | changed


def form_of(**changed):
    return ProjectForm(facts(**changed))


def write(subject=None, **changed):
    form = form_of(**changed)
    assert form.is_valid(), form.errors
    by = AdministratorFactory()
    return actions.write_suggested(subject=subject, values=form.cleaned_data, source_address="https://e.org/", by=by)


def test_a_suggested_project_is_listed_when_a_curator_accepts_it(client):
    line, demand = ActionLineFactory(), DemandFactory()
    client.force_login(PersonFactory())
    chosen = {"action_lines": [line.slug], "demands": [demand.slug]}

    assert client.post("/discussion/suggest/project/", facts(**chosen) | GROUNDS).status_code == 302
    assert Project.objects.count() == 0
    suggestion = Suggestion.objects.get()
    client.force_login(AdministratorFactory())
    page = client.get(suggestion.get_absolute_url())
    client.post(
        suggestion.get_absolute_url(),
        {"state": "accepted", "reason": "Thank you.", "seen": page.context["form"].initial["seen"]},
    )

    project = Project.objects.get()
    assert (project.slug, project.state, project.start_date) == ("peers-in-examples", Listing.LISTED, "2024-05")
    assert [each.slug for each in project.territories.all()] == ["KE"]
    assert [each.slug for each in project.action_lines.all()] == [line.slug]
    assert [each.slug for each in project.demands.all()] == [demand.slug]
    amounts = project.amounts.values_list("amount_kind", "currency", "value", "source_url")
    assert sorted(amounts) == [
        ("awarded", "EUR", Decimal("1850.50"), GROUNDS["grounds-source_address"]),
        ("awarded", "USD", Decimal(2000), GROUNDS["grounds-source_address"]),
    ]
    assert [row.action for row in history(project.reference)] == ["projects.project_listed"]


def test_a_correction_changes_what_it_names_and_keeps_the_page_of_other_amounts():
    project = ProjectFactory(territories=[TerritoryFactory()])
    AmountFactory(project=project, value=2000, source_url="https://e.org/first")
    AmountFactory(project=project, amount_kind=AmountKind.POOL, value=9)

    written = write(project, title="Another title", amount_awarded="2000 USD", amount_spent="1900 USD")

    assert (written.slug, written.title, written.version) == (project.slug, "Another title", 2)
    assert written.corrected_at is not None
    amounts = written.amounts.order_by("amount_kind").values_list("amount_kind", "source_url")
    assert list(amounts) == [
        ("awarded", "https://e.org/first"),
        ("pool", "https://meta.wikimedia.org/wiki/Example/Report"),
        ("spent", "https://e.org/"),
    ]


def test_present_facts_fill_a_form_that_changes_nothing():
    project = write()
    present = actions.present_facts(project)

    form = ProjectForm(dict(present), subject=project)

    assert form.is_valid(), form.errors
    assert {name: form.cleaned_data[name] for name in present} == dict(present)


def test_translations_of_a_changed_text_count_as_older():
    project = write()
    project.topic = project.topic.with_text("pt", "Pares que ensinam")
    project.save()

    written = write(project, topic="Peers who learn")

    assert written.topic.original == "Peers who learn"
    assert written.topic.outdated == {"pt"}


def test_two_projects_of_one_title_have_two_addresses():
    assert [write().slug, write().slug, write(title="項目").slug] == [
        "peers-in-examples",
        "peers-in-examples-2",
        "project",
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"address": "ftp://example.org"}, "address"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"language": "klingonese"}, "language"),
        ({"territories": "Atlantis"}, "territories"),
        ({"territories": ";".join(["KE"] * 61)}, "territories"),
        ({"start_date": "May 2024"}, "start_date"),
        ({"start_date": "2024-13"}, "start_date"),
        ({"start_date": "2024-05", "end_date": "2024-04"}, "end_date"),
        ({"status": "paid"}, "status"),
        ({"amount_awarded": "2000 dollars"}, "amount_awarded"),
        ({"amount_awarded": "2000 USD; 3000 USD"}, "amount_awarded"),
        ({"amount_awarded": "0 USD"}, "amount_awarded"),
        ({"amount_awarded": "-5 USD"}, "amount_awarded"),
        ({"lead_kind": "individual"}, "lead"),
        ({"lead_kind": "individual", "lead": "", "territories": "KE; Iran"}, "territories"),
        ({"action_lines": ["nowhere"]}, "action_lines"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(changed, field):
    form = form_of(**changed)

    assert not form.is_valid()
    assert list(form.errors) == [field]


@pytest.mark.parametrize("field", ["title", "topic", "lead", "territories", "note", "amount_spent", "start_date"])
@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_hostile_text_is_refused_or_shown_as_text(kind, field, client):
    client.force_login(PersonFactory())

    response = client.post("/discussion/suggest/project/", facts(**{field: HOSTILE[kind]}) | GROUNDS)

    assert response.status_code in {302, 422}
    assert response.status_code == 422 or kind == "script"
    assert "<script>alert" not in response.content.decode()


def test_an_organisation_may_work_in_a_protected_territory():
    assert form_of(territories="ir; Kenya").is_valid()


def test_a_correction_is_not_filled_with_places_that_could_expose_people():
    project = IndividualProjectFactory(territories=[TerritoryFactory(), ProtectedTerritoryFactory()])

    assert actions.present_facts(project)["territories"] == "KE"


@pytest.mark.parametrize(
    ("written", "read"),
    [("2000 USD", {"USD": 2000}), ("7", {"": 7}), (" 1.50 EUR ;2 USD", {"EUR": "1.50", "USD": 2}), ("", {})],
)
def test_amounts_are_read(written, read):
    amounts = {currency: Decimal(value) for currency, value in read.items()}

    assert read_amounts(written) == amounts
    assert read_amounts(written_amounts(amounts)) == amounts


def test_only_curators_write():
    form = form_of()
    assert form.is_valid()

    with pytest.raises(Refused, match="Only curators"):
        actions.write_suggested(subject=None, values=form.cleaned_data, source_address="", by=PersonFactory())


def curator():
    return RoleGrantFactory(role=Role.CURATOR, subject=Reference("action_line", "global-approach")).person


WHO = {"person": PersonFactory, "curator": curator, "administrator": AdministratorFactory}


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 302), ("person", 403), ("curator", 200), ("administrator", 200)]
)
@pytest.mark.parametrize("page", ["withdraw", "merge"])
def test_only_curators_keep_the_list(who, status, page, client):
    project = ProjectFactory()
    if who in WHO:
        client.force_login(WHO[who]())

    assert client.get(f"{project.get_absolute_url()}{page}/").status_code == status
    posted = client.post(f"{project.get_absolute_url()}{page}/", {"reason": "", "into": ""})
    assert posted.status_code == {302: 302, 403: 403, 200: 422}[status]
    project.refresh_from_db()
    assert project.state == Listing.LISTED


def test_withdrawn_and_back(client):
    project = ProjectFactory()
    client.force_login(curator())

    client.post(f"{project.get_absolute_url()}withdraw/", {"reason": "Not about skills"})
    assert client.get("/projects/").context["n_all"] == 0
    assert "Not about skills" in client.get(project.get_absolute_url()).content.decode()
    client.post(f"{project.get_absolute_url()}list-again/")

    assert client.get("/projects/").context["n_all"] == 1
    acts = [row.action for row in history(project.reference)]
    assert acts == ["projects.project_withdrawn", "projects.project_listed_again"]


def test_a_merged_project_leads_to_the_other_one(client):
    first, second, last = ProjectFactory(), ProjectFactory(), ProjectFactory()
    client.force_login(AdministratorFactory())

    client.post(f"{first.get_absolute_url()}merge/", {"into": second.slug})
    client.post(f"{second.get_absolute_url()}merge/", {"into": f"https://here.example{last.get_absolute_url()}"})

    for merged in (first, second):
        response = client.get(merged.get_absolute_url())
        assert (response.status_code, response.url) == (301, last.get_absolute_url())


@pytest.mark.parametrize("into", ["", "nowhere", "self", "withdrawn", "x" * 501, "\u202e"])
def test_what_is_no_other_listed_project_is_refused(into, client):
    project = ProjectFactory()
    ProjectFactory(slug="withdrawn", state=Listing.WITHDRAWN)
    client.force_login(AdministratorFactory())

    response = client.post(f"{project.get_absolute_url()}merge/", {"into": project.slug if into == "self" else into})

    assert response.status_code == (403 if into == "self" else 422)
    project.refresh_from_db()
    assert project.state == Listing.LISTED
