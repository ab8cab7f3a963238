from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillsConfig(AppConfig):
    name = "mutirao.skills"
    label = "skills"

    def ready(self) -> None:
        from mutirao.base.references import Kind, register
        from mutirao.discussion.subjects import register_subject
        from mutirao.skills import actions, queries
        from mutirao.skills.models import Framework, Skill
        from mutirao.skills.open_data import register_exports
        from mutirao.translation.texts import register_texts

        register(Kind("framework", _("framework"), Framework, queries.visible_frameworks, key="slug"))
        register(Kind("skill", _("skill"), Skill, queries.visible_skills, key="slug"))
        register_exports()
        register_subject("skill")
        register_texts(
            "skill",
            fields=("name", "description"),
            write=actions.write_text,
            # The texts of other frameworks are their publishers' own.
            is_draft=lambda skill: skill.framework.is_core,
        )
