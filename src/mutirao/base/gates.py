"""The one way for a view to get an object: hidden is 404, refused is 403 with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import Http404

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
    kind = kind_of(model)
    rows = kind.visible_to(user)
    if related:
        rows = rows.select_related(*related)
    found: M | None = rows.filter(**{kind.key: key}).first()
    if found is None:
        raise Http404
    if rule is not None:
        rule(user, found).or_refuse()
    return found
