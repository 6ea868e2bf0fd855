"""Words that are not of the language but can mean only one thing are read as what they mean, with a fault."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from attrs import evolve

from perfkit.errors import Fault, Place
from perfkit.formula.language.functions import FUNCTIONS, LIST_WORDS
from perfkit.formula.language.slips import MEANT_FUNCTIONS, MEANT_WORDS, plain_letter
from perfkit.formula.language.tokens import WORD_SIGNS, Token, look_alike

_CALLED = frozenset({*FUNCTIONS, *LIST_WORDS})


def as_meant(found: Sequence[Token], known: Container[str], place: Place) -> list[Token]:
    """The tokens with such words replaced; each replaced token carries its fault. Names in scope stay as they are."""
    read = []
    for token, behind in pairwise(found):
        strange = token.kind == "name" and token.text not in known
        read.append(_meant(token, behind.text == "(", known, place) if strange else token)
    return [*read, found[-1]]


def _meant(token: Token, called: bool, known: Container[str], place: Place) -> Token:
    lower = token.text.casefold()
    word = MEANT_WORDS.get(token.text, lower if lower in WORD_SIGNS else "")
    function = MEANT_FUNCTIONS.get(lower, lower if lower in _CALLED else "") if called else ""
    if (meant := word or function) and meant != token.text:
        where = evolve(place, character=token.character)
        fault = Fault("formula.write-instead", where, {"found": token.text, "meant": meant})
        return evolve(token, kind="sign" if word else "name", text=meant, fault=fault)
    return _with_plain_letters(token, called, known, place)


def _with_plain_letters(token: Token, called: bool, known: Container[str], place: Place) -> Token:
    """A known word in which Cyrillic, Greek or full-width letters stand for the ASCII ones."""
    plain = "".join(plain_letter(letter) or letter for letter in token.text)
    usable = plain in known or (called and plain in _CALLED) or plain in WORD_SIGNS
    if plain == token.text or not usable:
        return token
    first = next(index for index, letter in enumerate(token.text) if plain_letter(letter))
    where = evolve(place, character=token.character + first)
    fault = look_alike(token.text[first], plain[first], where)
    return evolve(token, kind="sign" if plain in WORD_SIGNS else "name", text=plain, fault=fault)
