"""What follows for assessments and group forms when communities merge, or become dangerous to be seen with."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from mutirao.base import audit
from mutirao.movement.models import Community
from mutirao.movement.queries import protected
from mutirao.needs.models import AskedCommunity, Assessment, ConsensusForm, Invitation, Submission
from mutirao.needs.states import Act, ConsensusState


@transaction.atomic
def move_assessments(*, community: Community, into: Community) -> int:
    """Both are one: assessments, invitations and answers of the one are those of the other; returns how many moved.

    An assessment that asked both asks the one that stays, and expects the answers of both there.
    """
    for asked in AskedCommunity.objects.filter(community=community).select_for_update():
        same = AskedCommunity.objects.filter(assessment=asked.assessment_id, community=into).first()
        if same is None:
            asked.community = into
            asked.save(update_fields=["community"])
            continue
        same.n_expected += asked.n_expected
        same.n_people = same.n_people and asked.n_people and same.n_people + asked.n_people
        same.n_drawn += asked.n_drawn
        same.save()
        asked.delete()
    Invitation.objects.filter(community=community).update(community=into)
    Submission.objects.filter(community=community).update(community=into)
    moved = list(Assessment.objects.filter(community=community))
    Assessment.objects.filter(community=community).update(community=into)
    for assessment in moved:
        facts = {"from": community.slug, "into": into.slug}
        audit.record(subject=assessment.reference, action=Act.ASSESSMENT_MOVED, by=None, facts=facts)
    return len(moved)


@transaction.atomic
def move_group_forms(*, community: Community, into: Community) -> int:
    """Forms follow too; of two in force the newer one stays so. Returns how many moved."""
    forms = ConsensusForm.objects.select_for_update().filter(community__in=[community, into])
    signed = sorted(
        forms.filter(state=ConsensusState.SIGNED), key=lambda form: (form.signed_at is not None, form.signed_at)
    )
    for former in signed[:-1]:
        former.state = ConsensusState.REPLACED
        former.save(update_fields=["state", "updated_at"])
        facts = {"by": str(signed[-1].public_id)}
        audit.record(subject=former.reference, action=Act.GROUP_FORM_REPLACED, by=None, facts=facts)
    moved = list(ConsensusForm.objects.filter(community=community))
    ConsensusForm.objects.filter(community=community).update(community=into)
    for form in moved:
        facts = {"from": community.slug, "into": into.slug}
        audit.record(subject=form.reference, action=Act.GROUP_FORM_MOVED, by=None, facts=facts)
    return len(moved)


@transaction.atomic
def hide_signatures(communities: QuerySet[Community]) -> int:
    """Of those that are protected now, name nobody any more who signed before; returns how many."""
    exposed = ConsensusForm.objects.filter(is_signature_public=True, community__in=communities)
    exposed = exposed.filter(community__in=protected())
    hidden = list(exposed.exclude(state=ConsensusState.DRAFT))
    exposed.update(is_signature_public=False)
    for form in hidden:
        audit.record(subject=form.reference, action=Act.GROUP_FORM_HIDDEN, by=None, facts={})
    return len(hidden)
