"""What can be done with communities."""

from mutirao.movement.actions.communities import decline_estimates, edit_community, set_sizes
from mutirao.movement.actions.declarations import declare, refresh_declared_text, withdraw_declaration
from mutirao.movement.actions.proposals import accept_community, merge_community, propose_community, refuse_community
from mutirao.movement.actions.proposed_declarations import (
    confirm_declaration,
    propose_declaration,
    refuse_declaration,
    take_back_declaration,
)

__all__ = [
    "accept_community",
    "confirm_declaration",
    "declare",
    "decline_estimates",
    "edit_community",
    "merge_community",
    "propose_community",
    "propose_declaration",
    "refresh_declared_text",
    "refuse_community",
    "refuse_declaration",
    "set_sizes",
    "take_back_declaration",
    "withdraw_declaration",
]
