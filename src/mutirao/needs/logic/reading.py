"""Reading an expression: tokens, then operators by their strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from mutirao.needs.logic.evaluating import FUNCTIONS
from mutirao.needs.logic.patterns import why_refused
from mutirao.needs.logic.tree import Answer, Call, Column, Expression, Here, Literal, Unreadable

LONGEST = 1000
DEEPEST = 40
# From loose to tight; those of one strength are read from left to right.
STRENGTH = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |(?P<text>'[^']*'|"[^"]*")
    |\$\{\s*(?P<answer>[^{}]+?)\s*\}
    |(?P<word>[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)
    |(?P<sign><=|>=|!=|\.\.|[-=<>+*(),.])
    |(?P<end>$)
    )""",
    re.VERBOSE,
)
# Word processors and spreadsheets turn quotation marks into these.
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    place: int


@lru_cache(maxsize=4096)
def read(source: str) -> Expression:
    """The tree of ``source``. Raises ``Unreadable`` with what is not supported and where it stands."""
    if len(source) > LONGEST:
        raise Unreadable(_("An expression has at most %(n)d characters.") % {"n": LONGEST}, LONGEST)
    reader = _Reader(list(_tokens(source.translate(_STRAIGHT))))
    expression = reader.expression(0, depth=0)
    reader.expect("end", "")
    return expression


def _tokens(source: str) -> Iterator[Token]:
    place, kind = 0, ""
    while kind != "end":
        found = _TOKEN.match(source, place)
        if found is None:
            rest = source[place:].lstrip()
            raise Unreadable(_("“%(sign)s” is not supported.") % {"sign": rest[:1]}, len(source) - len(rest) + 1)
        kind = found.lastgroup or "end"
        yield Token(kind, found.group(kind), found.start(kind) + 1)
        place = found.end()


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.index = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        taken = self.token
        self.index += 1
        return taken

    def expect(self, kind: str, text: str) -> None:
        token = self.token
        if (token.kind, token.text) != (kind, text):
            found = token.text or _("the end")
            wanted = text or _("the end")
            message = _("Here stands “%(found)s” where “%(wanted)s” was expected.")
            raise Unreadable(message % {"found": found, "wanted": wanted}, token.place)
        self.index += 1

    def expression(self, strength: int, *, depth: int) -> Expression:
        if depth > DEEPEST:
            raise Unreadable(_("Too many brackets stand in one another."), self.token.place)
        left = self.operand(depth)
        while self.token.kind in {"sign", "word"} and strength < (own := STRENGTH.get(self.token.text, 0)):
            operator = self.take().text
            left = Call(operator, (left, self.expression(own, depth=depth + 1)))
        return left

    def operand(self, depth: int) -> Expression:
        token = self.take()
        if token.kind == "number":
            return Literal(float(token.text))
        if token.kind == "text":
            return Literal(token.text[1:-1])
        if token.kind == "answer":
            return Answer(token.text)
        if token.kind == "word":
            return self.call(token, depth) if self.token.text == "(" else Column(token.text)
        return self.signed(token, depth)

    def signed(self, token: Token, depth: int) -> Expression:
        if token.text == ".":
            return Here()
        if token.text == "-":
            return Call("-", (Literal(0.0), self.expression(6, depth=depth + 1)))
        if token.text == "(":
            inside = self.expression(0, depth=depth + 1)
            self.expect("sign", ")")
            return inside
        if token.kind == "end":
            raise Unreadable(_("The expression ends too early."), token.place)
        raise Unreadable(_("“%(sign)s” is not supported.") % {"sign": token.text}, token.place)

    def call(self, token: Token, depth: int) -> Expression:
        known = FUNCTIONS.get(token.text)
        if known is None:
            raise Unreadable(_("The function %(name)s() is not supported.") % {"name": token.text}, token.place)
        self.expect("sign", "(")
        arguments: list[Expression] = []
        while self.token.text != ")" or self.token.kind != "sign":
            if arguments:
                self.expect("sign", ",")
            arguments.append(self.expression(0, depth=depth + 1))
        self.expect("sign", ")")
        if not known.fewest <= len(arguments) <= known.most:
            message = _("The function %(name)s() cannot take %(n)d values.")
            raise Unreadable(message % {"name": token.text, "n": len(arguments)}, token.place)
        if token.text == "regex":
            _refuse_bad_pattern(arguments[1], token)
        return Call(token.text, tuple(arguments))


def _refuse_bad_pattern(pattern: Expression, token: Token) -> None:
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        raise Unreadable(_("The pattern of regex() must be a text in quotation marks."), token.place)
    if reason := why_refused(pattern.value):
        raise Unreadable(reason, token.place)
