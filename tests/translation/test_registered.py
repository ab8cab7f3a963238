"""Every registered text can be translated: the column exists, and the owner's action writes it."""

import pytest
from tests.factories.accounts import AdministratorFactory

from mutirao.base.errors import InputError
from mutirao.base.fields import TextByLanguage
from mutirao.base.text import text_of
from mutirao.discussion.subjects import subject_kinds
from mutirao.translation import actions
from mutirao.translation.queries import digest
from mutirao.translation.texts import translatable, translatables


def test_every_registered_field_is_a_text():
    columns = [each.column(field) for each in translatables() for field in each.fields]
    assert {type(column) for column in columns} == {TextByLanguage}
    assert {"action_line", "community", "demand", "promise", "recommendation_section", "skill"} <= {
        each.name for each in translatables()
    }


def test_unknown_kinds_and_fields_are_refused():
    with pytest.raises(InputError, match="kind"):
        translatable("notice")
    with pytest.raises(InputError, match="field"):
        translatable("skill").column("slug")


def test_every_subject_of_talk_has_a_page_of_its_own():
    assert [kind.name for kind in subject_kinds() if not hasattr(kind.model, "get_absolute_url")] == []


@pytest.mark.django_db
def test_owner_writes_a_published_text(facilitation):
    facilitation.description = text_of(en="Lead 3 meetings.", sw="Ongoza 3.")
    facilitation.save()
    actions.offer_translation(
        target=facilitation,
        field="description",
        language="pt",
        words="Conduzir 3.",
        seen_original=digest("Lead 3 meetings."),
        seen_current=digest(""),
        by=AdministratorFactory(),
    )
    facilitation.refresh_from_db()
    assert facilitation.description == text_of(en="Lead 3 meetings.", sw="Ongoza 3.", pt="Conduzir 3.")
