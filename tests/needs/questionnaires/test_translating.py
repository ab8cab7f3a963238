"""Translating a questionnaire on pages and by file."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.needs_questionnaires import act, frozen

from mutirao.base import audit
from mutirao.needs.queries.questionnaires import whole

pytestmark = pytest.mark.django_db


def test_translation_of_a_frozen_one_is_kept_on_record_and_changes_nothing_else(client, scene):
    _community, people, draft = scene
    before = list(frozen(draft).questions.values_list("pk", "name"))
    client.force_login(people["coordinator"])
    data = {
        "text:title": "أسئلتنا",
        "text:question:q0:label": "سؤال؟",
        "text:choice:often:never": "أبدًا",
        "text:choice:often:daily": "",
        "version": 1,
    }
    assert act(client, "translate_questionnaire", draft.public_id, "ar", data=data).status_code == 302
    draft.refresh_from_db()
    form = whole(draft)
    assert (form.title.texts["ar"], form.items[0].label.texts["ar"]) == ("أسئلتنا", "سؤال؟")
    assert form.choices["often"][0].label.texts == {"en": "Never", "pt": "Nunca", "ar": "أبدًا"}
    assert draft.languages == ["en", "ar", "pt"]
    assert list(draft.questions.values_list("pk", "name")) == before
    assert [row.action for row in audit.history(draft.reference)][-1] == "needs.questionnaire_translated"


def test_original_of_a_frozen_one_stays(client, scene):
    draft = frozen(scene[2])
    client.force_login(scene[1]["coordinator"])
    assert (
        act(
            client, "translate_questionnaire", draft.public_id, "en", data={"text:title": "X", "version": 1}
        ).status_code
        == 404
    )


@pytest.mark.parametrize("typed", ["a\u202eb", "a\x00b", "x" * 5000])
def test_hostile_translation_is_refused_and_what_was_typed_stays(client, scene, typed):
    draft = scene[2]
    client.force_login(scene[1]["coordinator"])
    data = {"text:title": typed, "text:introduction": "fine", "version": 1}
    answer = act(client, "translate_questionnaire", draft.public_id, "pt", data=data)
    assert (answer.status_code, 'class="wrong"' in answer.text) == (422, True)
    draft.refresh_from_db()
    assert draft.title.texts == {"en": "Our questions"}


def test_late_translator_keeps_the_words(client, scene):
    draft = scene[2]
    client.force_login(scene[1]["coordinator"])
    act(client, "translate_questionnaire", draft.public_id, "pt", data={"text:title": "Um", "version": 1})
    answer = act(client, "translate_questionnaire", draft.public_id, "pt", data={"text:title": "Dois", "version": 1})
    assert (answer.status_code, ">Dois</textarea>" in answer.text) == (409, True)


def test_texts_go_out_and_come_back_as_a_file(client, scene):
    draft = scene[2]
    client.force_login(scene[1]["coordinator"])
    answer = act(client, "questionnaire_texts", draft.public_id, "pt")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["place"] for row in rows][:2] == ["title", "question:q0:label"]
    file = SimpleUploadedFile("t.csv", b"\xef\xbb\xbfplace,original,translation\ntitle,,'=Nossas\nnowhere,,x\n")
    act(client, "take_questionnaire_texts", draft.public_id, "pt", data={"texts": file})
    draft.refresh_from_db()
    assert draft.title.texts["pt"] == "=Nossas"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a,b\n1,2", b"place,translation\ntitle,a\x00b", b"x" * 2_000_001]
)
def test_file_of_texts_that_is_wrong_changes_nothing(client, scene, content):
    draft = scene[2]
    client.force_login(scene[1]["coordinator"])
    data = {"texts": SimpleUploadedFile("t.csv", content)}
    assert act(client, "take_questionnaire_texts", draft.public_id, "pt", data=data).status_code == 302
    draft.refresh_from_db()
    assert (draft.title.texts, draft.version) == ({"en": "Our questions"}, 1)
