"""Making a release: read and count outside of any transaction, then write all of it in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.base import audit, clock, news
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import Refused
from mutirao.base.locks import wait_for
from mutirao.base.references import Reference
from mutirao.needs.actions import release_rows
from mutirao.needs.analysis.counted import CountedAskings, count
from mutirao.needs.analysis.figures import Figures, figures
from mutirao.needs.analysis.gathering import Gathered, fingerprint, gather
from mutirao.needs.analysis.moves import Told, moves
from mutirao.needs.analysis.parameters import PROCEDURE, as_json
from mutirao.needs.models import Estimate, Release
from mutirao.needs.queries import releases as queries
from mutirao.needs.queries.published import newest_release
from mutirao.needs.rules import releases as rules
from mutirao.needs.states import Act
from mutirao.sources.loading import code_version

IN_ONE_STATEMENT = 2_000


@dataclass(frozen=True)
class Made:
    """Everything that a release says, before it is written."""

    gathered: Gathered
    counted: CountedAskings
    figures: Figures
    seed: int


def make_release(*, by: User | None, seed: int | None = None) -> Release:
    """The next release, from all that counts today; ``by`` is None for the weekly run.

    The seed is the number of the release unless given. Raises ``Refused`` to who may not, and to the second of two
    who make one at the same time: nothing of theirs is kept.
    """
    if by is not None:
        rules.can_make_release(by).or_refuse()
    before = newest_release()
    number = before.number + 1 if before else 1
    gathered = gather()
    counted = count(gathered.material)
    drawn_with = number if seed is None else seed
    found = figures(
        gathered.material,
        counted,
        gathered.known,
        today=clock.today(),
        seed=drawn_with,
    )
    return _store(made=Made(gathered, counted, found, drawn_with), number=number, before=before, by=by)


def make_due_release() -> Release | None:
    """The release of the week, if anything has closed or been withdrawn since the one before."""
    return make_release(by=None) if queries.is_release_due() else None


@transaction.atomic
def ask_for_release(*, by: User) -> None:
    """An administrator does not wait for the weekly one; it is made in the background."""
    rules.can_make_release(by).or_refuse()
    newest = newest_release()
    next_one = Reference(Release.kind, str(newest.number + 1 if newest else 1))
    audit.record(subject=next_one, action=Act.RELEASE_ASKED, by=by, facts={})
    news.announce("needs.release_asked", subject=next_one, payload={})


@transaction.atomic
def _store(*, made: Made, number: int, before: Release | None, by: User | None) -> Release:
    wait_for("needs.release")
    newest = newest_release()
    if (newest.number if newest else 0) != number - 1:
        raise Refused(_("Somebody else has just made this release. Yours was not kept."))
    release = _release(made, number, before)
    estimates = release_rows.estimates(made.gathered, made.figures)
    earlier = queries.earlier_estimates(before) if before else ()
    moved = moves(
        {(row[0], row[1]): Told(*row[2:]) for row in earlier},
        release_rows.told(estimates),
        {skill.pk: skill.slug for skill in made.gathered.skills},
        same_procedure=release.is_comparable,
    )
    release.moved = dict(moved.totals)
    release.save(force_insert=True)
    _insert_table(Estimate, release, estimates)
    for rows in (
        release_rows.counted_askings(release, made.gathered, made.counted),
        release_rows.community_results(release, made.gathered, made.counted, made.figures, moved),
        release_rows.skill_results(release, made.gathered, made.figures),
        release_rows.region_results(release, made.gathered, made.figures),
    ):
        _insert(rows)
    facts: dict[str, JSON] = {"number": release.number, "fingerprint": release.input_fingerprint, "seed": release.seed}
    audit.record(subject=release.reference, action=Act.RELEASE_MADE, by=by, facts=facts)
    news.announce("needs.release_made", subject=release.reference, payload={"number": release.number})
    return release


def _release(made: Made, number: int, before: Release | None) -> Release:
    own = made.figures.own
    people = [made.counted.wholes[place]["people"] for place in own.whole if place >= 0]
    return Release(
        number=number,
        made_at=clock.now(),
        procedure=PROCEDURE,
        code_version=code_version(),
        seed=made.seed,
        input_fingerprint=fingerprint(made.gathered, made.counted),
        parameters=as_json(),
        has_model=bool(made.figures.estimates.is_modelled.any()),
        n_communities=len(people),
        n_answers=round(sum(people), -1),
        is_comparable=before is not None and before.procedure.split(".")[0] == PROCEDURE.split(".")[0],
    )


def _insert(rows: Sequence[Model]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=IN_ONE_STATEMENT)


def _insert_table(model: type[Model], release: Release, columns: release_rows.Columns) -> None:
    """By column, without an object for each row: a movement has some seventy thousand."""
    names = ", ".join(["release_id", *columns])
    places = ", ".join(["%s"] * (1 + len(columns)))
    rows = list(zip(repeat(release.pk), *columns.values(), strict=False))
    with connection.cursor() as cursor:
        # Names of our own columns; the values are parameters.
        cursor.executemany(f"insert into {model._meta.db_table} ({names}) values ({places})", rows)  # noqa: S608
