"""Public feeds and calendars of what people follow."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mutirao.accounts.addresses import absolute
from mutirao.accounts.calendar import icalendar_file
from mutirao.action_lines.models import ActionLine
from mutirao.base.gates import get_for
from mutirao.grants.models import Programme
from mutirao.movement.models import Community
from mutirao.portal.queries.changes import Change
from mutirao.portal.queries.following import dates_of, news_about

FOLLOWED = {"action-lines": ActionLine, "communities": Community, "programmes": Programme}


@require_safe
def feed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Atom (RFC 4287), in the language of the page."""
    subject = _subject(request, kind, slug)
    changes = news_about(subject)
    atom = Atom1Feed(
        title=_("%(subject)s at Mutirão") % {"subject": subject},
        link=absolute(subject.get_absolute_url()),
        description="",
        language=translation.get_language(),
        feed_url=absolute(request.path),
    )
    for change in changes:
        atom.add_item(
            title=_title(change),
            link=absolute(change.address),
            description="",
            unique_id=f"urn:mutirao:{change.key}",
            pubdate=change.at,
            updateddate=change.at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


@require_safe
def calendar(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    subject = _subject(request, kind, slug)
    if isinstance(subject, Programme):
        raise Http404
    file = icalendar_file(dates_of(subject), name=_("%(subject)s at Mutirão") % {"subject": subject})
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")


def _subject(request: HttpRequest, kind: str, slug: str) -> Any:
    if kind not in FOLLOWED:
        raise Http404
    model: Any = FOLLOWED[kind]
    return get_for(request.user, model, slug)


def _title(change: Change) -> str:
    # Translators: an entry of a feed: what something is called, and what happened to it.
    return _("%(title)s: %(act)s") % {"title": change.title, "act": change.action} if change.action else change.title
