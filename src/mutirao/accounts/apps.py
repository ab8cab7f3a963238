from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "mutirao.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mutirao.accounts import queries
        from mutirao.accounts.models import RoleGrant, User
        from mutirao.accounts.topics import register_topic
        from mutirao.base.references import Kind, register

        register(Kind("person", _("Person"), User, queries.people_visible_to))
        register(Kind("role_grant", _("Role"), RoleGrant, queries.grants_visible_to))
        register_topic("roles", _("Roles: yours, and those that need your word"))
