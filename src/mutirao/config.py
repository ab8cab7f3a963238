"""Every setting an operator can make: name, type, default and meaning, read from ``MUTIRAO_<NAME>``.

``docs/settings.md`` lists them; a test keeps the two alike.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutirao.base.errors import InputError


@dataclass(frozen=True)
class Setting:
    """One line of the table; the type of ``default`` decides how the text is read."""

    name: str
    default: str | int | bool
    meaning: str

    @property
    def variable(self) -> str:
        return f"MUTIRAO_{self.name}"

    def read(self, environment: Mapping[str, str]) -> Any:
        """The value from ``environment``; raises ``InputError`` naming the variable and what is allowed."""
        text = environment.get(self.variable)
        if text is None:
            return self.default
        if isinstance(self.default, bool):
            if text.lower() not in {"yes", "no"}:
                raise InputError(self.variable, allowed="yes or no", got=text)
            return text.lower() == "yes"
        if isinstance(self.default, int):
            if not text.isdigit():
                raise InputError(self.variable, allowed="a whole number", got=text)
            return int(text)
        return text


SETTINGS = (
    Setting("MODE", "local", "local: this machine only, with a labelled local login; public: for the world"),
    Setting("VAR", "var", "folder for the database, uploads, exports and outgoing letters"),
    Setting(
        "DATABASE_URL", "", "sqlite:///file or postgresql:///name?host=…&port=…&user=…; empty: a file in VAR"
    ),
    Setting("SECRET_KEY", "", "signs sessions; in local mode one is made and kept in VAR"),
    Setting("HOSTS", "", "host names we answer to, separated by commas; required in public mode"),
    Setting("PORT", 8000, "port of the web server"),
    Setting("ADDRESS", "127.0.0.1", "address the web server binds to; local mode always uses 127.0.0.1"),
    Setting("WEB_WORKERS", 2, "web server processes"),
    Setting("TRUSTED_PROXIES", 0, "how many proxies of ours stand before the server and add X-Forwarded-For"),
    Setting("OAUTH_CLIENT", "", "client id of the Wikimedia OAuth 2.0 consumer; required in public mode"),
    Setting("OAUTH_SECRET", "", "its secret; required in public mode"),
    Setting(
        "OAUTH_BASE",
        "https://meta.wikimedia.org/w",
        "address of the wiki that signs people in, up to rest.php",
    ),
    Setting(
        "CONTACT",
        "",
        "mail address or page that outgoing requests and the help page name; required in public mode",
    ),
    Setting("SMTP", "", "smtp://user:password@host:port; empty: letters go to files in VAR"),
    Setting("DEMONSTRATION", False, "label every page, chart and export; only `make demo` sets it"),
    Setting("UPLOAD_MEGABYTES", 10, "largest request body"),
)


def read_settings(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All settings by name; raises ``InputError`` for an unknown ``MUTIRAO_`` variable or a wrong value."""
    given = os.environ if environment is None else environment
    known = {setting.variable for setting in SETTINGS}
    for variable in given:
        if variable.startswith("MUTIRAO_") and variable not in known:
            raise InputError(variable, allowed=", ".join(sorted(known)), got=given[variable])
    values = {setting.name: setting.read(given) for setting in SETTINGS}
    if values["MODE"] not in {"local", "public"}:
        raise InputError("MUTIRAO_MODE", allowed="local or public", got=values["MODE"])
    values["VAR"] = Path(values["VAR"]).resolve()
    return values


def missing_in_public(values: Mapping[str, Any]) -> list[str]:
    """The variables without which public mode refuses to start."""
    required = ("SECRET_KEY", "HOSTS", "OAUTH_CLIENT", "OAUTH_SECRET", "CONTACT")
    return [f"MUTIRAO_{name}" for name in required if not values[name]]
