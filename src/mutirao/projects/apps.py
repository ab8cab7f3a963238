from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "mutirao.projects"
    label = "projects"
