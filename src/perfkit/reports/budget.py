"""How much work one rendering may do: counted, so that one that never ends is stopped alike everywhere."""

from __future__ import annotations

import time

from attrs import define, field

from perfkit.errors import Fault
from perfkit.reports.vocabulary import RenderingError

TICKS = 200_000
CHARACTERS = 20_000_000
PIECE = 2_000_000
SECONDS = 30
"""A belt: what is counted stops first on any machine that is not stuck."""


@define
class Budget:
    """What one rendering has used up: turns of loops and calls, characters made, seconds."""

    ticks: int = 0
    characters: int = 0
    until: float = field(factory=lambda: time.monotonic() + SECONDS)

    def tick(self) -> None:
        """One turn of a loop, one call of a macro or block."""
        self.ticks += 1
        if self.ticks > TICKS:
            raise RenderingError(Fault("report.too-much-work", arguments={"most": TICKS}))
        if self.ticks % 256 == 0 and time.monotonic() > self.until:
            raise RenderingError(Fault("report.too-slow", arguments={"most": SECONDS}))

    def made(self, text: str) -> None:
        """A piece of text that was made, printed or not."""
        self.characters += len(text)
        if len(text) > PIECE or self.characters > CHARACTERS:
            raise RenderingError(Fault("report.too-much-text", arguments={"most": CHARACTERS}))
