"""Words of the interface kept as a text by language, for notices that are read later and in another language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from mutirao.base.text import Text


def in_every_language(message: str, **values: Any) -> Text:
    """``message``, marked with ``gettext_noop`` where it is written, in each interface language that has it.

    Lazy ``values`` are translated along: ``in_every_language(ASKED, role=Role.CURATOR.label)``.
    """
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            translated = gettext(message)
            if translated != message or code == settings.LANGUAGE_CODE:
                said = {name: str(value) for name, value in values.items()}
                texts[code] = translated % said if said else translated
    return Text(settings.LANGUAGE_CODE, texts)
