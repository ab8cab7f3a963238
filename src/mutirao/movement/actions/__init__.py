"""What can be done with communities."""

from mutirao.movement.actions.communities import decline_estimates, edit_community, set_sizes
from mutirao.movement.actions.declarations import declare, refresh_declared_text, withdraw_declaration
from mutirao.movement.actions.proposals import accept_community, merge_community, propose_community, refuse_community

__all__ = [
    "accept_community",
    "declare",
    "decline_estimates",
    "edit_community",
    "merge_community",
    "propose_community",
    "refresh_declared_text",
    "refuse_community",
    "set_sizes",
    "withdraw_declaration",
]
