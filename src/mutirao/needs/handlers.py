"""What follows here from news of lower contexts, and from our own."""

from __future__ import annotations

from mutirao.base.news import News, on
from mutirao.needs.actions.replies import move_replies
from mutirao.needs.actions.reviewing import flag_answers
from mutirao.needs.models import Assessment
from mutirao.sources.exporting import freeze_soon


@on("movement.community_edited")
def hide_estimates(news: News) -> None:
    """A community that declines estimates is hidden by every query at once; files of open data follow in a minute."""
    if "declines_estimates" in news.payload["fields"]:
        freeze_soon()


@on("movement.community_merged")
def follow_merge(news: News) -> None:
    """Replies go where the community went; rows of releases stay as they were published."""
    move_replies(community=news.subject, to=news.payload["into"])


@on("needs.assessment_closed")
def flag_closed(news: News) -> None:
    """The rules of quality look at all answers once there are no more to come."""
    assessment = Assessment.objects.filter(public_id=news.subject.public_id).select_related("questionnaire").first()
    if assessment is not None:
        flag_answers(assessment=assessment)
