from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "mutirao.skills"
    label = "skills"
