from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "mutirao.learning"
    label = "learning"
