"""Nothing grows beyond what one reads in one go. An exception is a comment ``allow-size: reason``."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import files, name_of

FILE, CLASS, BODY, TEMPLATE = 400, 150, 40, 120
REASON = re.compile(r"(#|/\*|\{#) allow-size: \S+")


def judged(*suffixes: str) -> list[Path]:
    return [path for path in files(*suffixes) if "migrations" not in path.parts and not REASON.search(path.read_text())]


def too_long(source: str) -> Iterator[str]:
    """The classes and function bodies of ``source`` that are too long; a docstring does not count."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and node.end_lineno - node.lineno + 1 > CLASS:
            yield f"class {node.name}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body and body[-1].end_lineno - body[0].lineno + 1 > BODY:
                yield f"function {node.name}"


def test_files_are_short():
    long = {name_of(path): len(path.read_text().splitlines()) for path in judged(".py", ".css", ".js")}
    assert {name: lines for name, lines in long.items() if lines > FILE} == {}


def test_templates_are_short():
    long = {name_of(path): len(path.read_text().splitlines()) for path in judged(".html")}
    assert {name: lines for name, lines in long.items() if lines > TEMPLATE} == {}


def test_classes_and_functions_are_short():
    assert [f"{name_of(path)}: {what}" for path in judged(".py") for what in too_long(path.read_text())] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def act():\n" + "    x = 1\n" * BODY, []),
        ("def act():\n" + "    x = 1\n" * (BODY + 1), ["function act"]),
        ('def act():\n    """One.\n\n    Two."""\n' + "    x = 1\n" * BODY, []),
        ("class Act:\n" + "    x = 1\n" * CLASS, ["class Act"]),
    ],
)
def test_too_long_counts_body_lines(source, found):
    assert list(too_long(source)) == found
