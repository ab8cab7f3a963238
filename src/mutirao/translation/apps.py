from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "mutirao.translation"
    label = "translation"
