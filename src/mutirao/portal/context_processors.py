"""What the frame of every page needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mutirao.accounts.addresses import absolute, contact_address
from mutirao.base.languages import direction, interface_language
from mutirao.portal.menu import menu


def page(request: HttpRequest) -> dict[str, Any]:
    """Language and direction of the page, the menu of languages, and the labels of mode and demonstration."""
    language = interface_language()
    return {
        "page_language": language,
        "page_direction": direction(language),
        "page_address": absolute(request.path),
        "page_languages": settings.LANGUAGES,
        "contact": contact_address(),
        "source_code": settings.MUTIRAO["SOURCE_CODE"],
        **menu(request.path),
        "is_local_mode": settings.LOCAL,
        "is_demonstration": settings.MUTIRAO["DEMONSTRATION"],
    }
