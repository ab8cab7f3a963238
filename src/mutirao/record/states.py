"""What can be said of discussions and their posts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mutirao.base.acts import Act as NamedAct


class VenueKind(models.TextChoices):
    """Where something was discussed."""

    TALK_PAGE = "talk_page", _("talk page")
    WIKI_PAGE = "wiki_page", _("wiki page")
    FORUM = "forum", _("forum")
    MAILING_LIST = "mailing_list", _("mailing list")
    BLOG = "blog", _("blog")
    ONLINE_EVENT = "online_event", _("online meeting")
    EVENT = "event", _("meeting in person")
    PODCAST = "podcast", _("podcast")
    SEVERAL = "several", _("several places")


class Doubt(models.TextChoices):
    """Why a post may not be by whom its page seems to say; the values are those of ``mutirao_wikitext.Doubt``."""

    UNSIGNED = "unsigned", _("nobody signed this")
    SIGNED_FOR_THEM = "signed_for_them", _("somebody else signed for them")
    OTHER_NAME = "other_name", _("the signature shows another name")
    SEVERAL_NAMES = "several_names", _("the signature names several people")


class RequestState(models.TextChoices):
    """The life of a request to remove a post."""

    WAITING = "waiting", _("waiting for a curator")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Act(NamedAct):
    """What the audit chain keeps."""

    DISCUSSION_LISTED = "record.discussion_listed", _("a discussion was listed")
    DISCUSSION_CORRECTED = "record.discussion_corrected", _("a discussion was corrected")
    DISCUSSION_WITHDRAWN = "record.discussion_withdrawn", _("a discussion was withdrawn from the list")
    DISCUSSION_LISTED_AGAIN = "record.discussion_listed_again", _("a discussion was listed again")
    POSTS_READ = "record.posts_read", _("posts were read into the record")
    POST_REMOVED = "record.post_removed", _("a post was removed on request")
    REMOVAL_ASKED = "record.removal_asked", _("somebody asked for the removal of a post")
    REMOVAL_REFUSED = "record.removal_refused", _("a request to remove a post was refused")
