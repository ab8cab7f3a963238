import gettext
import os

import polib
import pytest

from mutirao.base import messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext

# Translators: the button that sends the form
SEND = _("Send")


def people(n):
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}
"""
TEMPLATE = """
    {% if a == 'b' %}
  {# Translators: in a letter #}
  {% translate "Dear" context "letter" %}
{% blocktranslate trimmed with name=person %}
      Hello
      {{ name }}
{% endblocktranslate %} {{ _("Send") }}
{% endif %}
"""


@pytest.fixture
def sources(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LANGUAGES = [("en", "English"), ("ar", "العربية"), ("fr", "Français")]
    (tmp_path / "templates").mkdir()
    (tmp_path / "actions.py").write_text(PYTHON)
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


def fill(path, **texts):
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = texts.get(entry.msgid.split()[0], entry.msgid)
        if entry.msgid_plural:
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "%(n)s personnes")
    catalogue.save()


def test_extract_finds_python_and_templates(sources):
    assert messages.extract_messages(sources) == [
        messages.Message("%(n)s person", plural="%(n)s people", files=("actions.py",)),
        messages.Message(
            "Dear", context="letter", comments=("Translators: in a letter",), files=("templates/page.html",)
        ),
        messages.Message("Hello %(name)s", files=("templates/page.html",)),
        messages.Message(
            "Send",
            comments=("Translators: the button that sends the form",),
            files=("actions.py", "templates/page.html"),
        ),
    ]


def test_extract_leaves_migrations_out(sources):
    (sources / "migrations").mkdir()
    (sources / "migrations" / "0001_initial.py").write_text('name = _("Old name")')
    assert "Old name" not in {message.text for message in messages.extract_messages(sources)}


def test_update_makes_empty_forms_for_every_plural(sources):
    messages.update_catalogues()
    catalogue = polib.pofile(str(sources / "locale/ar/LC_MESSAGES/django.po"))
    assert catalogue.find("%(n)s person").msgstr_plural == dict.fromkeys(range(6), "")


def test_update_twice_changes_nothing(sources):
    path = sources / "locale/fr/LC_MESSAGES/django.po"
    messages.update_catalogues()
    fill(path, Send="Envoyer")
    first = path.read_bytes()
    messages.update_catalogues()
    assert path.read_bytes() == first


def test_update_keeps_translations_and_drops_what_is_gone(sources):
    path = sources / "locale/fr/LC_MESSAGES/django.po"
    messages.update_catalogues()
    fill(path, Send="Envoyer")
    (sources / "templates" / "page.html").write_text('{% translate "New" %}')
    messages.update_catalogues()
    translated = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if not entry.msgid_plural}
    assert translated == {"New": "", "Send": "Envoyer"}


def test_compile_writes_what_gettext_reads(sources):
    messages.update_catalogues()
    fill(sources / "locale/fr/LC_MESSAGES/django.po", Send="Envoyer", Dear="Cher")
    messages.compile_catalogues()
    french = gettext.translation("django", sources / "locale", ["fr"])
    assert (french.gettext("Send"), french.pgettext("letter", "Dear")) == ("Envoyer", "Cher")


def test_compile_skips_what_is_newer_than_its_catalogue(sources):
    messages.update_catalogues()
    assert len(messages.compile_catalogues()) == 2
    assert messages.compile_catalogues() == []
    catalogue = sources / "locale/fr/LC_MESSAGES/django.po"
    os.utime(catalogue, ns=(2**62, 2**62))
    assert messages.compile_catalogues() == [catalogue.with_suffix(".mo")]


def test_complete_catalogues_have_no_problem(sources):
    messages.update_catalogues()
    for path in messages.catalogue_paths().values():
        fill(path)
    assert messages.catalogue_problems() == []


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("msgstr", "", "fr: untranslated: 'Hello %(name)s'"),
        ("msgstr", "Bonjour", "fr: missing placeholder: 'Hello %(name)s'"),
        ("msgstr", "Bonjour %(nom)s %(name)s", "fr: unknown placeholder: 'Hello %(name)s'"),
        ("flags", ["fuzzy"], "fr: fuzzy: 'Hello %(name)s'"),
        ("msgid", "Hi %(name)s", "fr: not in the catalogue: 'Hello %(name)s'"),
    ],
)
def test_problem_is_named(sources, field, value, problem):
    messages.update_catalogues()
    for path in messages.catalogue_paths().values():
        fill(path)
    path = sources / "locale/fr/LC_MESSAGES/django.po"
    catalogue = polib.pofile(str(path))
    setattr(catalogue.find("Hello %(name)s"), field, value)
    catalogue.save()
    assert problem in messages.catalogue_problems()


def test_wrong_number_of_plural_forms_is_named(sources):
    messages.update_catalogues()
    for path in messages.catalogue_paths().values():
        fill(path)
    path = sources / "locale/ar/LC_MESSAGES/django.po"
    catalogue = polib.pofile(str(path))
    catalogue.find("%(n)s person").msgstr_plural = {0: "%(n)s شخص", 1: "%(n)s أشخاص"}
    catalogue.save()
    assert messages.catalogue_problems() == ["ar: wrong number of plural forms: '%(n)s person'"]
