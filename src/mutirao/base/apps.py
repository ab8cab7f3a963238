from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BaseConfig(AppConfig):
    name = "mutirao.base"
    label = "base"

    def ready(self) -> None:
        # Every process needs them: announcing looks the handlers up, and a worker the tasks.
        autodiscover_modules("tasks", "handlers", "panels", "search")
