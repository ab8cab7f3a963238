"""What this context holds about a person, and what becomes of it when they leave. Answers are nobody's."""

from __future__ import annotations

from mutirao.accounts.models import User
from mutirao.base.canonical_json import JSON
from mutirao.base.text import Text
from mutirao.needs.models import AnswerFile, Assessment, ConsensusForm, Questionnaire, Reply, ReviewComment
from mutirao.needs.states import ReplyState


def collect(person: User) -> JSON:
    """What the person made, sent, wrote or signed here."""
    forms = ConsensusForm.objects.select_related("community")
    return {
        "questionnaires_made": [
            {"name": each.name, "version": each.number, "title": each.title.as_json()}
            for each in Questionnaire.objects.filter(made_by=person)
        ],
        "assessments_prepared": [
            {"community": each.community.slug, "title": each.title.as_json(), "state": each.state}
            for each in Assessment.objects.filter(made_by=person).select_related("community")
        ],
        "group_forms_begun": [
            {"community": each.community.slug, "state": each.state} for each in forms.filter(made_by=person)
        ],
        "group_forms_signed": [
            {
                "community": each.community.slug,
                "signed_as": each.signed_as,
                "shown": each.is_signature_public,
                "at": each.signed_at.isoformat() if each.signed_at else None,
            }
            for each in forms.filter(signed_by=person)
        ],
        "files_of_answers_waiting": [
            {"assessment": str(each.assessment.public_id), "rows": each.n_rows, "sent": each.created_at.isoformat()}
            for each in AnswerFile.objects.filter(made_by=person).select_related("assessment")
        ],
        "comments_on_sheets": [
            {"text": each.text, "written": each.created_at.isoformat()}
            for each in ReviewComment.objects.filter(by=person)
        ],
        "replies_to_figures": _replies(person),
    }


def _replies(person: User) -> list[JSON]:
    rows = Reply.objects.filter(by=person).select_related("community").order_by("pk")
    return [
        {
            "community": each.community.slug,
            "written": each.created_at.isoformat(),
            "state": each.state,
            "text": each.text.as_json(),
            "source": each.source_url,
        }
        for each in rows
    ]


def erase(person: User) -> None:
    """What groups did stays, of nobody; in which office somebody signed goes with their name.

    Replies that stand in public stay without a name, the others go empty. Comments are the reasons for which sheets do
    not count, so they stay, without a name.
    """
    AnswerFile.objects.filter(made_by=person).delete()
    ReviewComment.objects.filter(by=person).update(by=None)
    Questionnaire.objects.filter(made_by=person).update(made_by=None)
    Assessment.objects.filter(made_by=person).update(made_by=None)
    ConsensusForm.objects.filter(made_by=person).update(made_by=None)
    ConsensusForm.objects.filter(signed_by=person).update(signed_by=None, signed_as="", is_signature_public=False)
    replies = Reply.objects.filter(by=person)
    replies.exclude(state=ReplyState.SHOWN).update(text=Text(), source_url="", state_reason="")
    replies.update(by=None)
