"""Reading Wiki Education's training library: YAML files of libraries and modules, as its repository keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mutirao.base.text import Text, text_of
from mutirao.learning.states import Audience, Format, Verification
from mutirao.sources.loading import LoadError, Publication

WIKI_EDUCATION = Publication(
    slug="wikiedu-training",
    name=text_of(en="Training modules of Wiki Education"),
    publisher="Wiki Education Foundation",
    licence="CC-BY-SA",
    attribution="Titles and descriptions of training modules: Wiki Education, CC BY-SA.",
    origin_url="https://github.com/WikiEducationFoundation/WikiEduDashboard",
    caveat=text_of(en="Made for university courses in North America."),
)
DASHBOARD = "https://dashboard.wikiedu.org/training"
REPOSITORY = f"{WIKI_EDUCATION.origin_url}/blob/master/training_content/wiki_ed"
ARCHIVE = "archived_modules"
AUDIENCES = {
    "students": [Audience.STUDENTS, Audience.NEWCOMERS],
    "instructors": [Audience.EDUCATORS],
    "professional-development": [Audience.NEWCOMERS],
    "wikidata-professional": [Audience.NEWCOMERS],
    "wikimedia-commons": [Audience.NEWCOMERS],
}
FORMATS = {"exercise": Format.EXERCISE, "discussion": Format.EXERCISE}
LONGEST_SUMMARY = 1000


@dataclass(frozen=True)
class Module:
    """One training module: columns of a resource, and what belongs to it."""

    number: int
    facts: dict[str, Any]
    languages: list[str]
    audiences: list[str]
    words: str


def read_modules(paths: Mapping[str, Path]) -> list[Module]:
    """Every module under ``modules/``, with the libraries that list it. Raises ``LoadError`` for the first fault."""
    library_of: dict[str, str] = {}
    for name, path in paths.items():
        if name.startswith("libraries/"):
            library_of.update(dict.fromkeys(_listed(path), path.stem))
    modules = [_module(name, path, library_of) for name, path in paths.items() if name.startswith("modules/")]
    if not modules:
        raise LoadError("modules", expected="at least one module", got="none")
    return modules


def _listed(path: Path) -> Iterator[str]:
    for category in _list_in(path, _read(path), "categories"):
        for module in _list_in(path, category, "modules"):
            yield _text(module, "slug")


def _module(name: str, path: Path, library_of: Mapping[str, str]) -> Module:
    read = _read(path)
    number = read.get("id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10**6:
        raise LoadError(path.name, column="id", expected="a number of a module", got=type(number).__name__)
    texts = {"en": read, **_translations(path, read)}
    title = _words(path, read, "name")
    library = library_of.get(path.stem, "")
    summary = {language: _summary(each) for language, each in texts.items()}
    facts = {
        "slug": f"wikiedu-{number}",
        "short_id": f"WE{number}",
        "title": title,
        "title_language": "en",
        "summary": Text("en", {language: text for language, text in summary.items() if text}),
        "address": f"{DASHBOARD}/{library}/{path.stem}" if library else f"{REPOSITORY}/{name}",
        "maintainer": WIKI_EDUCATION.publisher,
        "format": FORMATS.get(_text(read, "kind"), Format.MODULE).value,
        "format_note": "",
        "subject_note": "",
        "audience_note": "",
        "note": "",
        "minutes": _minutes(_text(read, "estimated_ttc")),
        "year": None,
        "licence": "CC BY-SA",
        "is_old_version": ARCHIVE in name,
        "verification": Verification.FILE.value,
        "action_line_id": None,
    }
    audiences = [audience.value for audience in AUDIENCES.get(library, [Audience.NEWCOMERS])]
    return Module(number, facts, list(texts), audiences, " ".join(summary.values()))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        read = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise LoadError(path.name, line=line, expected="well-formed YAML", got="something else") from None
    except UnicodeDecodeError as error:
        raise LoadError(path.name, expected="text in UTF-8", got=f"a byte at {error.start}") from None
    except RecursionError:
        raise LoadError(path.name, expected="well-formed YAML", got="too many brackets") from None
    if not isinstance(read, dict):
        raise LoadError(path.name, expected="keys and values", got=type(read).__name__)
    return read


def _list_in(path: Path, read: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = read.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise LoadError(path.name, column=key, expected="a list of keys and values", got=type(found).__name__)
    return found


def _translations(path: Path, read: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found = read.get("translations") or {}
    if not isinstance(found, dict) or not all(isinstance(each, dict) for each in found.values()):
        raise LoadError(path.name, column="translations", expected="texts by language", got=type(found).__name__)
    for language in found:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", str(language)):
            raise LoadError(path.name, column="translations", expected="a BCP 47 tag", got=str(language)[:40])
    return found


def _text(read: Mapping[str, Any], key: str) -> str:
    """Text or nothing. Lists of lists of aliases are never written out: a small file could fill the memory."""
    value = read.get(key)
    return value if isinstance(value, str) else ""


def _words(path: Path, read: Mapping[str, Any], key: str) -> str:
    words = " ".join(_text(read, key).split())
    if not words or "\x00" in words:
        raise LoadError(path.name, column=key, expected="text", got=type(read.get(key)).__name__)
    return words


def _summary(read: Mapping[str, Any]) -> str:
    """The first paragraph, in plain words: the texts are Markdown."""
    first = " ".join(_text(read, "description").replace("\x00", "").strip().split("\n\n")[0].split())
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", first).replace("*", "")[:LONGEST_SUMMARY]


def _minutes(estimate: str) -> int | None:
    """The longest of "10-25 minutes": nobody is annoyed to be done sooner."""
    found = re.fullmatch(r"(?:\d{1,3} ?- ?)?(\d{1,3}) minutes?", estimate.strip())
    return int(found.group(1)) if found else None
