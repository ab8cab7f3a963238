from django.apps import AppConfig


class SocietiesConfig(AppConfig):
    name = "mutirao.societies"
    label = "societies"
