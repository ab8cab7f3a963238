"""Names of languages in the reader's language."""

import subprocess
import sys

import pytest
from django.utils import translation

from mutirao.base.languages import language_name, territory_name


@pytest.mark.parametrize(
    ("language", "within", "name"),
    [
        ("sw", "pt", "suaíli"),
        ("sw", "ar", "السواحلية"),
        ("pt-BR", "en", "Brazilian Portuguese"),
        ("zh-Hant", "en", "Traditional Chinese"),
        ("sh", "en", "Serbo-Croatian"),
        ("sr-Latn", "fr", "serbe (latin)"),
        ("be-tarask", "en", "Belarusian (Taraskievica orthography)"),
    ],
)
def test_language_is_called_by_its_name(language, within, name):
    assert language_name(language, within) == name


@pytest.mark.parametrize("language", ["und", "abq", "nap-x-tara", "en-simple", "", "zz-zz", "<script>"])
def test_language_without_a_name_is_called_by_its_tag(language):
    assert language_name(language, "en") == language


def test_names_do_not_load_every_language_there_is():
    # 270 MB in each process, and seconds for the first page.
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'mutirao.settings'; import django; django.setup();"
        "from mutirao.base.languages import language_name; language_name('sw', 'pt');"
        "sys.exit('language_data.name_data' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_are_those_of_each_page_not_of_the_first():
    shown = []
    for page in ("en", "fr", "hi"):
        with translation.override(page):
            shown.append((language_name("de"), territory_name("DE")))

    assert shown == [("German", "Germany"), ("allemand", "Allemagne"), ("जर्मन", "जर्मनी")]
