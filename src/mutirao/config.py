"""Every setting an operator can make: name, type, default and meaning, read from ``MUTIRAO_<NAME>``.

``docs/settings.md`` lists them; a test keeps the two alike.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

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
    Setting("DATABASE_URL", "", "sqlite:///file or postgresql:///name?host=…&port=…&user=…; empty: a file in VAR"),
    Setting("SECRET_KEY", "", "signs sessions; in local mode one is made and kept in VAR"),
    Setting("HOSTS", "", "host names we answer to, separated by commas; required in public mode"),
    Setting("PORT", 8000, "port of the web server"),
    Setting("ADDRESS", "127.0.0.1", "address the web server binds to; local mode always uses 127.0.0.1"),
    Setting("WEB_WORKERS", 2, "web server processes"),
    Setting(
        "TRUSTED_PROXIES",
        0,
        "how many proxies of ours stand before the server and add X-Forwarded-For; public mode needs one, for https",
    ),
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
        "mail address or page of the people who run this, named at the foot of each page; required in public mode",
    ),
    Setting(
        "SOURCE_CODE",
        "",
        "address of the source code that runs here, which each page links to; required in public mode",
    ),
    Setting("CHECK_LINKS", False, "follow the links of the library by itself, a few an hour"),
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
    required = ("SECRET_KEY", "HOSTS", "TRUSTED_PROXIES", "OAUTH_CLIENT", "OAUTH_SECRET", "CONTACT", "SOURCE_CODE")
    return [f"MUTIRAO_{name}" for name in required if not values[name]]


def kept_secret_key(var: Path) -> str:
    """The key of local mode, made at the first start and kept in ``var``."""
    kept = var / "secret_key"
    if not kept.exists():
        var.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def database(url: str, var: Path) -> dict[str, Any]:
    """Django's description of the database at ``url``; empty means a SQLite file in ``var``."""
    address = urlsplit(url or f"sqlite:///{var / 'mutirao.sqlite3'}")
    if address.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(address.path.removeprefix("/")) if url else var / "mutirao.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was acknowledged survives a power cut.
                # secure_delete: erased text leaves the file.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456; "
                "PRAGMA secure_delete=ON;",
            },
        }
    query = {key: values[-1] for key, values in parse_qs(address.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.path.removeprefix("/"),
        "HOST": query.get("host") or address.hostname or "",
        "PORT": query.get("port") or address.port or "",
        "USER": query.get("user") or unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mailer(smtp: str, var: Path) -> dict[str, Any]:
    """Django's description of how letters go out: by SMTP, or as files in ``var``."""
    if not smtp:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": var / "letters"},
        }
    server = urlsplit(smtp)
    options = {
        "host": server.hostname or "",
        "port": server.port or 587,
        "username": unquote(server.username or ""),
        "password": unquote(server.password or ""),
        "use_tls": True,
        "timeout": 10,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def sign_in_hosts(values: Mapping[str, Any]) -> list[str]:
    """Where the sign-in form may lead: all hosts of the wiki's family, in public mode only."""
    if values["MODE"] == "local":
        return []
    wiki = urlsplit(values["OAUTH_BASE"])
    family = ".".join((wiki.hostname or "").split(".")[-2:])
    # An address such as 127.0.0.1 has no family.
    return [f"{wiki.scheme}://{wiki.netloc}"] if family.isdigit() or wiki.port else [f"{wiki.scheme}://*.{family}"]
