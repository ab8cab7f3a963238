"""What follows here from news of lower contexts, and from our own."""

from __future__ import annotations

from contextlib import suppress

from mutirao.base.errors import Refused
from mutirao.base.news import News, on
from mutirao.movement.models import Community
from mutirao.needs.actions import following, releases
from mutirao.needs.actions.replies import move_replies
from mutirao.needs.actions.reviewing import flag_answers
from mutirao.needs.models import Assessment, Release
from mutirao.sources.exporting import freeze_soon


@on("movement.community_edited")
def hide_estimates(news: News) -> None:
    """A community that declines estimates is hidden by every query at once; files of open data follow in a minute."""
    if "declines_estimates" in news.payload["fields"]:
        freeze_soon()


@on("movement.community_merged")
def follow_merge(news: News) -> None:
    """Replies, assessments and forms go where the community went; rows of releases stay as they were published."""
    move_replies(community=news.subject, to=news.payload["into"])
    found = Community.objects.in_bulk([news.subject.public_id, news.payload["into"]], field_name="slug")
    if len(found) == 2:
        community, into = found[news.subject.public_id], found[news.payload["into"]]
        following.move_assessments(community=community, into=into)
        following.move_group_forms(community=community, into=into)
        following.hide_signatures(Community.objects.filter(pk=into.pk))


@on("sources.edition_loaded")
def hide_newly_protected(news: News) -> None:
    """A new list of protected territories."""
    if news.payload["loader"] == "territories":
        following.hide_signatures(Community.objects.all())


@on("movement.declared")
def hide_exposed(news: News) -> None:
    """A declaration can make it dangerous to be seen with a group; who signs from then on decides for themselves."""
    if news.payload["thing"].startswith("territory:"):
        following.hide_signatures(Community.objects.filter(slug=news.subject.public_id))


@on("needs.assessment_closed")
def flag_closed(news: News) -> None:
    """The rules of quality look at all answers once there are no more to come."""
    assessment = Assessment.objects.filter(public_id=news.subject.public_id).select_related("questionnaire").first()
    if assessment is not None:
        flag_answers(assessment=assessment)


@on("needs.release_asked")
def make_asked_release(news: News) -> None:
    """Tried again after it was made, by us or by the weekly run, it makes no second one."""
    if not Release.objects.filter(number__gte=int(news.subject.public_id)).exists():
        with suppress(Refused):
            releases.make_release(by=None)
