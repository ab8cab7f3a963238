"""From a figure to file, line and code."""

import pytest
from django.template import Context, Template
from tests.factories.sources import EditionFactory, SourceFactory

from mutirao.base.text import text_of
from mutirao.movement.models import Territory
from mutirao.sources.models import Edition
from mutirao.sources.queries import provenance_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    source = SourceFactory(slug="tables", name=text_of(en="World tables"), licence="CC-BY-4.0")
    return EditionFactory(source=source, label="3.1", file_name="world.csv, names.csv", code_version="0.1.0 abc")


def shown(template: str, **context: object) -> str:
    return " ".join(Template("{% load sources %}" + template).render(Context(context)).split())


def test_provenance_says_file_line_licence_and_code(edition):
    territory = Territory.objects.create(slug="KE", name_en="Kenya", edition=edition, source_row=512)
    found = provenance_of(territory)
    assert (found.file, found.line, found.licence, found.code_version) == ("world.csv", 512, "CC-BY-4.0", "0.1.0 abc")
    assert (found.source.slug, found.edition) == ("tables", edition)


def test_row_that_came_from_no_file_has_no_provenance():
    territory = Territory.objects.create(slug="KE", name_en="Kenya")
    assert provenance_of(territory) is None
    assert shown("{% provenance row %}", row=territory) == ""


def test_tags_need_no_query_when_joined(edition, django_assert_num_queries):
    Territory.objects.create(slug="KE", name_en="Kenya", edition=edition, source_row=1512)
    row = Territory.objects.select_related("edition__source").get()
    link = f'<a href="/sources/tables/#edition-{edition.public_id}">World tables, 3.1</a>'
    with django_assert_num_queries(0):
        assert shown("{% source row.edition %}", row=row) == link
        assert shown("{% provenance row %}", row=row) == (
            f'<span class="small">{link}, <bdi>world.csv</bdi>, line 1,512</span>'
        )


def test_tag_without_edition_says_nothing():
    assert shown("{% source edition %}", edition=None) == ""


def test_commit_is_shortened_where_it_is_shown(edition):
    edition.label = "commit " + "0123456789abcdef" * 2
    assert edition.shown_label == "commit 0123456789"
