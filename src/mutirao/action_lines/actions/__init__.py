"""What can be done with action lines, sign-ups, open tasks and demands."""

from mutirao.action_lines.actions.demands import (
    give_back_demand,
    say_demand_is_met,
    say_demand_is_not_met,
    take_demand,
)
from mutirao.action_lines.actions.gaps import find_gaps
from mutirao.action_lines.actions.leaving import forget_person, hide_exposed
from mutirao.action_lines.actions.merging import follow_merge
from mutirao.action_lines.actions.next_steps import (
    answer,
    assign_ownerless,
    finish_next_step,
    hand_over,
    propose_another,
    reassign_lost,
    remind_owners,
    take_over,
    write_back,
)
from mutirao.action_lines.actions.pins import pin, unpin
from mutirao.action_lines.actions.places import set_places
from mutirao.action_lines.actions.sign_ups import (
    Commitment,
    SignedUp,
    edit_sign_up,
    sign_up,
    sign_up_again,
    withdraw,
)
from mutirao.action_lines.actions.signatures import Imported, claim_signature, import_signatures, remove_signature
from mutirao.action_lines.actions.tasks import (
    claim_task,
    confirm_task,
    give_back_task,
    release_overdue_claims,
    say_task_is_done,
    send_back_task,
)
from mutirao.action_lines.actions.translations import write_text

__all__ = [
    "Commitment",
    "Imported",
    "SignedUp",
    "answer",
    "assign_ownerless",
    "claim_signature",
    "claim_task",
    "confirm_task",
    "edit_sign_up",
    "find_gaps",
    "finish_next_step",
    "follow_merge",
    "forget_person",
    "give_back_demand",
    "give_back_task",
    "hand_over",
    "hide_exposed",
    "import_signatures",
    "pin",
    "propose_another",
    "reassign_lost",
    "release_overdue_claims",
    "remind_owners",
    "remove_signature",
    "say_demand_is_met",
    "say_demand_is_not_met",
    "say_task_is_done",
    "send_back_task",
    "set_places",
    "sign_up",
    "sign_up_again",
    "take_demand",
    "take_over",
    "unpin",
    "withdraw",
    "write_back",
    "write_text",
]
