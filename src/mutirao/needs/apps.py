from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "mutirao.needs"
    label = "needs"
