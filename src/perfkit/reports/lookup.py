"""Where templates come from: folders of plugins along the chain of the set in use, the nearest first, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, TypeAlias

from attrs import define, field

from perfkit.errors import Fault, Place, ReportError, nearest, quoted
from perfkit.files import read_within

LARGEST = 256 * 1024
LARGEST_WORD = 2 * 1024 * 1024
_NAME = re.compile(r"[^\W_][\w.-]{0,120}")

Chain: TypeAlias = Sequence[tuple[str, Path | Traversable]]
"""Plugin ids with their folders of templates, from the set in use to the national base."""


def _chain(value: Iterable[tuple[str, Path | Traversable]]) -> tuple[tuple[str, Path | Traversable], ...]:
    return tuple(value)


@define
class Lookup:
    """Finds templates by name, and remembers what was considered and what was used, for the manifest.

    ``name`` takes the nearest plugin that has it, ``plugin:name`` that plugin's own, so that a county's template can
    extend the very one it replaces. A folder is contained: real files directly inside it, no links, limited in size.

    Attributes:
        chain: plugin ids with their folders of templates, nearest first.
        considered: each place that was looked at, in order, as ``plugin:name``.
        used: each template that was read.
    """

    chain: tuple[tuple[str, Path | Traversable], ...] = field(converter=_chain)
    considered: list[str] = field(factory=list)
    used: list[str] = field(factory=list)

    def read(self, name: str, largest: int = LARGEST) -> tuple[str, bytes]:
        """The full name ``plugin:name`` and the bytes of a template; refused if no plugin of the chain has it."""
        owner, _, stem = name.rpartition(":")
        if not _NAME.fullmatch(stem):
            shown = quoted(name, 80)
            raise ReportError(Fault("report.template-name", Place(file=shown), {"name": shown}))
        for plugin, folder in self.chain:
            if owner and plugin != owner:
                continue
            full = f"{plugin}:{stem}"
            _once(self.considered, full)
            content = _content(folder, stem, full, largest)
            if content is not None:
                _once(self.used, full)
                return full, content
        plugins = "、".join(plugin for plugin, _ in self.chain)
        near = nearest(stem, self._names())
        raise ReportError(
            Fault("report.template-missing", Place(file=name), {"name": name, "plugins": plugins, "near": near})
        )

    def text(self, name: str) -> tuple[str, str]:
        """The full name and the text of a template in UTF-8."""
        full, content = self.read(name)
        try:
            return full, content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise ReportError(Fault("report.template-encoding", Place(file=full, line=line))) from None

    def has(self, name: str) -> bool:
        """Whether a plugin of the chain has a template of this name."""
        return name in self._names()

    def speaks_of(self, section: str) -> bool:
        """Whether any report template of the chain has the name of a section in quotes, so as to ask for its text."""
        written = (f'"{section}"'.encode(), f"'{section}'".encode())
        for plugin, folder in self.chain:
            for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".md.j2")):
                content = _content(folder, name, f"{plugin}:{name}", LARGEST) or b""
                if any(one in content for one in written):
                    return True
        return False

    def _names(self) -> list[str]:
        return [entry.name for _, folder in self.chain if folder.is_dir() for entry in folder.iterdir()]


def _once(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


def _content(folder: Path | Traversable, name: str, full: str, largest: int) -> bytes | None:
    """The bytes of a file directly in the folder, as it stands there now: what was swapped in since leads nowhere."""
    content = read_within(folder, name, largest) if isinstance(folder, Path) else _packed(folder, name, largest)
    if content == "large":
        raise ReportError(Fault("report.template-size", Place(file=full), {"most": largest // 1024}))
    if content == "outside":
        raise ReportError(Fault("report.template-outside", Place(file=full)))
    return content


def _packed(folder: Traversable, name: str, largest: int) -> bytes | Literal["large"] | None:
    """The bytes of a file inside a package that is not unpacked."""
    file = folder.joinpath(name)
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        content = stream.read(largest + 1)
    return "large" if len(content) > largest else content
