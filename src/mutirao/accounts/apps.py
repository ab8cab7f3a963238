from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "mutirao.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mutirao.accounts import panels, queries, tasks  # noqa: F401 they register themselves
        from mutirao.accounts.calendar import register_calendar_entries
        from mutirao.accounts.models import Notice, RoleGrant, User
        from mutirao.accounts.personal_data import register_personal_data
        from mutirao.accounts.states import Act
        from mutirao.accounts.topics import register_topic
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register

        register_acts(Act)
        register(Kind("person", _("Person"), User, queries.people_visible_to))
        register(Kind("role_grant", _("Role"), RoleGrant, queries.grants_visible_to))
        register(Kind("notice", _("Notice"), Notice, queries.notices_visible_to))
        register_topic("roles", _("Roles: yours, and those that need your word"))
        register_calendar_entries("roles", queries.roles_ending)
        register_personal_data("account", queries.account_data_of)
        register_personal_data("acts", queries.acts_data_of)
