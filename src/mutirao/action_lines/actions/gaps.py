"""From gaps to open tasks and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from mutirao.action_lines.actions.tasks import confirm_as_mended
from mutirao.action_lines.gaps import Gap, GapKind, gap_kinds
from mutirao.action_lines.models import ActionLine, OpenTask
from mutirao.action_lines.states import TaskState
from mutirao.base import clock
from mutirao.skills.models import Skill
from mutirao.sources.loading import ids_of

LISTED = [TaskState.OPEN, TaskState.CLAIMED, TaskState.DONE]
BATCH = 500
# What a task says of its gap; it is kept up to date as long as the task is listed.
FACTS = ("details", "address", "action_line_id", "skill_id", "minutes")

type Gaps = dict[str, tuple[GapKind, Gap]]


@dataclass(frozen=True)
class GapChanges:
    """What one look at all gaps led to."""

    n_opened: int
    n_gone: int
    n_mended: int


@transaction.atomic
def find_gaps() -> GapChanges:
    """Open a task for each gap that has none, and end the tasks of gaps that have closed.

    What nobody had claimed is gone; what somebody had claimed or done is confirmed, since the gap is mended.
    """
    found = [(kind, gap) for kind in gap_kinds() for gap in kind.find()]
    gaps = {kind.key(gap): (kind, gap) for kind, gap in found}
    listed = {task.gap: task for task in OpenTask.objects.filter(state__in=LISTED).select_related("claimed_by")}
    standing = {key: task for key, task in listed.items() if key in gaps}
    tasks = _tasks(gaps)
    opened = [tasks[key] for key in _to_open(gaps, standing)]
    OpenTask.objects.bulk_create(opened, batch_size=BATCH)
    _bring_up_to_date(standing, tasks)
    closed = [task for key, task in listed.items() if key not in gaps]
    unclaimed = [task.pk for task in closed if task.state == TaskState.OPEN]
    for start in range(0, len(unclaimed), BATCH):
        gone = OpenTask.objects.filter(pk__in=unclaimed[start : start + BATCH])
        gone.update(state=TaskState.GONE, updated_at=clock.now())
    mended = [task for task in closed if task.state != TaskState.OPEN]
    for task in mended:
        confirm_as_mended(task=task)
    return GapChanges(n_opened=len(opened), n_gone=len(unclaimed), n_mended=len(mended))


def _to_open(gaps: Gaps, listed: Mapping[str, OpenTask]) -> Gaps:
    """Gaps without a task, as many as their kind lists at once in one language."""
    n_listed = Counter((task.gap_kind, task.language) for task in listed.values())
    opened = {}
    for key, (kind, gap) in gaps.items():
        is_full = kind.at_once is not None and n_listed[kind.name, gap.language] >= kind.at_once
        if key not in listed and not is_full:
            n_listed[kind.name, gap.language] += 1
            opened[key] = (kind, gap)
    return opened


def _bring_up_to_date(standing: Mapping[str, OpenTask], tasks: Mapping[str, OpenTask]) -> None:
    """Names, addresses and the like change while a task is listed."""
    changed = []
    for key, task in standing.items():
        facts = {name: getattr(tasks[key], name) for name in FACTS}
        if any(getattr(task, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(task, name, value)
            changed.append(task)
    OpenTask.objects.bulk_update(changed, FACTS, batch_size=BATCH)


def _tasks(gaps: Gaps) -> dict[str, OpenTask]:
    """A new task for each gap, not stored."""
    lines = ids_of(ActionLine)
    skills = ids_of(Skill.objects.filter(framework__is_core=True))
    return {
        key: OpenTask(
            gap=key,
            gap_kind=kind.name,
            subject_kind=gap.subject.kind,
            subject_id=gap.subject.public_id,
            details=dict(gap.details),
            address=gap.address,
            action_line_id=lines.get(gap.action_line),
            skill_id=skills.get(gap.skill),
            language=gap.language,
            minutes=gap.minutes,
        )
        for key, (kind, gap) in gaps.items()
    }
