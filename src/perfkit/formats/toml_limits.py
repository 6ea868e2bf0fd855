"""What TOML would allow and a file of facts may not hold: sizes that harm, numbers that lose digits, unseen keys.

``harmful`` is asked before tomli reads the text, ``unwelcome`` and ``remarkable`` after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from attrs import evolve

from perfkit.errors import Fault, Place, quoted
from perfkit.files.text import unwanted, visible
from perfkit.formats.toml_outline import MOST_ENTRIES, MOST_STEPS, Entry, Path, shown
from perfkit.formats.toml_source import MOST_TOKENS, Source

MOST_KEY_CHARACTERS = 200
MOST_DIGITS = 40
LARGEST_EXPONENT = 18
"""10^18 元 is beyond any budget; larger exponents only make arithmetic slow."""

LONGEST_INTEGER = 18
"""Digits of a whole number from which on it is a code somebody forgot to quote (national project codes have 21)."""

_NUMBER = re.compile(r"[+-]?[0-9][0-9_]*(\.[0-9_]+)?([eE][+-]?[0-9_]+)?")
_INTEGER = re.compile(r"[+-]?[0-9][0-9_]*")
_OTHER_BASE = re.compile(r"0[xob][0-9A-Fa-f_]+")
_NOT_FINITE = re.compile(r"[+-]?(inf|nan)")

Slip: TypeAlias = tuple[str, Mapping[str, object]]
"""Code and arguments of what is wrong."""

Test: TypeAlias = Callable[[Entry], Slip | None]
"""Looks at one entry and says what is wrong with it."""


def harmful(source: Source) -> Iterator[Fault]:
    """What would cost time or memory, or could not be computed with: too deep, too long, too many."""
    yield from _key_faults((_too_many_parts, _too_deep, _key_too_long), source)
    yield from _harmful_numbers(source)
    if len(source.outline.entries) > MOST_ENTRIES:
        yield Fault("toml.too-many", source.lines.place(source.outline.entries[-1].start), {"most": MOST_ENTRIES})
    elif len(source.tokens) > MOST_TOKENS:
        yield Fault("toml.too-many-words", source.lines.place(source.tokens[-1].start), {"most": MOST_TOKENS})


def unwelcome(source: Source) -> Iterator[Fault]:
    """What is TOML and yet no fact: codes without quotes, NaN, exponents, keys that cannot be seen or told apart."""
    yield from _key_faults((_empty_key, _hidden_key), source)
    yield from _value_faults((_other_base, _exponent, _not_finite, _code_as_number), source)
    yield from _twins(source)


def remarkable(source: Source) -> Iterator[Fault]:
    """What is accepted with a word about it."""
    yield from _value_faults((_underscores,), source)


def hidden_in(document: Any, lines_by_key: Mapping[str, int], name: str, path: Path = ()) -> Iterator[Fault]:
    """Characters nobody sees that came into texts as escapes: U+0000, U+202E and their like."""
    if isinstance(document, str):
        key = shown(path)
        for code, character in unwanted(document):
            yield Fault(code, Place(file=name, line=lines_by_key.get(key), key=key), {"character": visible(character)})
    elif isinstance(document, dict):
        for key, value in document.items():
            yield from hidden_in(value, lines_by_key, name, (*path, key))
    elif isinstance(document, list):
        for index, value in enumerate(document, 1):
            yield from hidden_in(value, lines_by_key, name, (*path, index))


def _key_faults(tests: tuple[Test, ...], source: Source) -> Iterator[Fault]:
    for entry in source.outline.entries:
        yield from _faults_of(entry, tests, entry.start, source)


def _value_faults(tests: tuple[Test, ...], source: Source) -> Iterator[Fault]:
    for entry in source.outline.entries:
        if entry.value is not None:
            yield from _faults_of(entry, tests, entry.value.start, source)


def _faults_of(entry: Entry, tests: tuple[Test, ...], position: int, source: Source) -> Iterator[Fault]:
    for test in tests:
        if (found := test(entry)) is not None:
            yield Fault(found[0], evolve(source.lines.place(position), key=_short(entry)), found[1])


def _harmful_numbers(source: Source) -> Iterator[Fault]:
    """Numbers that could not be computed with, wherever they stand: tomli would turn them into numbers at once."""
    for token in source.tokens:
        if token.kind == "word" and (slip := _harm_of(token.text)) is not None:
            entry = next((entry for entry in source.outline.entries if entry.value is token), None)
            key = "" if entry is None else _short(entry)
            yield Fault(slip[0], evolve(source.lines.place(token.start), key=key), slip[1])


def _harm_of(word: str) -> Slip | None:
    if len(word) <= MOST_DIGITS and "e" not in word.lower():
        return None
    if (found := _NUMBER.match(word)) is None:
        return None
    if _OTHER_BASE.match(word):
        return ("toml.other-base", {"found": quoted(word, 12)}) if len(word) > MOST_DIGITS else None
    if sum(c.isdigit() for c in found[0].lower().partition("e")[0]) > MOST_DIGITS:
        return "toml.number-long", {"most": MOST_DIGITS}
    exponent = (found[2] or "").strip("eE+-").replace("_", "").lstrip("0")
    if len(exponent) > 2 or int(exponent or 0) > LARGEST_EXPONENT:
        return "toml.out-of-range", {"found": quoted(found[0])}
    return None


def _short(entry: Entry) -> str:
    """The key for the message; of monstrous ones the beginning."""
    return quoted(entry.key, 120)


def _too_many_parts(entry: Entry) -> Slip | None:
    return ("toml.key-parts", {"most": MOST_STEPS}) if len(entry.parts) > MOST_STEPS else None


def _too_deep(entry: Entry) -> Slip | None:
    deep = len(entry.path) > MOST_STEPS >= len(entry.parts)
    return ("toml.too-deep", {"most": MOST_STEPS}) if deep else None


def _key_too_long(entry: Entry) -> Slip | None:
    long = any(len(part) > MOST_KEY_CHARACTERS for part in entry.parts)
    return ("toml.key-long", {"most": MOST_KEY_CHARACTERS}) if long else None


def _other_base(entry: Entry) -> Slip | None:
    word = _word(entry)
    return ("toml.other-base", {"found": quoted(word)}) if _OTHER_BASE.fullmatch(word) else None


def _exponent(entry: Entry) -> Slip | None:
    word = _word(entry)
    if not _NUMBER.fullmatch(word) or "e" not in word.lower():
        return None
    return "toml.exponent", {"found": quoted(word), "write": format(Decimal(word), "f")}


def _not_finite(entry: Entry) -> Slip | None:
    word = _word(entry)
    return ("toml.not-finite", {"found": word}) if _NOT_FINITE.fullmatch(word) else None


def _code_as_number(entry: Entry) -> Slip | None:
    word = _word(entry)
    digits = sum(c.isdigit() for c in word)
    if digits <= LONGEST_INTEGER or not _INTEGER.fullmatch(word):
        return None
    return "toml.code-as-number", {"found": word, "digits": digits}


def _underscores(entry: Entry) -> Slip | None:
    word = _word(entry)
    if "_" not in word or not _NUMBER.fullmatch(word):
        return None
    return "toml.underscore", {"found": word, "write": word.replace("_", "")}


def _empty_key(entry: Entry) -> Slip | None:
    return ("toml.empty-key", {}) if any(not part.strip() for part in entry.parts) else None


def _hidden_key(entry: Entry) -> Slip | None:
    hidden = next((c for part in entry.parts for c in part if is_hidden(c)), None)
    return None if hidden is None else ("toml.hidden-key", {"character": visible(hidden)})


def is_hidden(character: str) -> bool:
    """Whether a character takes no room or is a blank other than the common one."""
    if character.isalnum():
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") or (character.isspace() and character != " ")


def _twins(source: Source) -> Iterator[Fault]:
    """Keys of one table that look the same and differ in how a letter is composed (NFC)."""
    if "\\" not in source.text and unicodedata.is_normalized("NFC", source.text):
        return
    seen: dict[Path, Entry] = {}
    for entry in source.outline.entries:
        composed = tuple(unicodedata.normalize("NFC", step) if isinstance(step, str) else step for step in entry.path)
        first = seen.setdefault(composed, entry)
        if first.path != entry.path:
            place = evolve(source.lines.place(entry.start), key=_short(entry))
            yield Fault("toml.twin-key", place, {"key": entry.parts[-1], "first": source.lines.number(first.start)})


def _word(entry: Entry) -> str:
    """The value as written if it is one plain word, else an empty text."""
    return entry.value.text if entry.role == "value" and entry.value and entry.value.kind == "word" else ""
