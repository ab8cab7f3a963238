"""Model fields of our own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from mutirao.base.text import Text


class TextByLanguage(models.JSONField):
    """One JSON column that reads and writes ``Text``; a plain ``str`` is taken as a text in English."""

    def __init__(self, *args: Any, max_length: int = 4000, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)
        self.text_length = max_length

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["max_length"] = self.text_length
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text | None:
        if isinstance(value, str) and not isinstance(expression, KeyTransform):
            return _read(value)
        loaded = super().from_db_value(value, expression, connection)
        return None if loaded is None else Text.from_json(loaded)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            return Text("en", {"en": value} if value else {})
        return Text.from_json(value) if isinstance(value, dict) else value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(_stored(self.to_python(value)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(_stored(self.to_python(value)), connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        return _stored(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(_stored(value), model_instance)
        if any(len(text) > self.text_length for text in value.texts.values()):
            raise ValidationError(
                _("This text is longer than %(limit)d characters."), params={"limit": self.text_length}
            )


@lru_cache(maxsize=4096)
def _read(stored: str) -> Text:
    """A page shows the same texts again and again; they are values, so all rows can share them."""
    return Text.from_json(json.loads(stored))


def _stored(value: Any) -> Any:
    return value.as_json() if isinstance(value, Text) else value


def _random_key() -> int:
    return secrets.randbelow(2**62) + 1


class RandomKey(models.BigAutoField):  # type: ignore[type-arg] # not generic at run time
    """A primary key that says nothing about when its row was written.

    An automatic field with a random value: on SQLite the key is the row id itself, which would tell the order.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", _random_key)
        kwargs.setdefault("primary_key", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["default"]
        return name, path, args, kwargs
