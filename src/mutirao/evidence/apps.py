from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "mutirao.evidence"
    label = "evidence"
