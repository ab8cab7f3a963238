"""The list of sources and the page of one."""

import pytest
from django.urls import reverse
from tests.factories.sources import EditionFactory, SourceFactory

from mutirao.base.text import text_of
from mutirao.sources.models import Edition

pytestmark = pytest.mark.django_db

LIST = reverse("sources:sources")


@pytest.mark.parametrize("n_sources", [1, 3, 100])
def test_list_asks_the_database_as_often_for_many_as_for_one(client, django_assert_num_queries, n_sources):
    for source in SourceFactory.create_batch(n_sources):
        EditionFactory.create_batch(2, source=source)
    with django_assert_num_queries(3):
        response = client.get(LIST)
    assert response.status_code == 200


@pytest.mark.parametrize("n_editions", [1, 3, 100])
def test_source_asks_the_database_as_often_for_many_as_for_one(client, django_assert_num_queries, n_editions):
    source = SourceFactory()
    for number in range(n_editions):
        EditionFactory(source=source, loader="facts", is_current=number == 0)
    with django_assert_num_queries(3):
        response = client.get(source.get_absolute_url())
    assert response.status_code == 200


def test_list_without_sources_says_what_to_do(client):
    assert "mutirao serve" in client.get(LIST).text


def test_list_shows_licence_edition_and_rows(client):
    source = SourceFactory(name=text_of(en="World tables"), licence="CC-BY-4.0")
    EditionFactory(source=source, label="3.1", n_rows=1234, file_name="world.csv")
    page = client.get(LIST).text
    assert all(part in page for part in ["World tables", "CC-BY-4.0", "3.1", "1,234 rows", "world.csv"])


def test_source_shows_every_edition_and_what_changed(client):
    source = SourceFactory(caveat=text_of(en="Counted once in ten years."))
    example = {"change": "changed", "table": "figure", "row": "age KE 2024", "columns": {"value": ["19.5", "19.7"]}}
    changes = {"added": 2, "changed": 1, "removed": 0, "examples": [example]}
    EditionFactory(source=source, loader="facts", label="2025", is_current=False)
    newest = EditionFactory(source=source, loader="facts", label="2026", changes=changes, checksum="ab" * 32)
    page = client.get(source.get_absolute_url()).text
    shown = ["Counted once", "2025", "2026", "Added: 2. Changed: 1. Removed: 0.", "age KE 2024", "19.7", "ab" * 32]
    assert [part for part in shown if part not in page] == []
    assert f'id="edition-{newest.public_id}"' in page


def test_source_that_only_lends_a_column_says_to_what(client):
    # The languages are loaded as an edition of another source.
    SourceFactory(slug="names", shipped_files=["languages.csv"], shipped_label="2.18.0")
    for address in (LIST, reverse("sources:source", args=["names"])):
        page = " ".join(client.get(address).text.split())
        assert 'Languages <span class="small">(in part)</span>' in page
        assert "2.18.0" in page
        assert "nothing loaded" not in page.lower()


def test_source_without_anything_loaded_says_so(client):
    source = SourceFactory()
    assert "nothing loaded on this server" in client.get(LIST).text
    assert "Nothing of this source is loaded on this server." in client.get(source.get_absolute_url()).text


def test_unknown_source_is_not_found(client):
    assert client.get(reverse("sources:source", args=["nowhere"])).status_code == 404


def test_hostile_names_are_shown_as_text(client):
    source = SourceFactory(name=text_of(en="<script>alert(1)</script>"), publisher="<b>bold</b>")
    EditionFactory(source=source, label="<i>1</i>", file_name="<u>.csv")
    for address in (LIST, source.get_absolute_url()):
        page = client.get(address).text
        assert not any(markup in page for markup in ["<script>alert", "<b>bold", "<i>1", "<u>.csv"])


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_only_answer_reads(client, method):
    source = SourceFactory()
    assert getattr(client, method)(LIST).status_code == 405
    assert getattr(client, method)(source.get_absolute_url()).status_code == 405
    assert Edition.objects.count() == 0
