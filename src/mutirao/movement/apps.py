from django.apps import AppConfig


class MovementConfig(AppConfig):
    name = "mutirao.movement"
    label = "movement"
