"""Our part of a person's download, and of their erasure."""

from __future__ import annotations

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.base.canonical_json import JSON
from mutirao.base.text import Text
from mutirao.discussion.models import Ballot, Comment, CommentReport, Endorsement, ModerationEntry, Poll, Suggestion
from mutirao.discussion.states import SuggestionState


def collect(person: User) -> JSON:
    ballots = Ballot.objects.filter(voter=person).select_related("poll").order_by("pk")
    return {
        "comments": [
            {"written": comment.created_at.isoformat(), "state": comment.state, "text": comment.text.as_json()}
            for comment in Comment.objects.filter(author=person)
        ],
        "endorsements": [
            {"subject": str(given.subject), "statement": given.statement.as_json(), "public": given.is_public}
            for given in Endorsement.objects.filter(person=person).order_by("pk")
        ],
        "ballots": [{"poll": ballot.poll.question.as_json(), "choice": ballot.choice} for ballot in ballots],
        "reports": list(CommentReport.objects.filter(by=person).order_by("pk").values_list("reason", flat=True)),
        "suggestions": [
            {
                "about": str(suggestion.subject),
                "made": suggestion.created_at.isoformat(),
                "state": suggestion.state,
                "values": suggestion.values,
                "source": suggestion.source_address,
                "note": suggestion.note,
            }
            for suggestion in Suggestion.objects.filter(proposed_by=person).order_by("pk")
        ],
        "suggestions decided about": list(
            Suggestion.objects.filter(decided_by=person).order_by("pk").values_list("reason", flat=True)
        ),
        "moderation": list(ModerationEntry.objects.filter(by=person).order_by("pk").values_list("reason", flat=True)),
    }


def erase(person: User) -> None:
    """Ballots, endorsements and reports go; comments that stand in public stay without a name, the others go empty.

    Suggestions that wait are taken back; those decided about stay as the source of what stands in our lists.
    """
    Ballot.objects.filter(voter=person).delete()
    Endorsement.objects.filter(person=person).delete()
    CommentReport.objects.filter(by=person).delete()
    Comment.objects.filter(author=person).exclude(state="shown").update(text=Text())
    Comment.objects.filter(author=person).update(author=None)
    ModerationEntry.objects.filter(by=person, act="appealed").delete()
    ModerationEntry.objects.filter(by=person).update(by=None)
    Poll.objects.filter(opened_by=person).update(opened_by=None)
    made = Suggestion.objects.filter(proposed_by=person)
    made.filter(state=SuggestionState.WAITING).update(state=SuggestionState.TAKEN_BACK, decided_at=clock.now())
    made.filter(state=SuggestionState.TAKEN_BACK).update(values={}, seen={}, title="", source_address="")
    made.update(proposed_by=None, note="")
    Suggestion.objects.filter(decided_by=person).update(decided_by=None)
