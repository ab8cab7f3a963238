from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class ActionLinesConfig(AppConfig):
    name = "mutirao.action_lines"
    label = "action_lines"

    def ready(self) -> None:
        from mutirao.accounts.calendar import register_calendar_entries
        from mutirao.accounts.personal_data import register_erasure, register_personal_data
        from mutirao.accounts.spaces import register_space
        from mutirao.accounts.states import Role
        from mutirao.accounts.topics import register_topic
        from mutirao.action_lines import (  # noqa: F401 they register themselves
            actions,
            handlers,
            panels,
            personal_data,
            queries,
            tasks,
        )
        from mutirao.action_lines.open_data import register_exports
        from mutirao.action_lines.own_gaps import register_own_gaps
        from mutirao.action_lines.states import FORMER_ACTS, Act
        from mutirao.action_lines.text_gaps import register_text_gaps
        from mutirao.base.acts import register_acts

        register_acts(Act, formerly=FORMER_ACTS)
        register_kinds()
        register_talk_and_texts()
        register_exports()
        register_counts()
        register_own_gaps()
        register_text_gaps()
        register_space("action_line", roles=(Role.COORDINATOR, Role.CURATOR))
        register_topic("sign_ups", _("Sign-ups: replies to yours, and those that you look after"))
        register_topic("open_tasks", _("Open tasks that you claimed"))
        register_calendar_entries("sign_ups", personal_data.calendar_entries)
        register_personal_data("action_lines", personal_data.collect)
        register_erasure("action_lines", lambda person: actions.forget_person(person=person))


def register_kinds() -> None:
    from mutirao.action_lines import models, queries
    from mutirao.base.references import Kind, register

    register(Kind("action_line", _("action line"), models.ActionLine, queries.visible_lines, key="slug"))
    register(Kind("demand", _("demand"), models.Demand, queries.visible_demands, key="slug"))
    register(Kind("promise", _("promise"), models.Promise, queries.visible_promises, key="slug"))
    sections = models.RecommendationSection
    register(Kind("recommendation_section", _("section"), sections, queries.visible_sections, key="slug"))
    register(Kind("open_task", _("open task"), models.OpenTask, queries.visible_tasks))
    register(Kind("sign_up", _("sign-up"), models.SignUp, queries.visible_to))


def register_talk_and_texts() -> None:
    """What can be talked about and translated; the texts came with the product, as drafts in six languages."""
    from mutirao.action_lines import actions
    from mutirao.discussion.subjects import register_subject
    from mutirao.translation.texts import register_texts

    register_subject("action_line")
    texts = {
        "action_line": ("name", "summary", "description"),
        "demand": ("name", "description"),
        "promise": ("name", "summary"),
        "recommendation_section": ("heading", "body"),
    }
    for kind, fields in texts.items():
        register_texts(kind, fields=fields, write=actions.write_text, is_draft=lambda target: True)


def register_counts() -> None:
    """What the contexts below and this one hold; higher contexts register their own."""
    from mutirao.action_lines import queries
    from mutirao.action_lines.counts import register_count

    register_count(
        "skills",
        label=lambda n: ngettext("skill described", "skills described", n),
        address="/skills/",
        rows=queries.countable_skills,
    )
    register_count(
        "communities",
        label=lambda n: ngettext("community listed", "communities listed", n),
        address="/communities/",
        rows=queries.countable_communities,
    )
    register_count(
        "open_tasks",
        label=lambda n: ngettext("open task", "open tasks", n),
        address="/action-lines/tasks/",
        rows=queries.countable_open_tasks,
    )
    register_count(
        "sign_ups",
        label=lambda n: ngettext("public sign-up", "public sign-ups", n),
        address="/action-lines/",
        rows=queries.public_sign_ups,
    )
    register_count(
        "peers",
        label=lambda n: ngettext("person offers a skill", "people offer a skill", n),
        address="/action-lines/people/",
        rows=queries.countable_offers,
    )
