"""What can be done with communities."""

from mutirao.movement.actions.communities import allow_estimates, decline_estimates, edit_community, set_sizes
from mutirao.movement.actions.declarations import declare, refresh_declared_text, withdraw_declaration
from mutirao.movement.actions.merging import (
    accept_merge,
    merge_community,
    propose_merge,
    refuse_merge,
    take_back_merge,
)
from mutirao.movement.actions.proposals import accept_community, propose_community, refuse_community
from mutirao.movement.actions.proposed_declarations import (
    confirm_declaration,
    propose_declaration,
    refuse_declaration,
    take_back_declaration,
)

__all__ = [
    "accept_community",
    "accept_merge",
    "allow_estimates",
    "confirm_declaration",
    "declare",
    "decline_estimates",
    "edit_community",
    "merge_community",
    "propose_community",
    "propose_declaration",
    "propose_merge",
    "refresh_declared_text",
    "refuse_community",
    "refuse_declaration",
    "refuse_merge",
    "set_sizes",
    "take_back_declaration",
    "take_back_merge",
    "withdraw_declaration",
]
