from django.apps import AppConfig


class ActionLinesConfig(AppConfig):
    name = "mutirao.action_lines"
    label = "action_lines"
