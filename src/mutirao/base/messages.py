"""Catalogues of interface messages without GNU gettext: collect from the sources, merge, compile, check.

Babel reads Python, Django turns a template into Python first, polib reads and writes the catalogues.
A fresh machine has no ``msgfmt`` and no ``xgettext``, so nothing here starts a program.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from django.conf import settings
from django.utils.translation.template import templatize

# Which argument of a call is the message, its plural or, marked "c", its context.
CALLS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}")


@dataclass(frozen=True, order=True)
class Message:
    """One text of the interface, as the sources hold it."""

    text: str
    context: str = ""
    plural: str = ""
    comments: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.text)


def extract_messages(root: Path) -> list[Message]:
    """Every message in the Python files and templates under ``root``, sorted, each once."""
    found: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for path in sorted(root.rglob("*")):
        for message in _messages_of(path, path.relative_to(root).as_posix()):
            found[message.key].append(message)
    return sorted(_merged(messages) for messages in found.values())


def update_catalogues() -> None:
    """Bring every catalogue in line with the sources: translations stay, nothing is guessed."""
    messages = extract_messages(locale_folder().parent)
    for language, path in catalogue_paths().items():
        old = _entries(path)
        catalogue = polib.POFile(wrapwidth=100)
        catalogue.metadata = _header(language, path)
        for message in messages:
            catalogue.append(_entry(message, old.get(message.key), language))
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))


def compile_catalogues() -> list[Path]:
    """Write each ``.mo`` file that is missing or older than its catalogue; returns those written."""
    written = []
    for source in catalogue_paths().values():
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        polib.pofile(str(source)).save_as_mofile(str(target))
        written.append(target)
    return written


def catalogue_problems() -> list[str]:
    """What keeps the catalogues from being complete and true to the sources, one sentence each."""
    messages = {message.key: message for message in extract_messages(locale_folder().parent)}
    problems = []
    for language, path in catalogue_paths().items():
        entries = _entries(path)
        found = [(text, "not in the catalogue") for _, text in messages.keys() - entries.keys()]
        found += [(text, "not in the sources") for _, text in entries.keys() - messages.keys()]
        found += [(each.msgid, what) for each in entries.values() for what in _problems_of(each, language)]
        problems += [f"{language}: {what}: {text!r}" for text, what in sorted(found)]
    return problems


def locale_folder() -> Path:
    return Path(settings.LOCALE_PATHS[0])


def catalogue_paths() -> dict[str, Path]:
    """The catalogue of each interface language but the one that the sources are written in."""
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return {code: locale_folder() / code / "LC_MESSAGES" / "django.po" for code in languages}


def _messages_of(path: Path, name: str) -> Iterator[Message]:
    if "migrations" in path.parts or not path.is_file():
        return
    if path.suffix == ".py":
        source = path.read_text()
    elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
        # Python's tokenizer would stumble over the indentation of markup.
        lines = templatize(path.read_text(), origin=name).splitlines()
        source = "\n".join(line.lstrip() for line in lines)
    else:
        return
    found = extract("python", BytesIO(source.encode()), CALLS, ["Translators:"], {"encoding": "utf-8"})
    for _line, texts, comments, context in found:
        text, plural = (texts, "") if isinstance(texts, str) else texts[:2]
        yield Message(text, context or "", plural, (" ".join(comments),) if comments else (), (name,))


def _merged(messages: list[Message]) -> Message:
    first = messages[0]
    plural = next((message.plural for message in messages if message.plural), "")
    comments = dict.fromkeys(comment for message in messages for comment in message.comments)
    files = sorted({name for message in messages for name in message.files})
    return Message(first.text, first.context, plural, tuple(comments), tuple(files))


def _entries(path: Path) -> dict[tuple[str, str], polib.POEntry]:
    if not path.exists():
        return {}
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    return {(entry.msgctxt or "", entry.msgid): entry for entry in entries}


def _header(language: str, path: Path) -> dict[str, str]:
    # No dates: a catalogue changes only where a text changes.
    kept = polib.pofile(str(path)).metadata if path.exists() else {}
    plural = get_plural(language)
    return {
        "Project-Id-Version": "Mutirão",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
        **{name: text for name, text in kept.items() if name != "Plural-Forms"},
    }


def _entry(message: Message, old: polib.POEntry | None, language: str) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        comment="\n".join(message.comments),
        occurrences=[(name, "") for name in message.files],
        flags=["python-format"] if "%(" in message.text + message.plural else [],
        tcomment=old.tcomment if old else "",
    )
    if message.plural:
        forms = old.msgstr_plural if old else {}
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {index: forms.get(index, "") for index in range(get_plural(language).num_plurals)}
    else:
        entry.msgstr = old.msgstr if old else ""
    if old and old.fuzzy:
        entry.flags.append("fuzzy")
    return entry


def _problems_of(entry: polib.POEntry, language: str) -> Iterator[str]:
    if entry.fuzzy:
        yield "fuzzy"
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.msgid_plural and len(forms) != get_plural(language).num_plurals:
        yield "wrong number of plural forms"
    if not all(forms):
        yield "untranslated"
        return
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    # A plural form may spell the number out ("one person"), but no form may bring a name of its own.
    if any(_placeholders(form) - wanted for form in forms):
        yield "unknown placeholder"
    if not entry.msgid_plural and _placeholders(entry.msgstr) != wanted:
        yield "missing placeholder"


def _placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}
