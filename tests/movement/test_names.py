"""How names are folded, composed and compared."""

import pytest

from mutirao.base.text import text_of
from mutirao.movement.likeness import most_alike
from mutirao.movement.names import (
    folded,
    name_of_language,
    names_of_language,
    names_of_territory,
    script_name,
    search_text,
    sort_names,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kiswahili", "KISWAHILI"),
        ("Türkçe", "turkce"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Łódź", "lodz"),
        ("Føroyskt", "foroyskt"),
        ("Straße", "STRASSE"),
        ("Œuvre", "oeuvre"),
        ("N’Ko", "nko"),
        ("Wikipédia", "wikipedia"),
        ("العربيّة", "العربية"),
        ("إسلام", "اسلام"),
        ("فارسی", "فارسي"),
        ("हिन्दी", "हिंदी"),
        ("ｗｉｋｉ", "wiki"),
        ("  two\n words ", "two words"),
        ("한국어", "한국어"),
    ],
)
def test_spellings_of_one_name_are_folded_alike(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("ไทย", "ไทร"), ("की", "के"), ("क", "क्"), ("ab", "a b")])
def test_different_names_stay_different(one, other):
    assert folded(one) != folded(other)


def test_folding_twice_changes_nothing():
    for text in ("İĞŞ Ø ß 中文 हिन्दी العربيّة ﬁ", "", "\u200c\u200d'"):
        assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("tag", "within", "name"),
    [
        ("sw", "pt", "suaíli"),
        ("sw", "ar", "السواحلية"),
        ("kge", "fr", ""),
        ("nap-x-tara", "en", ""),
        ("en-simple", "en", ""),
        ("zh-Hant", "es", "chino tradicional"),
    ],
)
def test_a_language_has_its_own_name_or_none(tag, within, name):
    assert name_of_language(tag, within) == name


def test_a_language_is_looked_for_by_all_its_names_and_those_of_the_wider_one():
    assert names_of_language("sw", "Kiswahili") == {
        *{"sw", "Kiswahili", "Swahili", "suaíli", "suajili", "swahili", "السواحلية", "स्वाहिली"}
    }
    assert {"en-simple", "English", "inglés", "अंग्रेज़ी"} <= names_of_language("en-simple", "")


def test_a_territory_is_looked_for_in_six_languages():
    assert {"Brazil", "Brasil", "Brésil", "البرازيل", "ब्राज़ील"} <= names_of_territory("BR", "Brazil")


def test_script_is_named_or_stays_a_code():
    assert (script_name("Arab", "fr"), script_name("Zzxy", "fr")) == ("arabe", "Zzxy")


def test_sorting_falls_back_to_the_original():
    assert sort_names(text_of("pt", pt="Águas", en="Waters")) == {"source": "aguas", "pt": "aguas", "en": "waters"}


def test_no_search_runs_from_one_name_into_the_next():
    assert search_text(["Beta", "beta", "", "Alfa"]) == "alfa\nbeta"


OTHERS = {
    "lake": ["lakeside wikimedians"],
    "kenya": ["wikimedia community user group kenya"],
    "brasil": ["wiki movimento brasil"],
    "river": ["river people", "مجموعه النهر"],
}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Lakeside Wikipedians", ["lake"]),
        ("Lake side wikimedians", ["lake"]),
        ("Kenya", ["kenya"]),
        ("Grupo de Usuarios Kenya", ["kenya"]),
        ("Movimento Brasil Wiki", ["brasil"]),
        ("مجموعة النهر", ["river"]),
        ("Mountain Friends", []),
        ("Wikimedia User Group", []),
        ("—", []),
        ("'", []),
    ],
)
def test_names_that_may_be_the_same_are_found(name, found):
    assert most_alike(name, OTHERS) == found


def test_most_alike_comes_first_and_few_are_shown():
    others = {number: [f"lakeside friends {number}"] for number in range(9)} | {"same": ["lakeside friends"]}
    found = most_alike("Lakeside Friends", others)
    assert len(found) == 5
    assert most_alike("Lakeside Friendz", {"far": ["lakeside fiends of x"], "near": ["lakeside friends"]})[0] == "near"
