"""The names of acts in the audit chain: one style, each with words, each written by some action."""

import ast
import re
from importlib import import_module
from pathlib import Path

from mutirao.base.acts import Act, registered_names

from .tree import PACKAGE, contexts, files, name_of

STYLE = re.compile(r"[a-z_]+\.[a-z_]+")


def acts_by_context() -> dict[str, type[Act]]:
    states = {name: PACKAGE / name / "states.py" for name in contexts()}
    modules = {name: import_module(f"mutirao.{name}.states") for name, path in states.items() if path.exists()}
    return {name: module.Act for name, module in modules.items() if hasattr(module, "Act")}


def actions_of(context: str) -> list[Path]:
    return [path for path in files(".py") if PACKAGE / context in path.parents and "migrations" not in path.parts]


def test_every_act_bears_the_name_of_its_context():
    wrong = [act for name, acts in acts_by_context().items() for act in acts if not act.startswith(f"{name}.")]
    badly_written = [act for acts in acts_by_context().values() for act in acts if not STYLE.fullmatch(act)]
    assert (wrong, badly_written) == ([], [])


def test_every_act_has_words_for_people():
    acts = [act for each in acts_by_context().values() for act in each]
    assert sorted(act for act in acts if act.value not in registered_names() or not act.label) == []


def test_every_act_is_written_by_an_action_of_its_context():
    unused = [
        act
        for name, acts in acts_by_context().items()
        for act in acts
        if not any(f"Act.{act.name}" in path.read_text() for path in actions_of(name) if path.name != "states.py")
    ]
    assert unused == []


def test_no_action_is_recorded_under_a_name_typed_by_hand():
    """A name that ``Act`` does not list would show to people as it is written in the database."""
    typed = [
        f"{name_of(path)}:{call.lineno}"
        for path in files(".py")
        if PACKAGE in path.parents
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.record"
        for argument in call.keywords
        if argument.arg == "action" and isinstance(argument.value, ast.Constant | ast.JoinedStr)
    ]
    assert typed == []
