"""Every sentence perfkit says, in Chinese and English, from one source: the tables in ``messages/``.

Each entry of ``messages/*.toml`` is keyed by a stable code such as ``input.unknown-key`` and holds one or more parts
(``found``, ``expected``, ``hint`` for faults and findings; ``text`` for plain sentences), each with ``zh`` and ``en``.
A sentence takes its figures through named fields, as in ``{key}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol, TypeAlias, runtime_checkable

import tomli

Language: TypeAlias = Literal["zh", "en"]
Part: TypeAlias = Literal["found", "expected", "hint", "text"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """All entries: code -> part -> language -> sentence. Two files that claim one code are a programming error."""
    entries: dict[str, Mapping[str, Mapping[str, str]]] = {}
    folder = files("perfkit").joinpath("messages")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for code, entry in tomli.loads(file.read_text(encoding="utf-8")).items():
            if code in entries:
                raise RuntimeError(f"message {code} stands in two files, one of them {file.name}")
            entries[code] = entry
    return entries


def say(code: str, language: Language, part: Part = "text", /, **fields: object) -> str:
    """The sentence of ``code`` in ``language`` with its fields filled in; empty if the entry has no such part.

    A field that speaks both languages is worded in this one, and several things are joined as the language joins, so
    that no caller has to know it. A code without an entry is a programming error (``KeyError``): a test keeps code and
    tables together.
    """
    sentences = table()[code].get(part)
    if sentences is None:
        return ""
    if "{near}" in sentences[language] and not fields.get("near"):
        return ""  # a hint that proposes the near match has nothing to propose
    return sentences[language].format(**{name: _worded(value, language) for name, value in fields.items()})


@runtime_checkable
class Worded(Protocol):
    """What speaks both languages: a place, a title, a unit, a figure."""

    def worded(self, language: Language) -> str:
        """Its text in the language."""
        ...


def _worded(value: object, language: Language) -> str:
    """A field in the language: several things one after the other, and what can be worded by its own words."""
    if isinstance(value, (tuple, list)):
        return ("、" if language == "zh" else ", ").join(_worded(one, language) for one in value)
    return value.worded(language) if isinstance(value, Worded) else str(value)
