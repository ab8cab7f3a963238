"""Skip logic on a device gives what the server gives, case by case."""

import gzip
import json
from pathlib import Path

from mutirao import needs
from mutirao.needs.logic import as_json, read

CASES = json.loads((Path(__file__).parents[1] / "needs/logic/cases.json").read_text())
SCRIPT = Path(needs.__file__).parent / "static/needs/logic.js"
EVALUATE_ALL = """([trees, around]) => trees.map((tree) => {
  const value = needsLogic.evaluate(tree, around);
  return Number.isNaN(value) ? "NaN" : value;
})"""


def test_script_gives_what_the_table_says(browser):
    trees = [as_json(read(source)) for source, _value in CASES["cases"]]
    around = {name: CASES[name] for name in ("answers", "here", "columns", "today")}
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)

    values = page.evaluate(EVALUATE_ALL, [trees, around])

    page.close()
    assert dict(zip([source for source, _value in CASES["cases"]], values, strict=True)) == dict(CASES["cases"])


def test_script_is_small():
    assert len(gzip.compress(SCRIPT.read_bytes())) < 3_000
