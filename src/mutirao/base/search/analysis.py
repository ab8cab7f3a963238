"""From text to the terms that the index holds: the same words however they are typed, on either database.

``docs/decisions/search.md`` says why it knows scripts but not languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise


def _ranges_of_marks() -> str:
    """All combining marks, as ranges of a character class."""
    blocks = (range(0x300, 0xABFF), range(0xFE20, 0xFE30), range(0x11000, 0x11FFF), range(0x1E900, 0x1E950))
    ranges: list[list[int]] = []
    for code in (code for block in blocks for code in block if unicodedata.category(chr(code)) in {"Mn", "Mc"}):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_MARKS = _ranges_of_marks()
_APOSTROPHES = "'’‘ʼʻʿʾ`´"
_JOINERS = "\u200c\u200d\u00ad"
# Thai, Lao, Burmese, Khmer, Tai scripts, kana, Han and Hangul: no spaces between words, or none that a search can
# trust.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf"
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\u1100-\u11ff\uac00-\ud7af\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}{_APOSTROPHES}{_JOINERS}])*")
_HYPHEN = re.compile("[-‐]")
_COMPOUND = re.compile(rf"{_WORD.pattern}(?:[-‐]{_WORD.pattern})+")
_RUN = re.compile(rf"[{_UNSPACED}][{_UNSPACED}{_MARKS}{_JOINERS}]*|[^{_UNSPACED}]+")
_CLUSTER = re.compile(rf".[{_MARKS}{_JOINERS}]*", re.DOTALL)
_UNSPACED_START = re.compile(rf"[{_UNSPACED}]")
# l'éducation, dell'arte, qu'on: what stands before the apostrophe is a word of its own, and says nothing.
_ELISION = re.compile(rf"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|dell|nell|all|sull)[{_APOSTROPHES}](?=[^\W_])", re.I)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$")

# Accents, vowel points, tone marks and nuktas; vowel signs and viramas of Indic scripts and the voicing of kana stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0730-\u074a\u07eb-\u07f3\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
_PLAIN = str.maketrans(
    # Latin letters that do not come apart, Arabic letters with several forms, chandrabindu.
    "øłđðħıŋٱىیېکگةەہۃھँ",
    "olddhinايييككههههه\u0902",
    f"{_APOSTROPHES}{_JOINERS}ـ",
)
_PAIRS = re.compile("[æœþ]")
_PAIR = {"æ": "ae", "œ": "oe", "þ": "th"}
# Both spellings of a nasal before a consonant are common in Hindi: हिन्दी, हिंदी.
_NASAL = re.compile("[ङञणनम]\u094d(?=[क-ह])")


def _ethiopic() -> dict[int, int]:
    """Letters that sound alike in Amharic: three of h, two of s, of ts and of the open vowel."""
    same = {0x1210: 0x1200, 0x1280: 0x1200, 0x12B8: 0x1200, 0x1220: 0x1230, 0x12D0: 0x12A0, 0x1340: 0x1338}
    table = {source + vowel: target + vowel for source, target in same.items() for vowel in range(7)}
    # The first and the fourth vowel sound alike after these two.
    for base in (0x1200, 0x12A0):
        table |= dict.fromkeys([base + 3, *(code for code, to in table.items() if to == base + 3)], base)
    return table


_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_LETTERS = {**_ethiopic(), **_KATAKANA}

_ARABIC_START = re.compile("^(?:وال|بال|كال|فال|لل|ال)(?=...)")
# What is added to a word to bend it, by script, and how many letters must be left.
_ENDINGS = (
    (
        re.compile("[а-яіїєґў]"),
        re.compile(
            "(?<=...)(?:иеи|иями|иях|иям|ами|ями|ого|его|ому|ему|ыми|ими|ию|ия|ии|ие|ах|ях|ов|ев|еи|ыи|ои|ая|яя|ое|ее"
            "|ые|ам|ям|ом|ем|ью|[аяоеиыуюьі])$"
        ),
    ),
    (re.compile("[\u0621-\u064a]"), re.compile("(?<=...)(?:ات|ون|ين|ان|ها|يه|ه|ي)$")),
    (
        re.compile("[\u0904-\u0939]"),
        re.compile("(?<=..)(?:ियों|ियां|ाओं|ाएं|ुओं|ों|ें|ीं|ओं|एं|[ािीुूेो])$"),
    ),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A term and where in the text it stands; ``is_extra`` repeats what other terms say, so no question asks for it."""

    term: str
    start: int
    end: int
    is_extra: bool = False


def words(text: str) -> Iterator[Word]:
    """The terms of ``text`` in their order; scripts without spaces give each pair of neighbouring letters."""
    for found in _WORD.finditer(text):
        if found.group().isascii() and found.group().isalnum():
            yield Word(stem(found.group().lower()), *found.span())
            continue
        for run in _RUN.finditer(found.group()):
            start = found.start() + run.start()
            if _UNSPACED_START.match(run.group()):
                yield from _pairs(run.group(), start)
            elif term := stem(folded(_without_elision(run.group()))):
                yield Word(term, start, start + len(run.group()))
    for found in _COMPOUND.finditer(text) if _HYPHEN.search(text) else ():
        # Edit-a-thon is found as editathon too.
        yield Word(stem(folded(_HYPHEN.sub("", found.group()))), *found.span(), is_extra=True)


@lru_cache(maxsize=16384)
def folded(word: str) -> str:
    """``word`` without case, accents, and the choices that people make differently when they type."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = _PAIRS.sub(lambda found: _PAIR[found.group()], unicodedata.normalize("NFKC", word).casefold())
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", plain.translate(_PLAIN)))
    whole = unicodedata.normalize("NFC", bare).translate(_LETTERS)
    return _NASAL.sub("\u0902", "".join(str(unicodedata.decimal(letter, letter)) for letter in whole))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A folded word without the endings that most often only bend it; both the text and the query lose them."""
    if word.isascii():
        return _latin_stem(word)
    for script, endings in _ENDINGS:
        if script.search(word):
            return endings.sub("", _ARABIC_START.sub("", word))
    return word


def _latin_stem(word: str) -> str:
    """Plurals of English, French, Spanish and Portuguese, and the -y that becomes -ies."""
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("oes"):
        return f"{word[:-3]}ao"
    bare = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    if len(bare) > 3 and bare.endswith("e"):
        bare = bare[:-1]
    return f"{bare[:-1]}i" if len(bare) > 3 and bare.endswith("y") else bare


def _without_elision(word: str) -> str:
    return _POSSESSIVE.sub("", _ELISION.sub("", word, count=1))


def _pairs(run: str, start: int) -> Iterator[Word]:
    letters = [(folded(found.group()), start + found.start(), start + found.end()) for found in _CLUSTER.finditer(run)]
    letters = [each for each in letters if each[0]]
    for (letter, begin, _), (following, _, end) in pairwise(letters):
        yield Word(letter + following, begin, end)
    if letters:
        # A search for one letter finds it as the beginning of a pair; the last one begins none.
        yield Word(*letters[-1], is_extra=len(letters) > 1)
