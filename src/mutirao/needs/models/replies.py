"""The right of reply: what a community says to a figure about it, shown beside the figure."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel
from mutirao.movement.models import Community
from mutirao.needs.models.consensus import ConsensusForm
from mutirao.needs.models.releases import Release
from mutirao.needs.states import ReplyKind, ReplyState
from mutirao.skills.models import Skill


class Reply(PublicModel):
    """About an estimate of ``release`` (one skill, or all) or about a group's form."""

    kind = "reply"
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="replies")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="replies")
    consensus_form = models.ForeignKey(ConsensusForm, on_delete=models.PROTECT, null=True, related_name="replies")
    reply_kind = models.CharField(_("kind"), max_length=20, choices=ReplyKind.choices)
    text = TextByLanguage(_("what you want to say"), max_length=2000)
    source_url = models.URLField(_("page that shows it"), max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=ReplyState.choices, default=ReplyState.SHOWN)
    state_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["community", "state"], name="reply_by_community")]

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return f"{self.community.get_absolute_url()}needs/#reply-{self.public_id}"

    @property
    def own_address(self) -> str:
        """A page of its own, for who wrote it and who moderates."""
        return reverse("community_needs:reply", args=[self.community.slug, self.public_id])
