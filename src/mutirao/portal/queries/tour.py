"""What the tour of the demonstration opens."""

from __future__ import annotations

from dataclasses import dataclass

from mutirao.action_lines.models import OpenTask, SignUp
from mutirao.action_lines.states import SignUpRole, TaskState
from mutirao.discussion.models import Thread
from mutirao.movement.models import Community

# The fictional community that the tour of the demonstration follows.
TOUR_COMMUNITY = "riverbank-user-group"


@dataclass(frozen=True)
class TourStops:
    """What the tour of the demonstration opens."""

    community: Community
    task: OpenTask
    sign_up: SignUp
    thread: Thread


def tour_stops() -> TourStops | None:
    """The pages of the story; None where it was not told, or not to its end."""
    about = {"subject_kind": Community.kind, "subject_id": TOUR_COMMUNITY}
    community = Community.objects.filter(slug=TOUR_COMMUNITY).first()
    tasks = OpenTask.objects.filter(**about, state=TaskState.CONFIRMED, action_line__isnull=False)
    task = tasks.select_related("action_line").first()
    sign_up = SignUp.objects.filter(community=community, role=SignUpRole.LEAD).first()
    thread = Thread.objects.filter(**about).first()
    if community is None or task is None or sign_up is None or thread is None:
        return None
    return TourStops(community, task, sign_up, thread)
