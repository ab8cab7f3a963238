"""How alike two names of communities are, so that nobody adds one a second time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from mutirao.movement.names import folded

# Half of the letters in common: "Wikimedia Brasil" and "Wiki Movimento Brasil" are worth a look.
ALIKE = 0.5
MOST_SHOWN = 5
# Words that say only that a name is one of a group of the movement.
_GENERIC_WORDS = """
wikimedia wikimedians wikipedia wikipedians wiki user users group groups community association foundation the of and
de del da do du des la le les el grupo usuarios usuários comunidade comunidad groupe utilisateurs communauté
مجموعة مستخدمي ويكيميديا ويكيميديون समूह विकिमीडिया
"""
_GENERIC = frozenset(folded(word) for word in _GENERIC_WORDS.split())


def most_alike[K](name: str, others: Mapping[K, Iterable[str]]) -> list[K]:
    """The keys of ``others`` (each with its folded names) that may be called ``name``, the most alike first."""
    wanted = _telling_words(folded(name))
    scores = {
        key: max((_likeness(wanted, _telling_words(other)) for other in names), default=0.0)
        for key, names in others.items()
    }
    alike = [key for key, score in scores.items() if score >= ALIKE]
    return sorted(alike, key=lambda key: -scores[key])[:MOST_SHOWN]


@lru_cache(maxsize=16384)
def _telling_words(name: str) -> frozenset[str]:
    """The words that tell a group from others; all of them if there are no such."""
    words = frozenset(name.split())
    return words - _GENERIC or words


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """1 if all words of one stand in the other, else Dice's coefficient of their letters: what is common over all."""
    if not one or not other:
        return 0.0
    if one <= other or other <= one:
        return 1.0
    mine, theirs = _pieces(one), _pieces(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


@lru_cache(maxsize=16384)
def _pieces(words: frozenset[str]) -> frozenset[str]:
    """Runs of three letters, the ends of words counted as one."""
    ended = [f" {word} " for word in words]
    return frozenset(word[start : start + 3] for word in ended for start in range(len(word) - 2))
