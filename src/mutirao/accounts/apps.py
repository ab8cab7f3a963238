from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "mutirao.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mutirao.accounts import queries
        from mutirao.accounts.models import User
        from mutirao.base.references import Kind, register

        register(Kind("person", _("Person"), User, queries.people_visible_to))
