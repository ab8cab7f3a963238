"""The command says what is wrong in one sentence."""

import os
import subprocess
import sys


def test_a_database_without_tables_is_one_sentence(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "mutirao.cli", "audit"],
        env=os.environ | {"MUTIRAO_VAR": str(tmp_path), "MUTIRAO_DATABASE_URL": ""},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert ran.stderr.endswith(
        "mutirao: This database lacks tables. Run `mutirao migrate` first; `mutirao serve` does it by itself.\n"
    )
    assert "Traceback" not in ran.stderr
