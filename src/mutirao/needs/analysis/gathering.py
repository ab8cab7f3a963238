"""Reads what a release is made of, and hands it on as arrays."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.base.canonical_json import JSON, canonical_json
from mutirao.movement.models import Community
from mutirao.needs.analysis import cells, places
from mutirao.needs.analysis.counted import Before, CountedAskings, Material
from mutirao.needs.analysis.covariates import covariates
from mutirao.needs.analysis.figures import Known
from mutirao.needs.analysis.parameters import COUNTS_FOR_MONTHS, PROCEDURE, as_json
from mutirao.needs.analysis.reading import Asking
from mutirao.needs.analysis.weights import Margin, administrators
from mutirao.needs.models import Assessment, Questionnaire
from mutirao.needs.packing import Layout
from mutirao.needs.queries import releases as queries
from mutirao.needs.queries.questionnaires import layout_of, whole
from mutirao.needs.states import Recruitment
from mutirao.skills.models import Skill

type Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Gathered:
    """The material of a release and what is known beside it; ``regions`` (communities,) has an empty name where no
    region is known."""

    material: Material
    communities: Sequence[Community]
    skills: Sequence[Skill]
    known: Known
    regions: Sequence[str]


def gather() -> Gathered:
    """Everything that a release reads, in a number of queries that does not grow with people or communities."""
    communities = list(queries.estimated_communities().only("slug", "active_editors", "wiki"))
    assessments = list(queries.counting_assessments(months=COUNTS_FOR_MONTHS))
    layouts = _layouts(assessments)
    skills = list(queries.rated_skills({skill for layout in layouts.values() for _name, skill in layout.skills}))
    keys = [community.pk for community in communities]
    wiki_figures = queries.wiki_figures(places.WIKI_FIGURES)
    wikis = {row[0]: places.Wiki(*row[1:]) for row in queries.wikis()}
    where = places.places(keys, wikis, queries.declared_places())
    speakers = queries.speakers()
    facts = places.facts(where, wikis, speakers, wiki_figures, queries.territory_figures(places.TERRITORY_FIGURES))
    region_names = queries.regions()
    material = _material(assessments, layouts, [skill.pk for skill in skills], keys, administrators(wiki_figures))
    doubted = queries.doubted_skills(layouts)
    return Gathered(
        material=material,
        communities=communities,
        skills=skills,
        known=Known(
            covariates=covariates(facts),
            editors=np.array([max(1.0, community.active_editors or 1.0) for community in communities]),
            doubted=np.array(
                [
                    [skill.slug in doubted.get(asking.questionnaire, ()) for skill in skills]
                    for asking in material.askings
                ],
                dtype=bool,
            ).reshape(len(material.askings), len(skills)),
        ),
        regions=[places.region_of(place, speakers, region_names) for place in where],
    )


def fingerprint(gathered: Gathered, counted: CountedAskings) -> str:
    """A digest of all that a release follows from but its seed: the same for the same input in any order of rows.

    Of answers it takes what may be published: a digest of three people's answers could be tried out.
    """
    material = gathered.material
    slug_of = {community.pk: community.slug for community in gathered.communities}
    lines = [
        canonical_json(
            {"procedure": PROCEDURE, "parameters": as_json(), "skills": [each.slug for each in gathered.skills]}
        )
    ]
    for place, asking in enumerate(material.askings):
        if counted.wholes[place]:
            digest = hashlib.sha256(counted.cells.values[place].tobytes()).hexdigest()
            doubted = gathered.known.doubted[place].tolist()
            facts: list[JSON] = [
                *(slug_of[asking.community], str(asking.closed_on)),
                *(digest, dict(counted.wholes[place]), doubted),
            ]
            lines.append(canonical_json(facts))
    known = gathered.known
    of_communities = zip(gathered.communities, known.covariates, known.editors, gathered.regions, strict=True)
    lines += [f"{each.slug} {row.tobytes().hex()} {editors} {region}" for each, row, editors, region in of_communities]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _layouts(assessments: Sequence[Assessment]) -> dict[int, Layout]:
    questionnaires: dict[int, Questionnaire] = {each.questionnaire_id: each.questionnaire for each in assessments}
    return {key: layout_of(whole(questionnaire)) for key, questionnaire in questionnaires.items()}


def _material(
    assessments: Sequence[Assessment],
    layouts: Mapping[int, Layout],
    skills: Sequence[int],
    communities: Sequence[int],
    margins: Mapping[int, Sequence[Margin]],
) -> Material:
    asked, estimated = queries.asked_communities(assessments), set(communities)
    of_questionnaire: dict[int, list[int]] = defaultdict(list)
    askings = []
    for each in assessments:
        of_questionnaire[each.questionnaire_id].append(each.pk)
        closed_on = each.closed_at.date() if each.closed_at else each.created_at.date()
        is_open = each.recruitment == Recruitment.OPEN
        askings += [
            Asking(each.pk, community, each.questionnaire_id, closed_on, is_open)
            for community in asked[each.pk]
            if community in estimated
        ]
    before = queries.counted_before(assessments)
    columns = np.array(skills, dtype=np.int64)
    return Material(
        skills=skills,
        communities=communities,
        askings=askings,
        layouts=layouts,
        rows_of={key: queries.packed_answers(of_questionnaire[key]) for key in layouts},
        margins=margins,
        before={
            place: [
                Before(cells.unpack(bytes(row.skills), bytes(row.cells), row.whole["fields"], columns), row.whole)
                for row in rows
            ]
            for place, asking in enumerate(askings)
            if (rows := before.get((asking.assessment, asking.community)))
        },
    )
