"""Open data in the browser: tables, dictionary, files with their checksum, older releases."""

import datetime as dt
import hashlib

import pytest
from tests.factories.movement import ProtectedTerritoryFactory, TerritoryFactory

from mutirao.base import clock
from mutirao.movement.models import Territory
from mutirao.sources.exporting import freeze_open_data
from mutirao.sources.exporting.releases import root

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def frozen(own_folder) -> None:
    TerritoryFactory()
    with clock.at(DAY):
        freeze_open_data.call()


def test_before_the_first_freeze_it_says_so(client):
    page = client.get("/data/")
    assert page.status_code == 200
    assert "The first release is being prepared." in page.text
    for address in ("/data/territories/", "/data/latest/territories.csv", "/data/2026-11-22/"):
        assert client.get(address).status_code == 404


def test_every_table_of_the_product_stands_there_with_both_files(client, frozen):
    page = client.get("/data/").text
    for address in ("territories/", "2026-11-22/territories.csv", "2026-11-22/territories.jsonl", "decisions/"):
        assert f'href="/data/{address}"' in page, address
    assert "November 22, 2026" in page
    assert client.get("/data/communities/").status_code == 200


def test_dictionary_says_what_each_column_means(client, frozen):
    page = client.get("/data/territories/").text
    for shown in ("wikimedia_region", "ISO 3166 code of two letters.", "yes or no", "Sub-Saharan Africa"):
        assert shown in page, shown
    file = root() / "2026-11-22/territories.csv"
    assert hashlib.sha256(file.read_bytes()).hexdigest() in page


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("territories.csv", "text/csv; charset=utf-8"),
        ("territories.jsonl", "application/jsonl"),
        ("datapackage.json", "application/json"),
        ("README.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_are_streamed_whole_with_type_and_checksum(client, frozen, name, media_type):
    answer = client.get(f"/data/2026-11-22/{name}")
    content = b"".join(answer.streaming_content)
    assert content == (root() / "2026-11-22" / name).read_bytes()
    assert answer["Content-Type"] == media_type
    assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert client.get(f"/data/2026-11-22/{name}", headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_table_is_saved_under_a_telling_name(client, frozen):
    answer = client.get("/data/2026-11-22/territories.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="mutirao-territories-2026-11-22.csv"'
    answer.close()


def test_newest_file_has_an_address_of_its_own(client, frozen):
    assert client.get("/data/latest/territories.csv").url == "/data/2026-11-22/territories.csv"
    assert client.get("/data/latest/nothing.csv").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "2026-11-21/",
        "2026-11-22/nothing.csv",
        "2026-11-22/.lock",
        "2026-11-22/..%2f..%2fdb.sqlite3",
        "2026-11-22/%2e%2e/secret",
        "latest/..%2f..%2fsecret_key",
        "nothing/",
        "x" * 2000 + "/",
    ],
    ids=range(8),
)
def test_nothing_else_is_served(client, frozen, address):
    assert client.get(f"/data/{address}").status_code == 404


def test_older_release_says_what_it_does_not_keep(client, frozen):
    Territory.objects.create(slug="UG", name_en="Uganda")
    with clock.at(DAY + dt.timedelta(days=1)):
        freeze_open_data.call()
    assert "1 older release" in client.get("/data/").text
    assert 'href="/data/2026-11-22/"' in client.get("/data/releases/").text
    older = client.get("/data/2026-11-22/").text
    assert "sign_ups" in older
    assert "sign_ups.csv" not in older
    assert client.get("/data/2026-11-22/sign_ups.csv").status_code == 404
    newer = client.get("/data/2026-11-23/sign_ups.csv")
    assert newer.status_code == 200
    newer.close()


def test_page_says_what_is_never_in_it(client):
    assert "Names of people" in client.get("/data/never/").text


def test_pages_ask_the_database_nothing(client, frozen, django_assert_num_queries):
    for address in ("", "territories/", "releases/", "2026-11-22/", "never/"):
        with django_assert_num_queries(0):
            assert client.get(f"/data/{address}").status_code == 200


def test_files_only_answer_readers(client, frozen):
    assert client.post("/data/2026-11-22/territories.csv").status_code == 405


def test_protected_territory_makes_a_new_release_soon(frozen):
    from tests.factories.accounts import RoleGrantFactory
    from tests.factories.movement import CommunityFactory

    from mutirao.base.models import TaskRun
    from mutirao.movement import actions

    community = CommunityFactory()
    person = RoleGrantFactory(subject=community.reference).person
    actions.declare(community=community, thing=TerritoryFactory(), source_url="https://example.org/", by=person)
    due = TaskRun.objects.filter(path__endswith="freeze_open_data")
    assert not due.exists()
    protected = ProtectedTerritoryFactory()
    actions.declare(community=community, thing=protected, source_url="https://example.org/", by=person)
    assert due.count() == 1
