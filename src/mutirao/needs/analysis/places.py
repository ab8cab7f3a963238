"""Of which wikis and societies each community is a mix, from what it declared."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mutirao.movement.states import Project
from mutirao.needs.analysis.covariates import Facts

ACTIVE = "monthly-active-editors"
RETENTION = "new-editor-retention"
ADMINISTRATORS = "active-administrators"
INTERNET = "internet-users"
LITERACY = "literacy"
WIKI_FIGURES = (ACTIVE, RETENTION, ADMINISTRATORS)
TERRITORY_FIGURES = (INTERNET, LITERACY)

type Figures = Mapping[int, Mapping[str, float]]


@dataclass(frozen=True)
class Wiki:
    """An open wiki, by its key: the community that it is, its language and project."""

    community: int
    language: int | None
    project: str


@dataclass
class Place:
    """What a community said of where it works; keys of territories, languages and wikis."""

    territories: list[int]
    languages: list[int]
    wikis: list[int]


def places(
    communities: Sequence[int],
    wikis: Mapping[int, Wiki],
    declared: Sequence[tuple[int, int | None, int | None, int | None]],
) -> list[Place]:
    """Where each community works: a wiki is its own place, others what they declared and nothing else.

    The wikis of a group that declared only languages are the open Wikipedias in them.
    """
    found = {community: Place([], [], []) for community in communities}
    for community, territory, language, wiki in declared:
        if (place := found.get(community)) is None:
            continue
        for things, thing in ((place.territories, territory), (place.languages, language), (place.wikis, wiki)):
            if thing is not None:
                things.append(thing)
    in_language = defaultdict(list)
    for key, wiki_ in wikis.items():
        if wiki_.project == Project.WIKIPEDIA and wiki_.language is not None:
            in_language[wiki_.language].append(key)
        if wiki_.community in found:
            found[wiki_.community].wikis = [key]
    for place in found.values():
        place.wikis = [key for key in place.wikis if key in wikis] or [
            key for language in place.languages for key in in_language[language]
        ]
        place.languages += [wikis[key].language for key in place.wikis if wikis[key].language is not None]  # type: ignore[misc] # the condition
    return [found[community] for community in communities]


def facts(
    where: Sequence[Place],
    wikis: Mapping[int, Wiki],
    speakers: Mapping[int, Mapping[int, float]],
    wiki_figures: Figures,
    territory_figures: Figures,
) -> Facts:
    """The figures of wikis and territories, and the mix that each community is: declared things in equal parts, a
    language spread over territories by where its speakers live."""
    wiki_place = {key: place for place, key in enumerate(wikis)}
    territories = sorted(
        {territory for of_language in speakers.values() for territory in of_language} | set(territory_figures)
    )
    territory_place = {key: place for place, key in enumerate(territories)}
    of_wikis = np.zeros((len(where), len(wikis)))
    of_societies = np.zeros((len(where), len(territories)))
    for row, place in enumerate(where):
        for key in place.wikis:
            of_wikis[row, wiki_place[key]] = 1 / len(place.wikis)
        for territory, share in _societies(place, speakers).items():
            if territory in territory_place:
                of_societies[row, territory_place[territory]] = share
    metrics = [_metrics(wiki_figures.get(wiki.community, {})) for wiki in wikis.values()]
    societies = [
        [territory_figures.get(key, {}).get(name, math.nan) for name in TERRITORY_FIGURES] for key in territories
    ]
    return Facts(
        wikis=np.array(metrics, dtype=np.float64).reshape(len(wikis), 3),
        societies=np.array(societies, dtype=np.float64).reshape(len(territories), 2),
        of_wikis=of_wikis,
        of_societies=of_societies,
    )


def region_of(place: Place, speakers: Mapping[int, Mapping[int, float]], regions: Mapping[int, str]) -> str:
    """The region where more than half of a community's societies live; empty where there is none."""
    shares: dict[str, float] = defaultdict(float)
    for territory, share in _societies(place, speakers).items():
        shares[regions.get(territory, "")] += share
    return next((region for region, share in shares.items() if share > sum(shares.values()) / 2), "")


def _societies(place: Place, speakers: Mapping[int, Mapping[int, float]]) -> dict[int, float]:
    """Declared territories in equal parts; without any, where the speakers of its languages live."""
    if place.territories:
        return dict.fromkeys(place.territories, 1 / len(place.territories))
    found: dict[int, float] = defaultdict(float)
    languages = [language for language in place.languages if speakers.get(language)]
    for language in languages:
        total = sum(speakers[language].values())
        for territory, n in speakers[language].items():
            found[territory] += n / total / len(languages)
    return found


def _metrics(figures: Mapping[str, float]) -> list[float]:
    active = figures.get(ACTIVE, math.nan)
    administrators = figures.get(ADMINISTRATORS, math.nan)
    return [
        math.log1p(active),
        figures.get(RETENTION, math.nan),
        administrators / active if active else math.nan,
    ]
