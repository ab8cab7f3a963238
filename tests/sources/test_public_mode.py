"""A public server starts only when it is set up for the world."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PUBLIC = {
    "MUTIRAO_MODE": "public",
    "MUTIRAO_SECRET_KEY": "Zq7-vW2kX9_pL4mN8rT1yB6cD3fG5hJ0sA-uE7iO2wQ9zK4xV8nM1bR6tY3",
    "MUTIRAO_HOSTS": "mutirao.example",
    "MUTIRAO_TRUSTED_PROXIES": "1",
    "MUTIRAO_OAUTH_CLIENT": "client",
    "MUTIRAO_OAUTH_SECRET": "secret",
    "MUTIRAO_CONTACT": "https://mutirao.example/contact",
    "MUTIRAO_SOURCE_CODE": "https://mutirao.example/source",
    "MUTIRAO_DATABASE_URL": "",
}


def mutirao(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUTIRAO_")}
    arguments = [sys.executable, "-m", "mutirao.cli", *command]
    return subprocess.run(arguments, cwd=ROOT, env={**kept, **variables}, capture_output=True, text=True, check=False)


def test_deployment_check_is_clean(tmp_path):
    found = mutirao("check", "--deploy", "--fail-level", "WARNING", MUTIRAO_VAR=str(tmp_path), **PUBLIC)
    assert (found.returncode, "no issues" in found.stdout + found.stderr) == (0, True)


@pytest.mark.parametrize("variable", [name for name in PUBLIC if name not in {"MUTIRAO_MODE", "MUTIRAO_DATABASE_URL"}])
def test_public_server_does_not_start_without(variable, tmp_path):
    found = mutirao(
        "serve", MUTIRAO_VAR=str(tmp_path), **{**PUBLIC, variable: "0" if PUBLIC[variable].isdigit() else ""}
    )
    assert found.returncode == 1
    assert found.stderr == f"mutirao: Public mode needs {variable}; see docs/settings.md.\n"
