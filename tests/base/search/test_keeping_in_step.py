"""The index follows each registered kind, whatever changes it, and holds nothing that is not public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import models, transaction
from tests.base.search.conftest import found, is_as_made_anew
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import ActionLineFactory, DemandFactory
from tests.factories.discussion import CommentFactory, ThreadFactory
from tests.factories.learning import ResourceFactory
from tests.factories.movement import (
    CommunityFactory,
    LanguageFactory,
    ProposalFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
)
from tests.factories.needs import EarlierAssessmentFactory
from tests.factories.needs_questionnaires import small_form
from tests.factories.projects import ProjectFactory
from tests.factories.record import DiscussionFactory
from tests.factories.skills import FrameworkFactory, SkillFactory
from tests.factories.societies import SocietyFactory
from tests.factories.sources import SourceFactory

from mutirao.action_lines.models import RecommendationSection
from mutirao.base import clock, search
from mutirao.base.models import SearchDocument
from mutirao.base.text import text_of
from mutirao.discussion.actions import add_comment, moderate_comment, open_poll, open_thread, remove_comment
from mutirao.grants.models import Programme
from mutirao.learning.actions import restore_resource, withdraw_resource
from mutirao.movement import actions as movement
from mutirao.movement.models import Language, Territory
from mutirao.needs.actions.questionnaires import freeze_questionnaire, make_questionnaire
from mutirao.needs.models import EarlierAssessment
from mutirao.portal.models import SupportKind, Term
from mutirao.projects.actions import list_again as list_project_again
from mutirao.projects.actions import withdraw_project
from mutirao.record.actions import list_again, withdraw_discussion
from mutirao.skills.models import Framework, Skill
from mutirao.sources.loading import Load, load_files
from mutirao.sources.loading.registry import Loader
from mutirao.sources.models import Source
from mutirao.translation.actions import offer_translation
from mutirao.translation.queries import digest

pytestmark = pytest.mark.django_db
WORD = "Zebrafish"


def load(model: type[models.Model], rows: list[dict[str, Any]], folder: Path) -> None:
    """A file states ``rows``."""
    file = folder / "stated.csv"
    file.write_text(str(rows))

    def read(loading: Load) -> None:
        loading.replace(model, rows, key=("slug",), removed="keep")

    SourceFactory(slug="stated")
    load_files(Loader("stated", "tests", ("stated.csv",), "stated", 1, False, read), {"stated.csv": file})


def translate(target: Any, field: str) -> str:
    """A translation is published."""
    offer_translation(
        target=target,
        field=field,
        language="pt",
        words=f"{WORD} dois",
        seen_original=digest(getattr(target, field).original),
        seen_current=digest(""),
        by=AdministratorFactory(),
    )
    return str(target.reference)


def change_community(folder: Path) -> str:
    by, community = AdministratorFactory(), CommunityFactory()
    movement.edit_community(
        community=community, seen_version=1, name=WORD, description="", website="", language="en", by=by
    )
    return str(community.reference)


def change_section(folder: Path) -> str:
    section = RecommendationSection.objects.create(slug="what", position=1, heading=text_of(en="What"))
    return translate(section, "heading")


def change_framework(folder: Path) -> str:
    framework = FrameworkFactory()
    load(Framework, [{"slug": framework.slug, "name": text_of(en=WORD)}], folder)
    return str(framework.reference)


def change_language(folder: Path) -> str:
    language = LanguageFactory()
    load(Language, [{"slug": language.slug, "autonym": WORD}], folder)
    return str(language.reference)


def change_territory(folder: Path) -> str:
    load(Territory, [{"slug": "KE", "name_en": WORD}], folder)
    return "territory:KE"


def change_society(folder: Path) -> str:
    """It reads the names of its language."""
    society = SocietyFactory(language__slug="xzz")
    load(Language, [{"slug": society.language.slug, "autonym": WORD}], folder)
    return str(society.reference)


def change_source(folder: Path) -> str:
    load(Source, [{"slug": "stated-too", "name": text_of(en=WORD)}], folder)
    return "source:stated-too"


def change_term(folder: Path) -> str:
    term = Term.objects.create(slug="need", name=text_of(en="need"), meaning=text_of(en="What is missing."))
    return translate(term, "meaning")


def change_programme(folder: Path) -> str:
    programme = Programme.objects.create(slug="fund", name=text_of(en="Fund"), status="open")
    load(Programme, [{"slug": "fund", "summary": text_of(en=WORD)}], folder)
    return str(programme.reference)


def change_resource(folder: Path) -> str:
    resource = ResourceFactory(title=WORD)
    withdraw_resource(resource=resource, reason="Wrong.", by=AdministratorFactory())
    assert found(WORD) == []
    restore_resource(resource=resource, reason="Right.", by=AdministratorFactory())
    return str(resource.reference)


def change_project(folder: Path) -> str:
    project = ProjectFactory(title=WORD)
    withdraw_project(project=project, reason="Wrong.", by=AdministratorFactory())
    assert found(WORD) == []
    list_project_again(project=project, by=AdministratorFactory())
    return str(project.reference)


def change_discussion(folder: Path) -> str:
    discussion = DiscussionFactory(title=WORD)
    withdraw_discussion(discussion=discussion, reason="Wrong.", by=AdministratorFactory())
    assert found(WORD) == []
    list_again(discussion=discussion, by=AdministratorFactory())
    return str(discussion.reference)


def change_assessment(folder: Path) -> str:
    assessment = EarlierAssessmentFactory()
    load(EarlierAssessment, [{"slug": assessment.slug, "name": WORD}], folder)
    return str(assessment.reference)


def change_thread(folder: Path) -> str:
    thread = open_thread(subject=SkillFactory(), audience="public", by=PersonFactory())
    add_comment(thread=thread, text=text_of(en=WORD), by=PersonFactory())
    return str(thread.reference)


def change_poll(folder: Path) -> str:
    poll = open_poll(
        subject=SkillFactory(),
        question=text_of(en=f"{WORD}?"),
        poll_kind="consent",
        options=[],
        voters="signed_in",
        closes_at=clock.now() + timedelta(days=7),
        by=AdministratorFactory(),
    )
    return str(poll.reference)


def change_questionnaire(folder: Path) -> str:
    by = AdministratorFactory()
    draft = make_questionnaire(form=small_form(title=WORD), community=CommunityFactory(), by=by)
    assert found(WORD) == []
    freeze_questionnaire(questionnaire=draft, by=by)
    return str(draft.reference)


# One way to change each kind so that it says ``WORD``. A kind that is missing here is not known to follow anything.
CHANGES: dict[str, Callable[[Path], str]] = {
    "action_line": lambda folder: translate(ActionLineFactory(), "description"),
    "community": change_community,
    "demand": lambda folder: translate(DemandFactory(), "name"),
    "discussion": change_discussion,
    "earlier_assessment": change_assessment,
    "framework": change_framework,
    "language": change_language,
    "poll": change_poll,
    "programme": change_programme,
    "project": change_project,
    "questionnaire": change_questionnaire,
    "recommendation_section": change_section,
    "resource": change_resource,
    "skill": lambda folder: translate(SkillFactory(), "description"),
    "society": change_society,
    "source": change_source,
    "support_kind": lambda folder: translate(
        SupportKind.objects.create(slug="m", position=1, name=text_of(en="Money")), "name"
    ),
    "term": change_term,
    "territory": change_territory,
    "thread": change_thread,
}


def test_each_registered_kind_has_a_change() -> None:
    assert sorted(CHANGES) == [searchable.kind for searchable in search.searchables()]


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_a_change_is_found_at_once_and_as_if_made_anew(kind: str, tmp_path: Path) -> None:
    assert found(WORD) == []
    changed = CHANGES[kind](tmp_path)
    assert changed in found(WORD)
    assert is_as_made_anew(kind)


def test_a_change_that_is_rolled_back_leaves_no_trace(tmp_path: Path) -> None:
    with transaction.atomic():
        change_community(tmp_path)
        assert found(WORD)
        transaction.set_rollback(True)
    assert found(WORD) == []


def test_a_proposal_is_found_only_once_it_is_listed_and_no_more_once_it_is_merged() -> None:
    by = AdministratorFactory()
    waiting, refused = (ProposalFactory(slug=slug, name=text_of(en=f"{WORD} {slug}")) for slug in ("one", "two"))
    listed = CommunityFactory()
    search.rebuild()
    assert found(WORD) == []
    movement.refuse_community(community=refused, reason="It is none.", by=by)
    assert found(WORD) == []
    movement.accept_community(community=waiting, by=by)
    assert found(WORD) == ["community:one"]
    waiting.refresh_from_db()
    movement.merge_community(community=waiting, into=listed, by=by)
    assert found(WORD) == []
    assert is_as_made_anew("community")


def test_a_group_that_declares_a_protected_territory_is_gone_and_counted_nowhere() -> None:
    by, group, wiki = AdministratorFactory(), CommunityFactory(name=text_of(en=WORD)), WikiCommunityFactory()
    protected = ProtectedTerritoryFactory()
    search.rebuild()
    assert search.find(WORD, user=by).by_kind == {"community": 1}
    for community in (group, wiki):
        source = "https://meta.wikimedia.org/wiki/Example"
        movement.declare(community=community, thing=protected, source_url=source, by=by)
    # Moderators see the group on its page; a search says the same to everybody.
    assert search.find(WORD, user=by).n_all == 0
    # The wiki stays, but nobody finds it by the territory.
    assert "community" not in search.find("Iran", user=by).by_kind
    assert is_as_made_anew("community")


def test_a_territory_that_becomes_protected_takes_its_groups_along(tmp_path: Path) -> None:
    group, territory = CommunityFactory(name=text_of(en=WORD)), TerritoryFactory()
    source = "https://meta.wikimedia.org/wiki/Example"
    movement.declare(community=group, thing=territory, source_url=source, by=AdministratorFactory())
    assert found(WORD) == [str(group.reference)]
    load(Territory, [{"slug": territory.slug, "is_protected": True}], tmp_path)
    assert found(WORD) == []
    assert is_as_made_anew("community")


def test_words_that_are_held_hidden_or_removed_are_not_found() -> None:
    author, by = PersonFactory(), AdministratorFactory()
    thread = open_thread(subject=SkillFactory(), audience="public", by=author)
    comment = add_comment(thread=thread, text=text_of(en=f"{WORD} https://example.org/"), by=author)
    assert comment.state == "held"
    assert found(WORD) == []
    moderate_comment(comment=comment, state="shown", reason="It is fine.", by=by)
    assert found(WORD) == [str(thread.reference)]
    moderate_comment(comment=comment, state="hidden", reason="It is not.", by=by)
    assert found(WORD) == []
    moderate_comment(comment=comment, state="shown", reason="It is.", by=by)
    remove_comment(comment=comment, by=author)
    assert found(WORD) == []
    assert is_as_made_anew("thread")


@pytest.mark.parametrize("audience", ["members", "committee"])
def test_talk_that_is_not_for_everybody_is_not_found(audience: str) -> None:
    thread = ThreadFactory(subject=SkillFactory().reference, audience=audience)
    CommentFactory(thread=thread, text=text_of(en=WORD))
    search.index(thread)
    search.rebuild()
    assert search.find(WORD, user=AdministratorFactory()).n_all == 0


def test_a_thread_goes_with_its_subject() -> None:
    group, by = CommunityFactory(), AdministratorFactory()
    thread = open_thread(subject=group, audience="public", by=by)
    add_comment(thread=thread, text=text_of(en=WORD), by=by)
    assert found(WORD) == [str(thread.reference)]
    source = "https://meta.wikimedia.org/wiki/Example"
    movement.declare(community=group, thing=ProtectedTerritoryFactory(), source_url=source, by=by)
    assert found(WORD) == []
    assert is_as_made_anew("thread")


def test_what_went_without_a_word_is_not_shown() -> None:
    """Somebody wrote into the tables by hand: until the index is made anew, at least nothing shows."""
    skill = SkillFactory(name=text_of(en=WORD))
    search.rebuild()
    Skill.objects.filter(pk=skill.pk).update(is_current=False)
    assert found(WORD) == []


def test_bringing_in_line_writes_the_difference_only() -> None:
    skills = SkillFactory.create_batch(3)
    search.rebuild()
    Skill.objects.filter(pk=skills[0].pk).update(name=text_of(en=WORD))
    Skill.objects.filter(pk=skills[1].pk).update(is_current=False)
    assert search.refresh_reading({Skill}) == 2
    assert search.refresh_reading({Skill}) == 0
    assert found(WORD) == [str(skills[0].reference)]


def test_documents_of_older_code_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    SkillFactory()
    search.rebuild()
    assert search.refresh_outdated() == 0
    searchable = search.searchable_named("skill")
    assert searchable is not None
    monkeypatch.setitem(searchable.__dict__, "code_hash", "newer")
    assert search.refresh_outdated() == 1


def test_many_loads_in_a_row_are_brought_in_line_once_even_after_a_crash() -> None:
    skill = SkillFactory()
    search.rebuild()
    Skill.objects.filter(pk=skill.pk).update(name=text_of(en=WORD))
    search.mark_outdated({Skill})
    assert found(WORD) == []
    assert search.refresh_outdated() == 1
    assert found(WORD) == [str(skill.reference)]
    search.mark_outdated({Skill})
    assert search.refresh_outdated() == 0
    assert not SearchDocument.objects.filter(code_hash="").exists()


def test_an_act_on_what_nobody_searches_costs_no_more_than_a_look_for_talk(django_assert_num_queries: Any) -> None:
    person = PersonFactory()
    with django_assert_num_queries(2):
        search.index(person)
