"""What is wrong with a single word or text of a JSON file, and how it would be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from perfkit.errors import quoted
from perfkit.formats.toml_limits import LARGEST_EXPONENT, MOST_DIGITS

Slip: TypeAlias = tuple[str, Mapping[str, object]]
"""Code and arguments of a fault."""

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE](?P<exponent>[+-]?[0-9]+))?")
LITERALS = frozenset({"true", "false", "null"})

_TRUTHS = {"true": "true", "yes": "true", "是": "true", "false": "false", "no": "false", "否": "false"}
_LEADING_ZERO = re.compile(r"(-?)0+([0-9]+(?:\.[0-9]+)?)")
_POINT = re.compile(r"(-?)([0-9]*)\.([0-9]*)")
_UNDERSCORES = re.compile(r"-?[0-9]+(?:_[0-9]+)+(?:\.[0-9]+)?")
_PLUS = re.compile(r"\+([0-9.]+)")
_SHAPES = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), code)
    for pattern, code in (
        (r"none|null|nil|undefined|n/a|无", "json.null-word"),
        (r"[+-]?(?:nan|inf|infinity)", "json.not-finite"),
        (r"0[xob][0-9a-f]+", "json.other-base"),
        (r"[0-9]{4}(?:[-/.]|年)[0-9]{1,2}(?:[-/.]|月)[0-9]{1,2}日?.*", "json.bare-date"),
        (r"[+-]*[0-9].*", "json.bare-figure"),
        (r".*", "json.bare-text"),
    )
)
"""What a word that is none of JSON looks like; the first that fits says which slip it is."""
_SOUND = re.compile(r"\\(?:[\"\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})")
_ESCAPES = re.compile(r"\\(?:(?P<good>[\"\\/bfnrt])|u(?P<hex>[0-9a-fA-F]{4})|(?P<bad>u[0-9a-fA-F]{0,3}|.))", re.DOTALL)

LONGEST_SHOWN = 30

ARTEFACT_DIGITS, ARTEFACT_SHORT = 16, 12
"""A number of that many digits which is, to one digit less, one of so few came out of floating point arithmetic."""


def slip_of_word(word: str) -> Slip | None:
    """What is wrong with a word that stands for a value; None for numbers, ``true``, ``false`` and ``null``."""
    if word in LITERALS:
        return None
    number = NUMBER.fullmatch(word)
    return _not_json(word) if number is None else _harm_of(word, number["exponent"])


def _harm_of(word: str, exponent: str | None) -> Slip | None:
    """A number that could not be computed with; it is refused before Python makes one of it."""
    if exponent is None and len(word) <= MOST_DIGITS:
        return None
    if sum(map(str.isdigit, word.lower().partition("e")[0])) > MOST_DIGITS:
        return "json.number-long", {"most": MOST_DIGITS}
    power = (exponent or "").lstrip("+-").lstrip("0")
    if len(power) > 2 or int(power or 0) > LARGEST_EXPONENT:
        return "json.out-of-range", {"found": quoted(word, LONGEST_SHOWN), "most": LARGEST_EXPONENT}
    return None


def _not_json(word: str) -> Slip:
    found, folded = {"found": quoted(word, LONGEST_SHOWN)}, word.casefold()
    if folded in _TRUTHS:
        return "json.truth-word", {**found, "write": _TRUTHS[folded]}
    if (write := _as_number(word)) is not None:
        return "json.number-form", {**found, "write": quoted(write, LONGEST_SHOWN)}
    return next(code for pattern, code in _SHAPES if pattern.fullmatch(word)), found


def _as_number(word: str) -> str | None:
    """How JSON writes a number that is written nearly so; None for what is none."""
    if found := _LEADING_ZERO.fullmatch(word):
        return found[1] + found[2]
    if found := _POINT.fullmatch(word):
        return f"{found[1]}{found[2] or 0}.{found[3] or 0}" if found[2] or found[3] else None
    if _UNDERSCORES.fullmatch(word):
        return word.replace("_", "")
    if found := _PLUS.fullmatch(word):
        return found[1]
    return None


def slip_of_text(text: str) -> Slip | None:
    """What is wrong with the escapes of a text in quotes."""
    if "\\" not in _SOUND.sub("", text):
        return None
    high = 0  # position behind a first half of a pair
    for found in _ESCAPES.finditer(text):
        if found["bad"] is not None:
            code = "json.short-escape" if found["bad"].startswith("u") else "json.escape"
            return code, {"found": quoted(found[0])}
        half = int(found["hex"] or "0", 16)
        is_low = 0xDC00 <= half <= 0xDFFF
        if (high == found.start()) != is_low if high else is_low:
            return "json.no-character", {"found": _half(text, found.start(), high)}
        high = found.end() if 0xD800 <= half <= 0xDBFF else 0
    return ("json.no-character", {"found": text[high - 6 : high]}) if high else None


def _half(text: str, start: int, high: int) -> str:
    """The escape that is half a character: the first half before, else the one at ``start``."""
    return text[high - 6 : high] if high else text[start : start + 6]


def is_artefact(word: str) -> bool:
    """Whether a number shows the noise of floating point: 0.30000000000000004 is one step off 0.3."""
    if "." not in word or len(word) <= ARTEFACT_DIGITS:
        return False
    digits = re.sub(r"[^0-9]", "", word.lower().partition("e")[0]).lstrip("0")
    if len(digits) < ARTEFACT_DIGITS:
        return False
    near = (int(digits[:ARTEFACT_DIGITS]) + 5) // 10
    rest = len(digits) - ARTEFACT_DIGITS + 1
    return len(str(near).rstrip("0")) <= ARTEFACT_SHORT and int(digits) != near * 10**rest
