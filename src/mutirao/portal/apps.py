from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "mutirao.portal"
    label = "portal"
