"""The SQL of the search, the same on both databases: whole numbers only, so that scores are equal to the last digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# A word typed whole counts for more than a longer one that begins with it.
TYPED_WHOLE = 500
# How far one looks in order to see which word is the rarest.
ENOUGH = 1000
_POSTINGS = "base_searchposting"
_LAST = chr(0x10FFFF)


@dataclass(frozen=True)
class Slot:
    """One place of a question: any of ``terms``, or what begins with the only one."""

    terms: tuple[str, ...]
    is_prefix: bool = False

    @property
    def end(self) -> str:
        """Comes after all that begins so."""
        return self.terms[0] + _LAST

    @property
    def is_single(self) -> bool:
        return not self.is_prefix and len(self.terms) == 1


@dataclass(frozen=True)
class Part:
    """A piece of SQL with the values of its places."""

    sql: str
    values: tuple[Any, ...] = ()

    def __add__(self, other: Part) -> Part:
        return Part(self.sql + other.sql, self.values + other.values)


def numbers_of_postings(slots: Sequence[Slot]) -> Part:
    """One row: for each slot how many postings it has, up to ``ENOUGH``."""
    counts = [
        Part("(select count(*) from (select 1 as one from ")
        + Part(f"{_POSTINGS} p where ")
        + _fits(slot)
        + Part(f" limit {ENOUGH}) as few)")
        for slot in slots
    ]
    return Part("select ") + _joined(", ", counts)


def is_only_one(slot: Slot) -> Part:
    """One row: the first term that begins so, and the next; empty where there is none."""
    first = Part(f"(select min(p.term) from {_POSTINGS} p where ") + _fits(slot) + Part(")")  # noqa: S608 our own names
    beyond = Part(f"(select min(p.term) from {_POSTINGS} p where p.term > ")  # noqa: S608 our own names
    second = beyond + first + Part(" and p.term < %s)", (slot.end,))
    return Part("select ") + first + Part(", ") + second


def all_of(slots: Sequence[Slot]) -> Part:
    """Documents with every slot, with facet and score; the first slot should be the rarest."""
    first, *others = slots
    weights, joins, looked_up = ["p0.weight"], Part(""), Part("")
    for place, slot in enumerate(others, 1):
        if slot.is_single:
            joins += Part(
                f" join {_POSTINGS} p{place} on p{place}.document_id = p0.document_id and p{place}.term = %s",
                slot.terms,
            )
            weights.append(f"p{place}.weight")
        else:
            of_document = Part(f" from {_POSTINGS} p where p.document_id = p0.document_id and ") + _fits(slot)
            looked_up += Part(", (select ") + _best(slot) + of_document + Part(f") as weight{place}")
    selected = Part(f"select p0.document_id, p0.facet_id, {' + '.join(weights)} as score") + looked_up
    rows = selected + Part(" from ") + _driver(first) + joins + _only(first)
    names = [f"weight{place}" for place, slot in enumerate(others, 1) if not slot.is_single]
    if not names:
        return rows
    score = " + ".join(["score", *names])
    return (
        Part(f"select document_id, facet_id, {score} as score from (")  # noqa: S608 our own names
        + rows
        + Part(f") as looked_up where {' and '.join(f'{name} is not null' for name in names)}")
    )


def any_of(slots: Sequence[Slot], *, at_least: int) -> Part:
    """Documents with ``at_least`` so many of the slots; each more of them counts before all weights."""
    rows = [Part("select p.document_id, p.facet_id, ") + _best(slot) + _grouped(slot) for slot in slots]
    score = "cast(sum(weight) + 100000 * count(*) as bigint)"
    return (
        Part(f"select document_id, facet_id, {score} as score from (")  # noqa: S608 our own names
        + _joined(" union all ", [Part("select * from (") + row + Part(") as one") for row in rows])
        + Part(") as part group by document_id, facet_id having count(*) >= %s", (at_least,))
    )


def counts_and_best(
    hits: Part, *, facets: Sequence[int] | None, limit: int, offset: int, is_one_scan: bool = False
) -> Part:
    """Rows (0, facet, number of hits) for all hits, and (1, document, score) for the best within ``facets``.

    To go twice over one range of an index costs less than to write down what stood there.
    """
    chosen = Part("")
    if facets is not None:
        chosen = Part(f" where facet_id in ({_places(facets) or 'null'})", tuple(facets))
    return (
        Part(f"with hits as {'not materialized' if is_one_scan else 'materialized'} (")
        + hits
        + Part("), best as (select document_id, score from hits")
        + chosen
        + Part(" order by score desc, document_id limit %s offset %s)", (limit, offset))
        + Part(" select 0 as sort, facet_id as what, count(*) as number from hits group by facet_id")
        + Part(" union all select 1, document_id, score from best")
    )


def _driver(slot: Slot) -> Part:
    if slot.is_single:
        return Part(f"{_POSTINGS} p0")
    return Part("(select p.document_id, p.facet_id, ") + _best(slot) + _grouped(slot) + Part(") as p0")


def _only(slot: Slot) -> Part:
    return Part(" where p0.term = %s", slot.terms) if slot.is_single else Part("")


def _grouped(slot: Slot) -> Part:
    return Part(f" as weight from {_POSTINGS} p where ") + _fits(slot) + Part(" group by p.document_id, p.facet_id")


def _best(slot: Slot) -> Part:
    if not slot.is_prefix:
        return Part("max(p.weight)")
    return Part(f"max(p.weight + case when p.term = %s then {TYPED_WHOLE} else 0 end)", slot.terms)


def _fits(slot: Slot) -> Part:
    if slot.is_prefix:
        return Part("p.term >= %s and p.term < %s", (slot.terms[0], slot.end))
    return Part(f"p.term in ({_places(slot.terms)})", slot.terms)


def _places(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _joined(between: str, parts: Sequence[Part]) -> Part:
    return Part(between.join(part.sql for part in parts), tuple(value for part in parts for value in part.values))
