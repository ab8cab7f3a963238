"""The pages of questionnaires: who may do what, what is typed, what is kept."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.needs_questionnaires import act, frozen, small_form
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.base import audit, clock
from mutirao.base.errors import Refused
from mutirao.base.text import Text, text_of
from mutirao.needs.actions import questionnaires as actions
from mutirao.needs.instrument import Form, Item
from mutirao.needs.instrument.standard import standard_form
from mutirao.needs.models import Question, Questionnaire
from mutirao.needs.queries.questionnaires import rated_skills, whole
from mutirao.needs.states import QuestionType

pytestmark = pytest.mark.django_db
HOSTILE = ["<script>alert(1)</script>", "a\u202eb", "a\x00b", "x" * 5000, "", "{{ 7 }}"]


ACTIONS = {
    "questionnaire": None,
    "preview_questionnaire": None,
    "questionnaire_xlsform": None,
    "edit_questionnaire": {"title": "New", "introduction": "", "version": 1},
    "arrange_questionnaire": {"name": "q0", "act": "down", "version": 1},
    "edit_question": {"name": "more", "question_type": "text", "label": "More?", "version": 1},
    "translate_questionnaire": {"text:title": "Perguntas", "version": 1},
    "new_version": {},
    "retire_questionnaire": {},
}  # fmt: skip
ALLOWED = {
    ("stranger", "draft"): dict.fromkeys(ACTIONS, 404),
    ("coordinator elsewhere", "draft"): dict.fromkeys(ACTIONS, 404),
    ("coordinator", "draft"): {**dict.fromkeys(ACTIONS, 302), "new_version": 403},
    ("administrator", "draft"): {**dict.fromkeys(ACTIONS, 302), "new_version": 403},
    ("stranger", "frozen"): dict.fromkeys(ACTIONS, 403),
    ("coordinator elsewhere", "frozen"): dict.fromkeys(ACTIONS, 403),
    ("coordinator", "frozen"): dict.fromkeys(ACTIONS, 403)
    | dict.fromkeys(["translate_questionnaire", "new_version", "retire_questionnaire"], 302),
}  # fmt: skip
OPEN = {"questionnaire", "preview_questionnaire", "questionnaire_xlsform"}


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize(("who", "state"), ALLOWED, ids=["-".join(pair) for pair in ALLOWED])
def test_who_may_do_what(client, scene, who, state, name):
    _community, people, draft = scene
    if state == "frozen":
        frozen(draft)
    client.force_login(people[who])
    arguments = [draft.public_id, *(["pt"] if name == "translate_questionnaire" else [])]
    data = ACTIONS[name]
    expected = ALLOWED[who, state][name]
    if name in OPEN:
        expected = 404 if expected == 404 else 200
    assert act(client, name, *arguments, data=data).status_code == expected


@pytest.mark.parametrize("name", [name for name in ACTIONS if name not in OPEN])
def test_nobody_writes_without_signing_in(client, scene, name):
    draft = frozen(scene[2])
    arguments = [draft.public_id, *(["pt"] if name == "translate_questionnaire" else [])]
    answer = act(client, name, *arguments, data=ACTIONS[name])
    assert (answer.status_code, "next=" in answer.url) == (302, True)


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_list_takes_as_many_queries_for_any_length(client, scene, rows, django_assert_num_queries):
    community, people, _draft = scene
    for number in range(rows - 1):
        Questionnaire.objects.create(name=f"n{number}", title=text_of(en=f"T {number}"), community=community)
    client.force_login(people["coordinator"])
    act(client, "questionnaires")
    with django_assert_num_queries(LIST_QUERIES):
        answer = act(client, "questionnaires")
    assert answer.content.count(b'<li class="card">') == min(rows, 50)


@pytest.mark.parametrize("questions", [1, 3, 100])
def test_one_takes_as_many_queries_for_any_length(client, scene, questions, django_assert_num_queries):
    made = frozen(
        actions.make_questionnaire(form=small_form(questions=questions), community=scene[0], by=scene[1]["coordinator"])
    )
    act(client, "questionnaire", made.public_id)
    with django_assert_num_queries(ONE_QUERIES):
        assert act(client, "questionnaire", made.public_id).status_code == 200


LIST_QUERIES, ONE_QUERIES = 5, 3


def test_drafts_of_others_stay_out_of_the_list(client, scene):
    _community, people, draft = scene
    seen = {}
    for who in people:
        client.force_login(people[who])
        seen[who] = draft.get_absolute_url() in act(client, "questionnaires").text
    assert seen == {"coordinator": True, "stranger": False, "coordinator elsewhere": False, "administrator": True}


def test_draft_is_made_from_the_skills_that_are_wanted(client, scene):
    community, people, _draft = scene
    group = SkillGroupFactory(slug="editing")
    for slug in ("sourcing", "media"):
        SkillFactory(slug=slug, parent=group)
    words = [
        {"kind": "form", "name": name, "label": text_of(en=name), "parent": ""} for name in ("title", "introduction")
    ]
    learning = {"kind": "group", "name": "learning", "label": text_of(en="Learning"), "hint": Text(), "parent": ""}
    time = {
        "kind": "question",
        "name": "time",
        "type": "text",
        "purpose": "",
        "label": text_of(en="Time?"),
        "hint": Text(),
        "parent": "learning",
    }
    actions.write_standard(form=standard_form([*words, learning, time], rated_skills()))
    client.force_login(people["coordinator"])

    data = {"title": "Two things", "language": "en", "skills": ["sourcing"], "with_learning": "on"}
    answer = act(client, "new_questionnaire", community.slug, data=data)

    made = Questionnaire.objects.get(name="two-things")
    assert answer.url == made.get_absolute_url()
    assert [item.name for item in whole(made).walk()] == ["skills-editing", "sourcing", "learning", "time"]
    assert (made.community, made.made_by) == (community, people["coordinator"])


@pytest.mark.parametrize("field", ["title", "language"])
@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_new_draft_with_hostile_words_stores_nothing_bad(client, scene, field, typed):
    community, people, _draft = scene
    client.force_login(people["coordinator"])
    before = Questionnaire.objects.count()
    answer = act(client, "new_questionnaire", community.slug, data={"title": "T", "language": "en", field: typed})
    assert answer.status_code in {302, 422}
    assert "<script>alert" not in answer.text
    if answer.status_code == 422:
        assert (Questionnaire.objects.count(), 'class="wrong"' in answer.text) == (before, True)


def question(**fields):
    return {"name": "more", "question_type": "one", "label": "More?", "options": "a = A\nb = B", "version": 1, **fields}


def test_question_is_added_changed_moved_and_removed(client, scene):
    _community, people, draft = scene
    client.force_login(people["coordinator"])
    assert act(client, "edit_question", draft.public_id, data=question(into="g")).status_code == 302
    assert [item.name for item in whole(draft).walk()] == ["q0", "q1", "g", "often", "more"]
    changed = question(options="b = Bee\nc = C", is_required="on", relevant="${q0} = 'x'", version=2)
    assert act(client, "edit_question", draft.public_id, data=changed, query="?name=more").status_code == 302
    act(client, "arrange_questionnaire", draft.public_id, data={"name": "more", "act": "up", "version": 3})
    act(client, "arrange_questionnaire", draft.public_id, data={"name": "q1", "act": "remove", "version": 4})

    form = whole(draft)
    assert [item.name for item in form.walk()] == ["q0", "g", "more", "often"]
    more = form.items[1].items[0]
    assert [(option.name, option.label.original) for option in form.options(more)] == [("b", "Bee"), ("c", "C")]
    assert (more.is_required, more.relevant) == (True, "${q0} = 'x'")
    assert audit.verify_chain(draft.reference).n_rows == 5


def test_table_is_added_with_its_rows(client, scene):
    _community, people, draft = scene
    client.force_login(people["coordinator"])
    act(client, "edit_question", draft.public_id, data=question(question_type="matrix", rows="r1 = One\nr2 = Two"))
    table = whole(draft).items[-1]
    assert [(row.name, row.label.original, len(whole(draft).options(row))) for row in table.items] == [
        ("r1", "One", 2),
        ("r2", "Two", 2),
    ]
    act(
        client,
        "edit_question",
        draft.public_id,
        data=question(question_type="matrix", rows="r2 = Zwei", version=2),
        query="?name=more",
    )
    assert [row.label.original for row in whole(draft).items[-1].items] == ["Zwei"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "a b"}, "begin with a letter"),
        ({"name": "q0"}, "used already"),
        ({"name": "x" * 101}, "100 characters"),
        ({"label": ""}, "required"),
        ({"label": "a\u202eb"}, "invisible control characters"),
        ({"label": "x" * 2001}, "2000 characters"),
        ({"question_type": "magic"}, "valid choice"),
        ({"options": ""}, "at least one choice"),
        ({"options": "no sign"}, "Line 1 should be"),
        ({"options": "a = A\na = B"}, "stands twice"),
        ({"relevant": "${nobody} = 1"}, "no question nobody"),
        ({"relevant": "pulldata('x')"}, "pulldata() is not supported"),
        ({"constraint": ". >"}, "ends too early"),
        ({"question_type": "range", "start": "5", "end": "1"}, "above its beginning"),
        ({"question_type": "range", "start": "x"}, "Enter a number"),
        ({"question_type": "matrix"}, "at least one row"),
        ({"question_type": "calculate", "options": ""}, "works nothing out"),
        ({"into": "nowhere"}, "valid choice"),
        ({"version": "x"}, ""),
    ],
)  # fmt: skip
def test_wrong_question_is_refused_beside_its_field_and_nothing_is_stored(client, scene, fields, said):
    _community, people, draft = scene
    client.force_login(people["coordinator"])
    answer = act(client, "edit_question", draft.public_id, data=question(**fields))
    assert answer.status_code == 422
    assert said in answer.text
    assert Question.objects.count() == 4


def test_two_who_change_at_once_both_keep_their_words(client, scene):
    _community, people, draft = scene
    client.force_login(people["coordinator"])
    first = {"title": "Mine", "introduction": "", "version": 1}
    assert act(client, "edit_questionnaire", draft.public_id, data=first).status_code == 302
    answer = act(client, "edit_questionnaire", draft.public_id, data={**first, "title": "Theirs"})
    assert (answer.status_code, 'value="Theirs"' in answer.text) == (409, True)
    assert 'name="version" value="2"' in answer.text
    draft.refresh_from_db()
    assert draft.title.original == "Mine"


def workbook(*rows):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("form.xlsx", content.getvalue())


def test_xlsform_comes_in_with_its_report_and_goes_out(client, scene):
    community, people, _draft = scene
    client.force_login(people["coordinator"])
    file = workbook(["type", "name", "label"], ["text", "a", "A?"], ["geopoint", "g", "Where?"])
    answer = act(client, "import_questionnaire", community.slug, data={"workbook": file, "language": "en"})
    made = Questionnaire.objects.get(name="questionnaire")
    assert answer.status_code == 200
    assert "we do not ask where people are" in answer.text
    assert made.get_absolute_url() in answer.text
    out = act(client, "questionnaire_xlsform", made.public_id)
    assert openpyxl.load_workbook(io.BytesIO(out.content)).sheetnames == ["survey", "choices", "settings"]


def test_xlsform_that_cannot_come_in_says_why_and_stores_nothing(client, scene):
    community, people, _draft = scene
    client.force_login(people["coordinator"])
    for file, said in [
        (workbook(["type", "name"], ["text", "a b"]), "begins with a letter"),
        (SimpleUploadedFile("x.xlsx", b"x"), "not an .xlsx"),
    ]:
        answer = act(client, "import_questionnaire", community.slug, data={"workbook": file, "language": "en"})
        assert (answer.status_code, said in answer.text) == (422, True)
    assert Questionnaire.objects.count() == 1


def test_next_version_begins_as_the_last_one_stands(client, scene):
    draft = frozen(scene[2])
    client.force_login(scene[1]["coordinator"])
    act(client, "new_version", draft.public_id, data={})
    version = Questionnaire.objects.get(previous=draft)
    assert (version.number, version.name, version.frozen_at) == (2, draft.name, None)
    assert whole(version).items == whole(draft).items


@pytest.mark.parametrize(
    "query", ["", "?page=2&language=pt", "?page=x&language=%00", "?page=٣", "?page=-5", "?page=99"]
)
def test_preview_takes_any_page_and_language(client, scene, query):
    draft = frozen(scene[2])
    assert act(client, "preview_questionnaire", draft.public_id, query=query).status_code == 200


def test_questionnaire_with_problems_does_not_freeze(scene):
    community, people, _draft = scene
    empty = Form("bad", title=text_of(en="Bad"), items=(Item("o", QuestionType.ONE, label=text_of(en="O?")),))
    made = actions.make_questionnaire(form=empty, community=community, by=people["coordinator"])
    with pytest.raises(Refused, match="no choices"):
        actions.freeze_questionnaire(questionnaire=made, by=None)


def test_draft_that_an_assessment_froze_meanwhile_stays_as_people_answer_it(scene):
    _community, people, stale = scene
    Questionnaire.objects.filter(pk=stale.pk).update(frozen_at=clock.now())
    before = whole(stale)
    with pytest.raises(Refused, match="opened with this version"):
        actions.rewrite_questionnaire(
            questionnaire=stale, form=small_form("other"), seen_version=stale.version, by=people["coordinator"]
        )
    assert whole(Questionnaire.objects.get(pk=stale.pk)) == before


def test_two_forms_with_one_name_live_side_by_side(scene):
    community, people, draft = scene
    made = actions.make_questionnaire(form=small_form(), community=community, by=people["coordinator"])
    assert (draft.name, made.name) == ("ours", "ours_2")
    assert whole(made).items == small_form().items
