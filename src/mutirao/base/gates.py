"""The one way for a view to get an object: hidden is 404, refused is 403 with the reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import models
from django.http import Http404

from mutirao.base.prepared import Prepared
from mutirao.base.references import kind_of
from mutirao.base.verdicts import Verdict


def get_for[M: models.Model](
    user: Any,
    model: type[M],
    key: object,
    rule: Callable[[Any, M], Verdict] | None = None,
    *,
    related: tuple[str, ...] = (),
) -> M:
    """The object with public key ``key`` that ``user`` may see, after ``rule(user, object)`` agreed.

    ``related`` names foreign keys to join. Raises ``Http404`` when it is unknown or hidden, ``Refused`` when the
    rule says no.
    """
    found = _public(model, key, related) or _visible(user, model, key, related)
    if found is None:
        raise Http404
    if rule is not None:
        rule(user, found).or_refuse()
    return found


def _public[M: models.Model](model: type[M], key: object, related: tuple[str, ...]) -> M | None:
    query = public_query(model, related)
    return next(iter(query(key=key)), None) if query else None


@cache
def public_query[M: models.Model](model: type[M], related: tuple[str, ...]) -> Prepared[M] | None:
    """What everybody sees of a kind, by key, if its owner says it; written once for each choice of joined rows."""
    kind = kind_of(model)
    if kind.public is None:
        return None
    public: Callable[[], models.QuerySet[M]] = kind.public
    field: Any = model._meta.get_field(kind.key)
    return Prepared(
        lambda key: _joined(public(), related).filter(**{kind.key: key}),
        {"key": field},
        name=f"{__name__}.public {kind.name} {' '.join(related)}",
    )


def _visible[M: models.Model](user: Any, model: type[M], key: object, related: tuple[str, ...]) -> M | None:
    kind = kind_of(model)
    found: M | None = _joined(kind.visible_to(user), related).filter(**{kind.key: key}).first()
    return found


def _joined[M: models.Model](rows: models.QuerySet[M], related: tuple[str, ...]) -> models.QuerySet[M]:
    return rows.select_related(*related) if related else rows
