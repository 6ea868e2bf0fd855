"""What a plugin needs beside itself: ``perfkit >= 0.1`` or ``cn.mof >= 1, < 3``."""

from __future__ import annotations

import re
from typing import TypeAlias

from attrs import frozen

from perfkit.errors import Fault, InputError, quoted

Version: TypeAlias = tuple[int, ...]
"""Figures of a version without zeros at its end, so that 1 and 1.0 are one."""

CORE = "perfkit"
"""The name under which a plugin asks for perfkit itself."""

_BOUND = r"(?:>=|<)\s*[0-9]+(?:\.[0-9]+)*"
_WHOLE = re.compile(rf"([a-z0-9][a-z0-9.-]*)\s*({_BOUND}(?:\s*,\s*{_BOUND})*)?")
_LONGEST = 120


@frozen(kw_only=True)
class Requirement:
    """A plugin, or perfkit itself, that must be there, in a version within bounds.

    Attributes:
        name: the id of the plugin, or ``perfkit``; text: as it was written.
        least: the lowest version that will do; below: the version from which on it does no longer.
    """

    name: str
    text: str
    least: Version = ()
    below: Version | None = None

    def met_by(self, version: str) -> bool:
        """Whether a version will do."""
        found = version_of(version)
        return self.least <= found and (self.below is None or found < self.below)


def version_of(text: str) -> Version:
    """The figures a version begins with: 0.1.0.dev3 counts as 0.1."""
    found = re.match(r"[0-9]+(?:\.[0-9]+)*", text)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def read_requirement(text: str) -> Requirement:
    """What an entry of ``requires`` says. Raises :class:`InputError` with ``plugin.requires-written``."""
    found = _WHOLE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        raise InputError(Fault("plugin.requires-written", arguments={"found": quoted(text)}))
    bounds = [(bound[0], version_of(bound[1])) for bound in re.findall(r"(>=|<)\s*([0-9.]+)", found[2] or "")]
    return Requirement(
        name=found[1],
        text=text.strip(),
        least=max((version for sign, version in bounds if sign == ">="), default=()),
        below=min((version for sign, version in bounds if sign == "<"), default=None),
    )
