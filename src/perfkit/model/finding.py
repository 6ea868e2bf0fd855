"""核查问题: one coded fault or doubt about facts or results, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfkit.errors import NOWHERE, Fault, Place
from perfkit.model.figure import Figure
from perfkit.model.title import Title
from perfkit.wording import Language, Part, Worded, say

Severity: TypeAlias = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


Named: TypeAlias = str | Worded | tuple[str | Worded, ...]
"""What a finding may name beside its figures; several things are listed one after the other."""


def _named(value: object) -> Named:
    """An argument of a fault as a finding names it: what speaks both languages stays as it is."""
    return tuple(_one(part) for part in value) if isinstance(value, tuple) else _one(value)


def _one(value: object) -> str | Worded:
    return value if isinstance(value, (str, Worded)) else str(value)


_MENDING: tuple[Part, ...] = ("expected", "hint")


@frozen
class Finding:
    """One coded fault or doubt.

    Attributes:
        code: stable code, an entry of ``messages/``.
        severity: ``error`` (cannot be right), ``warning`` (should be looked at), ``info``.
        place: where it shows.
        figures: the numbers it rests on, by name; they fill the fields of the sentence.
        names: what else the sentence names: texts, what speaks both languages, or several of them.
        text, advice: the sentences of a finding whose code stands in no entry, such as those of plugins.
    """

    code: str
    severity: Severity
    place: Place = NOWHERE
    figures: Mapping[str, Figure] = field(factory=dict)
    names: Mapping[str, Named] = field(factory=dict)
    text: Title | None = None
    advice: Title | None = None

    @classmethod
    def of(cls, fault: Fault, severity: Severity) -> Finding:
        """A fault that spoils one project, reported instead of raised."""
        return cls(
            fault.code, severity, fault.place, names={key: _named(value) for key, value in fault.arguments.items()}
        )

    def message(self, language: Language) -> str:
        """What was found, in one sentence."""
        if self.text is not None:
            return self.text.worded(language)
        return say(self.code, language, "found", **self.names, **self.figures)

    def hint(self, language: Language) -> str:
        """What was expected, and the way to mend it."""
        if self.text is not None:
            return "" if self.advice is None else self.advice.worded(language)
        parts = (say(self.code, language, part, **self.names, **self.figures) for part in _MENDING)
        return ("；" if language == "zh" else "; ").join(part for part in parts if part)

    def worded(self, language: Language) -> str:
        """Place, message, hint and code in one line."""
        where, colon, stop = self.place.worded(language), *(("：", "。") if language == "zh" else (": ", ". "))
        body = stop.join(part for part in (self.message(language), self.hint(language)) if part)
        return (where + colon if where else "") + body + f" [{self.code}]"

    def __str__(self) -> str:
        return self.worded("zh")
