"""What can be done with people, their roles, notices and data."""

from mutirao.accounts.actions.letters import confirm_email, forget_email, send_confirmation, send_waiting_letter
from mutirao.accounts.actions.my_data import erase_person
from mutirao.accounts.actions.notices import (
    choose_notices,
    close_private_addresses,
    mark_all_read,
    mark_read,
    notify,
    renew_private_addresses,
    sends_mail,
)
from mutirao.accounts.actions.people import (
    choose_language,
    choose_preferences,
    make_administrator,
    receive_local_person,
    receive_wiki_person,
    rename,
    say_adult,
    take_administration,
)
from mutirao.accounts.actions.roles import (
    ask_for_role,
    confirm_role,
    contest_role,
    end_role,
    expire_roles,
    give_up_role,
    hide_holders,
    keep_role,
    move_roles,
    refuse_role,
)

__all__ = [
    "ask_for_role",
    "choose_language",
    "choose_notices",
    "choose_preferences",
    "close_private_addresses",
    "confirm_email",
    "confirm_role",
    "contest_role",
    "end_role",
    "erase_person",
    "expire_roles",
    "forget_email",
    "give_up_role",
    "hide_holders",
    "keep_role",
    "make_administrator",
    "mark_all_read",
    "mark_read",
    "move_roles",
    "notify",
    "receive_local_person",
    "receive_wiki_person",
    "refuse_role",
    "rename",
    "renew_private_addresses",
    "say_adult",
    "send_confirmation",
    "send_waiting_letter",
    "sends_mail",
    "take_administration",
]
