"""The same words however they are typed."""

from __future__ import annotations

import pytest

from mutirao.base.search.analysis import words

ALIKE = [
    ("accents", "Educação", "educacao"),
    ("case", "ΕΛΛΗΝΙΚΆ", "ελληνικά"),
    ("plural_english", "communities", "Community's"),
    ("plural_portuguese", "ações", "AÇÃO"),
    ("plural_spanish", "traducciones", "traducción"),
    ("plural_french", "capacités", "capacité"),
    ("elision", "l'éducation", "L’EDUCATION"),
    ("letter_apostrophe", "Oʻzbekcha", "o'zbekcha"),
    ("letters_that_do_not_come_apart", "Łódź Århus Đà", "lodz arhus da"),
    ("dotted_i", "İstanbul", "istanbul"),
    ("russian_endings", "сообщества", "Сообщество"),
    ("yo", "Ёлка", "елка"),
    ("arabic_vowel_points", "العَرَبِيَّة", "العربية"),
    ("arabic_article_and_plural", "المجتمعات", "مجتمع"),
    ("arabic_letters", "إلى أهل مكتبة", "الي اهل مكتبه"),
    ("tatweel", "ويـــكي", "ويكي"),
    ("persian_letters", "ویکی‌پدیا", "ويكيپديا"),
    ("hebrew_points", "שָׁלוֹם", "שלום"),
    ("hindi_nasal", "हिन्दी", "हिंदी"),
    ("hindi_plural", "भाषाओं", "भाषाएँ"),
    ("nukta", "क़लम", "कलम"),
    ("joiner", "ক্‍ষ", "ক্ষ"),
    ("amharic_homophones", "ፀሐይ", "ጸሃይ"),
    ("digits", "٢٠٣٠ २०३०", "2030 2030"),
    ("wide_letters", "Ｗｉｋｉ", "wiki"),
    ("katakana", "ウィキ", "うぃき"),
    ("decomposed_hangul", "위키", "위키"),
]


@pytest.mark.parametrize(("one", "other"), [each[1:] for each in ALIKE], ids=[each[0] for each in ALIKE])
def test_two_ways_to_type_give_the_same_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京都", ["東京", "京都", "都"]),
        ("ภาษาไทย", ["ภา", "าษ", "ษา", "าไ", "ไท", "ทย", "ย"]),
        ("မြန်မာ", ["မြန်", "န်မာ", "မာ"]),
        ("ភាសាខ្មែរ", ["ភាសា", "សាខ្", "ខ្មែ", "មែរ", "រ"]),
        ("위키백과", ["위키", "키백", "백과", "과"]),
        ("WikiCon東京", ["wikicon", "東京", "京"]),
    ],
    ids=["han", "thai", "burmese", "khmer", "hangul", "mixed"],
)
def test_scripts_without_spaces_give_pairs_of_letters(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_tibetan_is_parted_into_syllables() -> None:
    assert terms("བོད་ཡིག") == ["བོད", "ཡིག"]


@pytest.mark.parametrize("nothing", ["", "  \n", "?!… «»", "\x00\x01\u202e", "'’ʼ", "_", "́"], ids=range(7))
def test_what_holds_no_letter_gives_no_term(nothing: str) -> None:
    assert terms(nothing) == []


def test_places_of_terms_are_those_of_the_text_as_it_was_typed() -> None:
    text = "Ａ l'Éducation, 東京!"
    assert [text[word.start : word.end] for word in words(text)] == ["Ａ", "l'Éducation", "東京", "京"]


def test_short_words_keep_their_ending() -> None:
    assert terms("bus use des") == ["bus", "use", "des"]


def terms(text: str) -> list[str]:
    return [word.term for word in words(text)]
