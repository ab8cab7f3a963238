"""Taking a project off the list, putting it back, and saying that two are one."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base import audit
from mutirao.projects import rules
from mutirao.projects.models import Project
from mutirao.projects.states import Act, Listing


@transaction.atomic
def withdraw_project(*, project: Project, reason: str, by: User) -> None:
    project = Project.objects.select_for_update().get(pk=project.pk)
    rules.can_withdraw(by, project).or_refuse()
    project.state, project.state_reason = Listing.WITHDRAWN, reason
    project.save()
    audit.record(subject=project.reference, action=Act.PROJECT_WITHDRAWN, by=by, facts={"reason": reason})


@transaction.atomic
def list_again(*, project: Project, by: User) -> None:
    project = Project.objects.select_for_update().get(pk=project.pk)
    rules.can_list_again(by, project).or_refuse()
    project.state, project.state_reason = Listing.LISTED, ""
    project.save()
    audit.record(subject=project.reference, action=Act.PROJECT_LISTED_AGAIN, by=by, facts={})


@transaction.atomic
def merge_project(*, project: Project, into: Project, by: User) -> None:
    """From now on the address of ``project`` leads to ``into``."""
    both = Project.objects.select_for_update().in_bulk(sorted([project.pk, into.pk]))
    project, into = both[project.pk], both[into.pk]
    rules.can_merge(by, project, into).or_refuse()
    # Who was merged into this one before follows, so that no address leads nowhere.
    project.merged.update(merged_into=into)
    project.state, project.merged_into = Listing.MERGED, into
    project.save()
    audit.record(subject=project.reference, action=Act.PROJECT_MERGED, by=by, facts={"into": into.slug})
