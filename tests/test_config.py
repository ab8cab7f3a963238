"""What the settings are built from."""

from pathlib import Path

import pytest

from mutirao import config
from mutirao.base.errors import InputError

VAR = Path("/nowhere")


def test_an_unknown_variable_is_named():
    with pytest.raises(InputError, match="MUTIRAO_MOOD"):
        config.read_settings({"MUTIRAO_MOOD": "good"})


@pytest.mark.parametrize(
    ("variable", "value"),
    [("MUTIRAO_PORT", "many"), ("MUTIRAO_DEMONSTRATION", "perhaps"), ("MUTIRAO_MODE", "secret")],
)
def test_a_wrong_value_is_named(variable, value):
    with pytest.raises(InputError, match=f"{variable}: expected .*, got '{value}'"):
        config.read_settings({variable: value})


def test_public_mode_names_what_it_misses():
    values = config.read_settings({"MUTIRAO_MODE": "public", "MUTIRAO_HOSTS": "example.org"})
    assert config.missing_in_public(values) == [
        "MUTIRAO_SECRET_KEY",
        "MUTIRAO_TRUSTED_PROXIES",
        "MUTIRAO_OAUTH_CLIENT",
        "MUTIRAO_OAUTH_SECRET",
        "MUTIRAO_CONTACT",
        "MUTIRAO_SOURCE_CODE",
    ]


def test_the_database_is_a_file_in_var_unless_an_address_is_given():
    assert config.database("", VAR)["NAME"] == VAR / "mutirao.sqlite3"
    assert config.database("sqlite:////data/mutirao%20two.sqlite3", VAR)["NAME"] == "/data/mutirao two.sqlite3"
    chosen = config.database("postgresql://app:p%40ss@/mutirao?host=/run/pg&port=5433", VAR)
    assert [chosen[key] for key in ("ENGINE", "NAME", "HOST", "PORT", "USER", "PASSWORD")] == [
        "django.db.backends.postgresql",
        "mutirao",
        "/run/pg",
        "5433",
        "app",
        "p@ss",
    ]


def test_letters_go_by_smtp_or_into_a_folder():
    assert config.mailer("", VAR)["OPTIONS"] == {"file_path": VAR / "letters"}
    options = config.mailer("smtp://a%40b:c@mail.example.org:2525", VAR)["OPTIONS"]
    assert [options[key] for key in ("host", "port", "username", "password", "use_tls")] == [
        "mail.example.org",
        2525,
        "a@b",
        "c",
        True,
    ]


@pytest.mark.parametrize(
    ("mode", "wiki", "hosts"),
    [
        ("local", "https://meta.wikimedia.org/w", []),
        ("public", "https://meta.wikimedia.org/w", ["https://*.wikimedia.org"]),
        ("public", "http://127.0.0.1:8080/w", ["http://127.0.0.1:8080"]),
    ],
)
def test_the_sign_in_form_leads_to_the_wikis_family_only(mode, wiki, hosts):
    assert config.sign_in_hosts({"MODE": mode, "OAUTH_BASE": wiki}) == hosts


def test_the_key_of_local_mode_is_made_once_and_read_by_its_owner_only(tmp_path):
    key = config.kept_secret_key(tmp_path)
    assert len(key) >= 50
    assert config.kept_secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
