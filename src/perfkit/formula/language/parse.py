"""The parser: a text of the formula language and the names in scope become a typed tree.

Products bind closer than sums, sums closer than comparisons, then follow ``not``, ``and``, ``or``; signs of one rank
are read from left to right. The parser is ours on purpose: no formula ever reaches Python's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NoReturn, cast

from perfkit.errors import NOWHERE, Fault, FormulaError, Place
from perfkit.formula.language.checked import Checked
from perfkit.formula.language.functions import FUNCTIONS, LIST_WORDS
from perfkit.formula.language.kinds import Kind, Labels, NodeKind, Records
from perfkit.formula.language.meant import as_meant
from perfkit.formula.language.printed import BINDING, COMPARED, NOT, PHRASE, PRODUCT, SUM
from perfkit.formula.language.slips import BRANCH_WORDS
from perfkit.formula.language.tokens import Token, tokens
from perfkit.formula.language.tree import Expr, FunctionName, Join, ListWord, Number, Relation, Sign

DEEPEST = 40

_NO_CONSTANTS: Mapping[str, Expr] = {}


def parse(
    text: str,
    scope: Mapping[str, Kind],
    place: Place = NOWHERE,
    *,
    wanted: NodeKind | None = None,
    constants: Mapping[str, Expr] = _NO_CONSTANTS,
) -> Expr:
    """The tree of a formula.

    Args:
        text: the formula, at most 1 000 characters and 400 words and signs, nested at most 40 deep.
        scope: the kind of every name it may use. The options of labels are names too, and so are, inside a list word,
            the fields of its records.
        place: where it stands; faults add the character.
        wanted: what the whole must give, ``number``, ``truth`` or labels; None for any.
        constants: names that stand for a formula without names, which is put in their place.

    Raises:
        FormulaError: every unknown name, every fault of kind and every slip that has one meaning, and at most one
            fault of syntax, in the order of the text.
    """
    known = {*scope, *constants, *_inner_names(scope)}
    found = as_meant(tokens(text, place), known, place)
    checked = Checked(scope, constants, place)
    checked.faults += [token.fault for token in found if token.fault is not None and token.kind != "bad"]
    try:
        expr = _Parser(found, known, checked).whole()
    except FormulaError as error:
        raise FormulaError(_in_order([*checked.faults, *error.faults])) from None
    if wanted is not None:
        checked.wanted(expr, wanted)
    if checked.faults:
        raise FormulaError(_in_order(checked.faults))
    return expr


def _inner_names(scope: Mapping[str, Kind]) -> Iterator[str]:
    """Options of labels, fields of records, and the options of such fields."""
    for kind in scope.values():
        if isinstance(kind, Records):
            yield from kind.fields
            yield from _inner_names(kind.fields)
        elif isinstance(kind, Labels):
            yield from kind.options


def _in_order(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.place.character or 0)


class _Parser:
    """Operator precedence parsing: one loop for the signs between operands, one function for an operand."""

    def __init__(self, found: list[Token], known: set[str], checked: Checked) -> None:
        self._found = found
        self._known = known
        self._checked = checked
        self._next = 0
        self._depth = -1

    @property
    def _token(self) -> Token:
        return self._found[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _before(self) -> Token | None:
        return self._found[self._next - 1] if self._next else None

    def whole(self) -> Expr:
        if self._token.text == "=" and self._token.kind == "sign":
            self._checked.faults.append(self._checked.fault("leading-equals", self._take().character))
        expr = self._expression(PHRASE)
        if self._token.kind != "end":
            self._refuse_behind_value()
        return expr

    def _expression(self, around: int) -> Expr:
        """Operands and the signs between them, as long as the signs bind closer than ``around``."""
        left = self._operand()
        while self._token.kind == "sign" and (binding := BINDING.get(self._token.text, PHRASE)) > around:
            sign = self._take()
            right = self._expression(binding)
            if binding == COMPARED and BINDING.get(self._token.text) == COMPARED:
                self._refuse("chained", self._token, first=sign.text, second=self._token.text)
            left = self._joined(sign, binding, left, right)
        return left

    def _joined(self, sign: Token, binding: int, left: Expr, right: Expr) -> Expr:
        if binding in (SUM, PRODUCT):
            return self._checked.arithmetic(cast("Sign", sign.text), left, right, sign.character)
        if binding == COMPARED:
            return self._checked.comparison(cast("Relation", sign.text), left, right)
        return self._checked.junction(cast("Join", sign.text), left, right)

    def _operand(self) -> Expr:
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse("too-deep", self._token, most=DEEPEST)
        expr = self._operand_at(self._token)
        self._depth -= 1
        return expr

    def _operand_at(self, token: Token) -> Expr:
        if token.kind == "number":
            self._take()
            return Number(token.text, token.character)
        if token.kind == "name":
            return self._name()
        if token.kind == "sign" and token.text == "-":
            self._take()
            return self._checked.negative(self._operand(), token.character)
        if token.kind == "sign" and token.text == "not":
            self._take()
            return self._checked.opposite(self._expression(NOT), token.character)
        if token.kind == "sign" and token.text == "(":
            self._take()
            expr = self._expression(PHRASE)
            self._close(token)
            return expr
        return self._refuse_as_operand(token)

    def _name(self) -> Expr:
        token = self._take()
        called = self._token.kind == "sign" and self._token.text == "("
        if token.text in FUNCTIONS:
            if not called and token.text == "if":
                self._refuse("branch", token, found=token.text)
            if not called:
                self._refuse("no-bracket", self._token, found=token.text)
            return self._checked.call(cast("FunctionName", token.text), self._arguments(), token.character)
        if token.text in LIST_WORDS and token.text not in self._known:
            if not called:
                self._refuse("no-bracket", self._token, found=token.text)
            return self._over(token.text, token)
        if token.text in self._known:
            return self._checked.name(token)
        if token.text.casefold() in BRANCH_WORDS:
            self._refuse("branch", token, found=token.text)
        if called:
            self._arguments()
            return self._checked.unknown_function(token)
        return self._checked.name(token)

    def _over(self, word: ListWord, token: Token) -> Expr:
        """A list word: the name of a list, and what is asked of each of its records."""
        opening, records = self._take(), self._token
        if records.kind == "number" or records.text in ("(", "-", "not"):
            self._refuse("list-needed", records, word=word, found=records.text)
        if records.kind != "name":
            self._refuse_as_operand(records)
        self._take()
        fields = self._checked.fields_of(records, word)
        body: Expr | None = None
        if self._token.kind == "sign" and self._token.text == ",":
            self._take()
            with self._checked.inside(fields):
                body = self._expression(PHRASE)
        self._close(opening)
        return self._checked.over(word, records, fields, body, token.character)

    def _arguments(self) -> list[Expr]:
        opening = self._take()
        if self._token.kind == "sign" and self._token.text == ")":
            self._take()
            return []
        found = [self._expression(PHRASE)]
        while self._token.kind == "sign" and self._token.text == ",":
            self._take()
            found.append(self._expression(PHRASE))
        self._close(opening)
        return found

    def _close(self, opening: Token) -> None:
        token = self._token
        if token.kind == "sign" and token.text == ")":
            self._take()
        elif token.kind == "end" or token.text == ",":
            self._refuse("unclosed", token, opened=opening.character)
        else:
            self._refuse_behind_value()

    def _refuse(self, code: str, token: Token, **arguments: object) -> NoReturn:
        raise FormulaError(self._checked.fault(code, token.character, **arguments))

    def _refuse_as_operand(self, token: Token) -> NoReturn:
        """A value was needed, and something else stands here."""
        if token.fault is not None and token.kind == "bad":
            raise FormulaError(token.fault)
        before = self._before()
        if before is not None and (token.kind == "end" or token.text in ("(", ")", ",")):
            self._refuse("nothing-behind", token, before=before.text)
        self._refuse("out-of-place", token, found=token.text)

    def _refuse_behind_value(self) -> NoReturn:
        """A value ended, and something stands behind it that cannot go on."""
        token = self._token
        if token.fault is not None and token.kind == "bad":
            raise FormulaError(token.fault)
        if token.text.casefold() in BRANCH_WORDS and token.text not in self._known:
            self._refuse("branch", token, found=token.text)
        if token.kind == "sign" and token.text in (")", ","):
            self._refuse("out-of-place", token, found=token.text)
        self._refuse("no-sign", token, found=token.text)
