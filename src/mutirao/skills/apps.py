from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillsConfig(AppConfig):
    name = "mutirao.skills"
    label = "skills"

    def ready(self) -> None:
        from mutirao.base.references import Kind, register
        from mutirao.discussion.subjects import register_subject
        from mutirao.skills import queries
        from mutirao.skills.models import Framework, Skill

        register(Kind("framework", _("framework"), Framework, queries.visible_frameworks, key="slug"))
        register(Kind("skill", _("skill"), Skill, queries.visible_skills, key="slug"))
        register_subject("skill")
