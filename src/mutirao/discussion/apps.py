from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "mutirao.discussion"
    label = "discussion"
