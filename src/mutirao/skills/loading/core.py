"""Our own framework, and what other vocabularies call its skills."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.text import text_of
from mutirao.skills.loading.trees import WIKIDATA_ID, framework_for, replace_tree
from mutirao.skills.models import Crosswalk, Skill
from mutirao.skills.states import LeadershipAspect, Relation, RoleContext, SkillKind, Vocabulary
from mutirao.sources.loading import (
    OURS,
    Load,
    code,
    ids_of,
    integer,
    known,
    list_of,
    loader,
    slug,
    text,
    texts,
    web_address,
)

SKILLS = {
    "slug": slug(required=True),
    "parent": slug(),
    "kind": code(SkillKind, required=True),
    "position": integer(required=True, minimum=1, maximum=1000),
    "name": texts(required=True),
    "description": texts(required=True),
    "leadership_aspect": code(LeadershipAspect),
    "role_contexts": list_of(code(RoleContext)),
    "wikidata_id": WIKIDATA_ID,
}


@loader("skills", feeds=_("our own framework of skills"), files=("skills.csv",), source=OURS, order=50)
def load_skills(load: Load) -> None:
    framework = framework_for(
        load,
        "mutirao-core",
        name=text_of(en="Mutirão core framework"),
        description=text_of(
            en="Skills that communities need and share, leadership included, in words that people can rate."
        ),
        is_core=True,
    )
    table = load.table("skills.csv", SKILLS, key=("slug",), unread=("drawn_from",))
    kinds: dict[str, str] = {}
    entries = []
    for row in table:
        if row["parent"] and kinds.get(row["parent"]) != SkillKind.GROUP:
            raise table.error(row.line, "parent", expected="a group that stands above", got=row["parent"])
        kinds[row["slug"]] = row["kind"]
        named = {name: row[name] for name in SKILLS if name != "kind"}
        entries.append({**named, "entry_kind": row["kind"], **row.origin})
    replace_tree(load, framework, entries)


@loader(
    "skill_crosswalk",
    feeds=_("what other vocabularies call our skills"),
    files=("skill_crosswalk.csv",),
    source=OURS,
    order=51,
)
def load_crosswalk(load: Load) -> None:
    ours = ids_of(Skill.objects.filter(framework__slug="mutirao-core"))
    columns = {
        "skill": known(ours, "a skill of our own framework", required=True),
        "vocabulary": code(Vocabulary, required=True),
        "their_label": text(required=True),
        "relation": code(Relation, required=True),
        "source_url": web_address(),
    }
    key = ("skill", "vocabulary", "their_label")
    rows = (
        {"skill_id": row["skill"], **{name: row[name] for name in list(columns)[1:]}, **row.origin}
        for row in load.table("skill_crosswalk.csv", columns, key=key)
    )
    load.replace(Crosswalk, rows, key=("skill_id", "vocabulary", "their_label"), removed="delete")
