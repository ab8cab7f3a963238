from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "mutirao.sources"
    label = "sources"
