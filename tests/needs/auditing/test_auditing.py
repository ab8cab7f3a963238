"""The audit of a questionnaire: reliability, languages, a shorter form; and silence where answers are too few."""

import datetime as dt
from random import Random

import pytest
from django.urls import reverse
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.movement import CommunityFactory
from tests.factories.needs_assessments import ClosedAssessmentFactory, SkillQuestionnaireFactory, coordinator_of
from tests.factories.needs_files import submission

from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.needs.actions.auditing import ask_for_audit, audit_due, audit_questionnaire
from mutirao.needs.analysis import auditing
from mutirao.needs.analysis.auditing import audit_of
from mutirao.needs.models import Question, QuestionnaireAudit, Submission
from mutirao.needs.queries.releases import doubted_skills
from mutirao.needs.states import AssessmentState, QuestionType, ReviewState

pytestmark = pytest.mark.django_db
NAMES = [f"skill_{place}" for place in range(5)]


def questionnaire_of_five(**fields):
    """Five skill cards in one group."""
    made = SkillQuestionnaireFactory(n_skills=5, **fields)
    group = Question.objects.create(
        questionnaire=made, position=99, name="group", question_type=QuestionType.GROUP, label=text_of(en="Writing")
    )
    made.questions.filter(name__in=NAMES).update(parent=group)
    return made


def answered(questionnaire, n, *, odd_in="", noise=0.8, **fields):
    """``n`` people, every second one in Portuguese; one ability behind all cards, but for chance in ``odd_in``."""
    assessment = ClosedAssessmentFactory(questionnaire=questionnaire, **fields)
    chance = Random(7)
    rows = []
    for number in range(n):
        ability = chance.gauss(3, 1)
        language = "pt" if number % 2 else "en"
        answers = {}
        for name in NAMES:
            shift = 2.0 if name == odd_in and language == "pt" else 0
            level = round(min(5, max(1, ability + shift + chance.gauss(0, noise))))
            answers[name] = {"importance": level, "competence": chance.randint(1, 5)}
        rows.append((answers, language))
    first = submission(assessment, answers=rows[0][0], language=rows[0][1])
    others = [
        Submission(
            assessment=assessment,
            community=assessment.community,
            idempotency_key=f"row-{number}",
            answers=answers,
            language=language,
            received_on=first.received_on,
        )
        for number, (answers, language) in enumerate(rows[1:])
    ]
    Submission.objects.bulk_create(others)
    return assessment


def scale(found, part):
    return next(each for each in found["scales"] if each["part"] == part)


def test_what_hangs_together_is_reliable_and_chance_is_not():
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 240)
    found = audit_of(questionnaire)
    importance, competence = scale(found, "importance"), scale(found, "competence")
    assert found["n_answers"] == importance["n_people"] == 240
    assert importance["omega"] > 0.85
    assert importance["omega"] == pytest.approx(importance["alpha"], abs=0.08)
    assert competence["alpha"] < 0.4
    assert competence["shortest"] is None
    assert all(item["slope"] > 1 for item in importance["items"])


def test_the_shortest_form_keeps_reliability_with_fewer_questions():
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 240)
    shortest = scale(audit_of(questionnaire), "importance")["shortest"]
    assert 3 <= len(shortest["names"]) < 5
    assert shortest["omega"] >= 0.70


def test_a_question_that_means_something_else_in_portuguese_is_doubted():
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 240, odd_in="skill_3")
    found = audit_of(questionnaire)
    assert found["languages"] == {"en": 120, "pt": 120}
    odd = questionnaire.questions.get(name="skill_3").skill.slug
    assert found["doubted"] == [odd]
    assert {item["name"]: item["bias"] for item in scale(found, "importance")["items"]}["skill_3"] == "large"


def test_the_release_learns_which_skills_are_doubted():
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 240, odd_in="skill_3")
    audit_questionnaire.call(str(questionnaire.public_id))
    odd = questionnaire.questions.get(name="skill_3").skill.slug
    assert doubted_skills([questionnaire.pk]) == {questionnaire.pk: [odd]}


def test_languages_of_few_people_are_not_compared():
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 198, odd_in="skill_3")
    found = audit_of(questionnaire)
    assert (found["languages"], found["doubted"]) == ({}, [])


@pytest.mark.parametrize(("n", "is_said"), [(49, False), (50, True)])
def test_below_fifty_people_nothing_is_said(n, is_said):
    questionnaire = questionnaire_of_five()
    answered(questionnaire, n)
    importance = scale(audit_of(questionnaire), "importance")
    assert (importance["alpha"] is not None) == is_said
    assert "slope" not in importance["items"][0]


def test_a_question_that_everybody_answered_alike_gives_no_figure():
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 60, noise=0)
    Submission.objects.update(answers={name: {"importance": 3} for name in NAMES})
    assert scale(audit_of(questionnaire), "importance")["alpha"] is None


def test_open_and_excluded_answers_are_not_read():
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 60, state=AssessmentState.OPEN)
    closed = answered(questionnaire, 55)
    closed.submissions.filter(language="pt").update(review_state=ReviewState.EXCLUDED)
    assert audit_of(questionnaire)["n_answers"] == 28


def test_the_same_answers_make_no_second_audit():
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 50)
    made = [audit_questionnaire.call(str(questionnaire.public_id)) for _each in range(2)]
    assert made == [True, False]
    assert QuestionnaireAudit.objects.count() == 1


@pytest.mark.postgres
def test_audits_are_due_once_a_year(noon, drain):
    questionnaire = questionnaire_of_five()
    answered(questionnaire, 50)
    answered(questionnaire_of_five(), 49)
    assert audit_due() == 1
    drain()
    with clock.at(noon + dt.timedelta(days=364)):
        assert audit_due() == 0
    with clock.at(noon + dt.timedelta(days=366)):
        assert audit_due() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 302), ("member", 403), ("other", 403), ("coordinator", 302), ("administrator", 302)],
)
def test_who_asks_for_an_audit(client, drain, who, status):
    community = CommunityFactory()
    questionnaire = questionnaire_of_five(community=community, frozen_at=clock.now())
    answered(questionnaire, 50)
    people = {
        "member": PersonFactory,
        "other": lambda: coordinator_of(CommunityFactory()),
        "coordinator": lambda: coordinator_of(community),
        "administrator": AdministratorFactory,
    }
    if who in people:
        client.force_login(people[who]())
    answer = client.post(reverse("needs:ask_for_questionnaire_audit", args=[questionnaire.public_id]))
    assert answer.status_code == status
    drain()
    assert QuestionnaireAudit.objects.exists() == (who in {"coordinator", "administrator"})


def test_asking_with_too_few_answers_says_how_many_are_needed(client):
    questionnaire = questionnaire_of_five(frozen_at=clock.now())
    answered(questionnaire, 5)
    client.force_login(AdministratorFactory())
    answer = client.post(reverse("needs:ask_for_questionnaire_audit", args=[questionnaire.public_id]), follow=True)
    assert "at least 50 people" in answer.content.decode()


def test_the_page_says_it_in_words_and_figures(client, django_assert_num_queries):
    questionnaire = questionnaire_of_five(frozen_at=clock.now())
    address = reverse("needs:questionnaire_audit", args=[questionnaire.public_id])
    assert "Nobody has audited this questionnaire yet" in client.get(address).content.decode()
    answered(questionnaire, 240, odd_in="skill_3")
    audit_questionnaire.call(str(questionnaire.public_id))
    with django_assert_num_queries(3):
        page = client.get(address).content.decode()
    assert "measure one thing well enough" in page
    assert "do not hang together well enough" in page
    assert "Please look at the translations of these:" in page
    assert "Omega 0." in page


def test_a_draft_is_not_shown_to_strangers(client):
    questionnaire = questionnaire_of_five(frozen_at=None)
    assert client.get(reverse("needs:questionnaire_audit", args=[questionnaire.public_id])).status_code == 404


def test_minimum_figures_are_those_that_the_page_states():
    assert (auditing.FEWEST_PEOPLE, auditing.FEWEST_FOR_ITEMS, auditing.FEWEST_OF_A_LANGUAGE) == (50, 200, 100)


def test_only_those_who_keep_it_ask(client):
    questionnaire = questionnaire_of_five()
    with pytest.raises(Exception, match="administrators"):
        ask_for_audit(questionnaire=questionnaire, by=PersonFactory())
