from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "mutirao.base"
    label = "base"
