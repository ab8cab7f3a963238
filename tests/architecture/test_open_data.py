"""Every table of ours is open data or has a reason why not, and everything that leaves is explained."""

from __future__ import annotations

import pytest
from django.apps import apps

from mutirao.sources.exporting import exports
from mutirao.sources.exporting.registry import Export

# By label: why no row of it leaves. `/data/never/` says the same in words for everybody.
STAYS = {
    "accounts": "people, what they may do, and what waits for them",
    "base": "the platform's own machinery: audit, tasks, limits, addresses that were given up",
    "sources.DemonstrationMark": "says only that a database is made up",
    "skills.Framework": "other frameworks are their publishers' to give; our own is the table skills",
    "skills.Level": "steps of other publishers' frameworks",
    "translation.TranslationOffer": "drafts of people; what is published stands in the texts themselves",
    "translation.NativeReading": "who confirmed a text",
    "discussion.Thread": "talk stays where it was said, where it can be moderated",
    "discussion.Comment": "talk",
    "discussion.CommentReport": "between a reader and moderators",
    "discussion.ModerationEntry": "about people's words",
    "discussion.Endorsement": "names people",
    "discussion.Ballot": "secret",
    "discussion.Suggestion": "waits for a curator; what is accepted stands in the table that it was for",
    "action_lines.RolePlaces": "a setting of a line, shown on its page",
    "movement.MergeProposal": "waits for a moderator; a merge that is accepted shows in communities",
    "needs.Assessment": "has a page of its own; what came of it stands in the releases",
    "needs.AskedCommunity": "what an assessment expects of a community, shown on its page",
    "needs.AnswerFile": "answers that are not put in yet, gone in a day",
    "needs.QuestionnaireAudit": "stands on the page of its questionnaire",
    "needs.Invitation": "lets one person answer",
    "needs.AnsweredOnce": "who has answered",
    "needs.Submission": "what one person answered",
    "needs.TakenBack": "that answers were taken back",
    "needs.ReviewComment": "about one person's answers",
    "needs.ConsentText": "shown where people agree to it",
    "needs.Questionnaire": "leaves whole, as an XLSForm from its page",
    "needs.Question": "leaves with its questionnaire",
    "needs.Choice": "leaves with its questionnaire",
    "needs.ConsensusForm": "what a group says of itself, on its page, as long as it wishes",
    "needs.ConsensusLevel": "stands on the page of its group's form",
    "needs.CountedAsking": "what releases start from, shown only through their figures",
    "record.Post": "words of people elsewhere, which they can have removed",
    "record.RemovalRequest": "between a person and who keeps the record",
    "portal.StateRelease": "has a page of its own, which is frozen already",
    "action_lines.NextStep": "between a person and who looks after their sign-up",
}


def every_export() -> list[Export]:
    return exports()


@pytest.fixture(params=[export.name for export in every_export()])
def export(request: pytest.FixtureRequest) -> Export:
    return next(each for each in every_export() if each.name == request.param)


def test_dictionary_explains_every_column(export):
    assert export.description.endswith(".")
    assert {
        header: column.description for header, column in export.columns.items() if len(column.description) < 5
    } == {}


def test_columns_exist_and_their_codes_have_labels_of_their_own(export):
    fields = export.fields()
    assert [field.name for field in fields] == list(export.columns)
    for field in fields:
        labels = [label for _code, label in field.choices if label]
        assert len(labels) == len(set(labels)), field.name


@pytest.mark.django_db
def test_rows_stand_in_an_order_and_can_be_read(export):
    rows = export.rows()
    assert rows.ordered
    assert list(rows.values_list(*export.lookups)) == []


def test_every_table_leaves_or_has_a_reason():
    leave = {export.rows().model._meta.label for export in every_export()}
    ours = {model for model in apps.get_models() if model.__module__.startswith("mutirao.")}
    unexplained = {
        model._meta.label
        for model in ours
        if not {model._meta.label, model._meta.app_label} & set(STAYS) and model._meta.label not in leave
    }
    assert unexplained == set(), "register them in the context's open_data.py, or say in STAYS why they stay"
    assert leave & set(STAYS) == set()
