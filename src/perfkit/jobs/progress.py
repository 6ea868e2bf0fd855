"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with the name of the step (a key of ``messages/cli.toml``), how many are done, and of how many."""


def silent(step: str, done: int, of: int) -> None:
    """Tell nobody."""
