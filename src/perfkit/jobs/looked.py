"""One thing that was looked at for a user: as it should be, optional and not there, or broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.wording import Language, say

State: TypeAlias = Literal["fine", "optional", "broken"]
"""optional: not there, or not as good as it could be, and perfkit works without it; broken: it has to be mended."""


@frozen
class Looked:
    """One line of ``perfkit doctor``.

    Attributes:
        state: see :data:`State`.
        code: entry of ``messages/doctor.toml``: what was found, and as its hint how to mend it.
        arguments: fields of the sentence.
    """

    state: State
    code: str
    arguments: Mapping[str, object] = field(factory=dict)

    def found(self, language: Language) -> str:
        """What was found."""
        return say(self.code, language, **self.arguments)

    def hint(self, language: Language) -> str:
        """How to mend it; empty where nothing has to be done."""
        return say(self.code, language, "hint", **self.arguments)

    def worded(self, language: Language) -> str:
        """One line: the state, what was found, how to mend it."""
        stop = "；" if language == "zh" else "; "
        said = stop.join(part for part in (self.found(language), self.hint(language)) if part)
        return say(f"doctor.{self.state}", language, said=said)

    def record(self, language: Language) -> dict[str, Any]:
        """The line as plain data."""
        return {
            "code": self.code,
            "state": self.state,
            "found": self.found(language),
            "hint": self.hint(language) or None,
        }
