"""What the search knows of projects."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.base.text import text_of
from mutirao.projects import queries
from mutirao.projects.models import Project

PRIOR = 40


def document(project: Project) -> Document:
    return Document(
        text_of(project.language, **{project.language: project.title}),
        text=project.topic,
        keywords=tuple(filter(None, (project.lead, project.programme.replace("-", " "), project.start_date[:4]))),
        languages=(project.language,),
        prior=PRIOR,
    )


register_search(Searchable("project", _("Projects"), queries.listed, document))
