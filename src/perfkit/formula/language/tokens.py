"""A formula cut into words and signs, each with its character.

Nothing is refused here but length: what cannot be used becomes a ``bad`` token, which the parser reports where it
meets it, so that faults come in the order of reading.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from perfkit.errors import Fault, FormulaError, Place, quoted
from perfkit.formula.language.slips import LOOK_ALIKE_SIGNS, MEANT_SIGNS, UNUSABLE

LONGEST_TEXT = 1_000
MOST_TOKENS = 400
MOST_DIGITS = 20
LONGEST_NAME = 64

TokenKind: TypeAlias = Literal["number", "name", "sign", "bad", "end"]


@frozen
class Token:
    """One word, number or sign.

    Attributes:
        kind: ``bad`` cannot be used and carries the fault; ``end`` stands behind the last one.
        text: with full-width signs folded; ``and``, ``or`` and ``not`` are signs.
        character: where it begins, from 1.
        fault: for a ``bad`` token why, for any other a slip that was understood all the same.
    """

    kind: TokenKind
    text: str
    character: int
    fault: Fault | None = None


_FULL_WIDTH = {0xFF01 + step: 0x21 + step for step in range(94) if not chr(0x21 + step).isalpha()}
_FOLDED = _FULL_WIDTH | str.maketrans("×÷﹪\u3000\u00a0", "*/%  ")
_EQUAL_SIGNS = {"≥": ">=", "≤": "<=", "≠": "<>"}
WORD_SIGNS = ("and", "or", "not")

_TOKEN = re.compile(
    r"""(?P<blank>[ \t]+)
      | (?P<number>(?:[0-9]|\.(?=[0-9]))[0-9.]*(?:[ ]*%)?)
      | (?P<name>[^\W\d]\w*)
      | (?P<sign>==|!=|=>|=<|<>|<=|>=|&&|\|\||\*\*|//|.)""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
_TAIL = re.compile(r"\w+")
_SIGNS = frozenset(("+", "-", "*", "/", "(", ")", ",", "<", ">", "=", "<=", ">=", "<>"))


def tokens(text: str, place: Place) -> list[Token]:
    """The tokens of ``text`` with an ``end`` behind them. Raises :class:`FormulaError` for empty or overlong text."""
    if len(text) > LONGEST_TEXT:
        fault = Fault("formula.too-long", evolve(place, character=LONGEST_TEXT + 1), {"most": LONGEST_TEXT})
        raise FormulaError(fault)
    folded = text.translate(_FOLDED)
    found: list[Token] = []
    position = 0
    while match := _TOKEN.match(folded, position):
        if match.lastgroup != "blank":
            found += _read(match, text, place)
        position = match.end()
        if len(found) > MOST_TOKENS:
            where = evolve(place, character=found[MOST_TOKENS].character)
            raise FormulaError(Fault("formula.too-many-parts", where, {"most": MOST_TOKENS}))
    if not found:
        raise FormulaError(Fault("formula.empty", evolve(place, character=1)))
    return [*found, Token("end", "", len(folded.rstrip(" \t")) + 1)]


def _read(match: re.Match[str], text: str, place: Place) -> list[Token]:
    """One token; a number with letters behind it makes two, the second bad."""
    word, start = match[0], match.start()
    where = evolve(place, character=start + 1)
    if match.lastgroup == "number":
        return _number(match, place)
    if match.lastgroup == "name":
        return [_name(word, where)]
    return [_sign(word, text[start : match.end()], where)]


def _number(match: re.Match[str], place: Place) -> list[Token]:
    word, start = match[0].replace(" ", ""), match.start()
    digits = word.removesuffix("%")
    where = evolve(place, character=start + 1)
    read = _NUMBER.match(digits)
    if read is None or read.end() != len(digits):
        behind = 0 if read is None else read.end()
        return [_bad("formula.point", evolve(place, character=start + behind + 1), found=quoted(digits))]
    if max(len(part) for part in read.groups(default="")) > MOST_DIGITS:
        return [_bad("formula.digits", where, most=MOST_DIGITS)]
    number = [Token("number", word, start + 1)]
    if digits == word and (tail := _TAIL.match(match.string, match.end())):
        where = evolve(place, character=match.end() + 1)
        number.append(_bad("formula.number-tail", where, found=quoted(tail[0]), number=word))
    return number


def _name(word: str, where: Place) -> Token:
    if len(word) > LONGEST_NAME:
        return _bad("formula.name-too-long", where, most=LONGEST_NAME)
    return Token("sign" if word in WORD_SIGNS else "name", word, where.character or 1)


def _sign(sign: str, typed: str, where: Place) -> Token:
    character = where.character or 1
    sign = _EQUAL_SIGNS.get(sign, sign)
    if sign in _SIGNS:
        return Token("sign", sign, character)
    if meant := MEANT_SIGNS.get(sign):
        return Token("sign", meant, character, Fault("formula.write-instead", where, {"found": typed, "meant": meant}))
    if meant := LOOK_ALIKE_SIGNS.get(sign):
        return Token("sign", meant, character, look_alike(sign, meant, where))
    if not sign.isprintable() and sign not in "\r\n":
        return _bad("formula.hidden", where, found=quoted(sign))
    return _bad(UNUSABLE.get(sign, "formula.unusable"), where, found=quoted(typed))


def look_alike(found: str, meant: str, where: Place) -> Fault:
    """The fault of a character that looks like another one."""
    return Fault("formula.look-alike", where, {"found": found, "point": f"U+{ord(found):04X}", "meant": meant})


def _bad(code: str, where: Place, **arguments: object) -> Token:
    return Token("bad", str(arguments.get("found", "")), where.character or 1, Fault(code, where, arguments))
