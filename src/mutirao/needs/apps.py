from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class NeedsConfig(AppConfig):
    name = "mutirao.needs"
    label = "needs"

    def ready(self) -> None:
        from mutirao.accounts.personal_data import register_erasure, register_personal_data
        from mutirao.accounts.topics import register_topic
        from mutirao.action_lines.counts import register_count
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.discussion.subjects import register_subject
        from mutirao.needs import handlers, panels, personal_data, tasks  # noqa: F401 most register themselves
        from mutirao.needs.actions.translating import write_text
        from mutirao.needs.models import Assessment, ConsensusForm, EarlierAssessment, Questionnaire
        from mutirao.needs.open_data import register_exports
        from mutirao.needs.published_kinds import register_published
        from mutirao.needs.queries import assessments, consensus, earlier, questionnaires
        from mutirao.needs.states import Act
        from mutirao.translation.texts import register_texts

        register_acts(Act)
        register_topic("assessments", _("Assessments and group forms"))
        register(Kind(Assessment.kind, _("assessment"), Assessment, assessments.visible_to))
        register(Kind(ConsensusForm.kind, _("group form"), ConsensusForm, consensus.visible_to))
        register_personal_data("needs", personal_data.collect)
        register_erasure("needs", personal_data.erase)
        register_texts(Assessment.kind, fields=("title", "purpose"), write=write_text)
        register_texts(ConsensusForm.kind, fields=("note",), write=write_text)
        register_subject(ConsensusForm.kind, space_of=lambda form: form.community.reference)
        register(Kind(Questionnaire.kind, _("questionnaire"), Questionnaire, questionnaires.visible_to))
        kind = EarlierAssessment.kind
        register(Kind(kind, _("earlier assessment"), EarlierAssessment, earlier.visible_to, key="slug"))
        register_count(
            "assessments",
            label=lambda n: ngettext("earlier assessment found", "earlier assessments found", n),
            address="/needs/earlier/",
            rows=lambda: earlier.visible_to(None),
        )
        register_exports()
        register_published()
