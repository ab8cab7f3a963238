from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "mutirao.grants"
    label = "grants"
