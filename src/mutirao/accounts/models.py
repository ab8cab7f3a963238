"""People, the roles they hold, and the notices that wait for them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.states import GrantState, Role
from mutirao.base import clock
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, ReferenceColumns


class PersonManager(BaseUserManager["User"]):
    def create_person(self, *, login_name: str, display_name: str, **fields: Any) -> User:
        """A person without a password: signing in goes through the wiki, or through the local mode's page."""
        person = self.model(login_name=login_name, display_name=display_name, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class User(AbstractBaseUser, PublicModel):
    """A person. ``login_name`` is opaque (``wiki-<sub>`` or ``local-<name>``); the wiki name may change."""

    kind = "person"
    login_name = models.CharField(max_length=150, unique=True)
    display_name = models.CharField(_("name"), max_length=255)
    email = models.EmailField(_("e-mail"), blank=True)
    # Stands for the person in the audit chain; renewed at erasure, so that old rows point at nobody.
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(default=True)
    language = models.CharField(_("language of the pages"), max_length=20, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    # By the person's own word; profiles, matching and badges need it.
    is_adult = models.BooleanField(_("18 or older"), default=False)
    # Opens the private feed and calendar; a new one closes the old addresses.
    private_token = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 only NULLs may repeat
    erased_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "login_name"
    EMAIL_FIELD = "email"
    objects = PersonManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(login_name=""), name="user_has_login_name")]

    def __str__(self) -> str:
        return gettext("Erased person") if self.erased_at else self.display_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.public_id])


class RoleGrant(PublicModel, ReferenceColumns):
    """A role of a person in a space, asked for with evidence, confirmed by two members or an administrator."""

    kind = "role_grant"
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    state = models.CharField(max_length=20, choices=GrantState.choices, default=GrantState.ASKED)
    evidence_url = models.URLField(_("link that shows it"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    # Names of people in a protected space are not shown unless they say so.
    is_public = models.BooleanField(_("show my name"), default=True)
    until = models.DateField(_("until"), null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # Why it was refused or ended.
    decision = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "state"], name="role_by_space"),
            models.Index(fields=["state", "until"], name="role_by_end"),
        ]
        constraints = [
            # One of each state: who holds a role may ask for the next year before the present one ends.
            models.UniqueConstraint(
                fields=["person", "role", "subject_kind", "subject_id", "state"],
                condition=models.Q(state__in=["asked", "held"]),
                name="role_once_per_space",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held") | models.Q(until__isnull=False), name="role_held_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:role", args=[self.public_id])


class RoleConfirmation(models.Model):
    """One member's word that a role asked for is rightly asked."""

    grant = models.ForeignKey(RoleGrant, on_delete=models.CASCADE, related_name="confirmations")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "by"], name="role_confirmed_once_each")]

    def __str__(self) -> str:
        return f"{self.by} confirms {self.grant}"


class RoleContest(PublicModel):
    """Somebody's reasoned doubt about a role that is held; an administrator settles it."""

    kind = "role_contest"
    grant = models.ForeignKey(RoleGrant, on_delete=models.CASCADE, related_name="contests")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["grant"], condition=models.Q(settled_at=None), name="role_contest_one_open")
        ]

    def __str__(self) -> str:
        return self.reason


class Notice(PublicModel):
    """A short message in somebody's inbox; worded by the context that sends it, safe for a lock screen."""

    kind = "notice"
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    topic = models.CharField(max_length=60)
    text = TextByLanguage(max_length=500)
    address = models.CharField(max_length=500, blank=True)
    read_at = models.DateTimeField(null=True)
    # News that was told once is not told twice.
    once_key = models.CharField(max_length=200, null=True)  # noqa: DJ001 only NULLs may repeat
    # The person wants this one by e-mail as well; emptied when the letter has gone.
    waits_for_mail = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "read_at"], name="notice_unread"),
            models.Index(fields=["person"], condition=models.Q(waits_for_mail=True), name="notice_waits_for_mail"),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "once_key"], name="notice_told_once")]

    def __str__(self) -> str:
        return str(self.text)


class NoticeChoice(models.Model):
    """A person's wish about one topic: not at all, or by e-mail as well."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notice_choices")
    topic = models.CharField(max_length=60)
    on_site = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="notice_choice_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.topic}"
