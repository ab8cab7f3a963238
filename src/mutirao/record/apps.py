from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "mutirao.record"
    label = "record"
