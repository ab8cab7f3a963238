"""What all frameworks share: the framework's row, and its tree brought in line with a file."""

from __future__ import annotations

from typing import Any

from mutirao.base.text import Text
from mutirao.skills.models import Framework, Skill
from mutirao.sources.loading import Load, LoadError, ids_of, text

WIKIDATA_ID = text(matching=r"Q[1-9][0-9]*", expected="a Wikidata id")


def framework_for(load: Load, slug: str, *, name: Text, description: Text, is_core: bool = False) -> Framework:
    """The framework itself; what hangs on it is replaced by the loader."""
    values = {"name": name, "description": description, "is_core": is_core, "edition": load.edition()}
    framework, _is_new = Framework.objects.update_or_create(slug=slug, defaults=values)
    return framework


def replace_tree(load: Load, framework: Framework, entries: list[dict[str, Any]]) -> None:
    """Bring the framework's entries in line with ``entries``, whose ``parent`` is a slug, empty at the top.

    What a newer edition dropped stays for what points at it, no longer current.
    """
    slugs = {"", *(entry["slug"] for entry in entries)}
    for entry in entries:
        if entry["parent"] not in slugs:
            name, line = load.path(load.loader.files[0]).name, entry["source_row"]
            raise LoadError(name, line=line, column="parent", expected="an entry of the same file", got=entry["parent"])
    mine = Skill.objects.filter(framework=framework)
    given = {"leadership_aspect": "", "role_contexts": [], "external_id": "", "wikidata_id": "", "is_current": True}
    rows = (
        {"framework_id": framework.pk, **given, **{name: value for name, value in entry.items() if name != "parent"}}
        for entry in entries
    )
    load.replace(Skill, rows, key=("slug",), removed={"is_current": False}, within=mine)
    # Only now do all parents have a key to point to.
    keys = ids_of(mine)
    placed = ({"slug": entry["slug"], "parent_id": keys.get(entry["parent"])} for entry in entries)
    load.replace(Skill, placed, key=("slug",), removed="keep", within=mine)
