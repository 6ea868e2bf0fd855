"""Files that plugins read and write: readers by the end of a name, output formats by their own name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from perfkit.errors import Fault, PerfkitError, Place, PluginError, quoted
from perfkit.files import read_bytes, sha256
from perfkit.model import Finding, Origin, Portfolio
from perfkit.plugins.calling import Answer, HookError, Hooks
from perfkit.plugins.handing import handed
from perfkit.plugins.loading import PluginRecord
from perfkit.plugins.output_format import OutputFormat
from perfkit.scoring import Evaluation
from perfkit.wording import Language

READERS, WRITERS = "perfkit_readers", "perfkit_writers"

BUILT_IN = (".toml", ".json", ".jsonl")
"""What perfkit reads by itself; no plugin may claim it, but for a longer ending such as ``.oa.json``."""

MOST_BYTES = 200_000_000

_SUFFIX = re.compile(r"(\.[a-z0-9]{1,12}){1,3}")
_FORMAT = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_FILE = re.compile(r"[^\W_][\w.-]{0,80}\.[A-Za-z0-9]{1,12}")
_OURS = frozenset(("report.html", "report.docx", "evaluation.json", "manifest.json"))


@frozen
class Reader:
    """A function that reads files of facts, of one plugin."""

    record: PluginRecord
    read: Callable[[Path], Any]
    answer: Answer

    def portfolio(self, path: Path) -> Portfolio:
        """The facts in a file; the plugin's own refusals are passed on, anything else it raises names it.

        The file itself is fingerprinted, and the portfolio says which plugin read it.
        """
        digest = sha256(read_bytes(path, MOST_BYTES, path.name))
        hooks = self.record.hooks
        try:
            found = hooks.run(READERS, self.read, path)
        except HookError as error:
            if isinstance(error.__cause__, PerfkitError):
                raise error.__cause__ from None
            raise PluginError(error.fault) from error
        if not isinstance(found, Portfolio):
            raise PluginError(hooks.wrong(READERS, self.answer, found, "Portfolio"))
        origin = found.origin or Origin(Place(file=path.name), self.record.id, self.record.version)
        return evolve(found, sources={**found.sources, path.name: digest}, origin=origin)


def reader_for(records: Iterable[PluginRecord], path: Path) -> Reader | None:
    """The reader of a file by the end of its name, the longest that fits; None for a folder and what perfkit reads.

    Raises:
        PluginError: with the faults of the hooks where none reads the file; ``plugin.two-readers`` where two plugins
            of one priority claim the ending.
    """
    name = path.name.casefold()
    if name.endswith(".toml"):
        return None
    faults: list[Fault] = []
    claims: dict[str, list[Reader]] = {}
    for record in records:
        for suffix, reader in _readers(record, faults):
            claims.setdefault(suffix, []).append(reader)
    fitting = [suffix for suffix in claims if name.endswith(suffix)]
    if not fitting or path.is_dir():
        if faults and path.is_file() and not name.endswith(BUILT_IN):
            raise PluginError(faults)
        return None
    suffix = max(fitting, key=len)
    top = [one for one in claims[suffix] if one.record.priority == claims[suffix][0].record.priority]
    if len({one.record.id for one in top}) > 1:
        arguments = {"suffix": suffix, "plugins": tuple(one.record.hooks.owner for one in top)}
        raise PluginError(Fault("plugin.two-readers", Place(file=path.name), arguments))
    return top[0]


def _readers(record: PluginRecord, faults: list[Fault]) -> Iterator[tuple[str, Reader]]:
    for suffix, function, answer in _named(record.hooks, READERS, faults):
        folded = suffix.casefold()
        if not _SUFFIX.fullmatch(folded) or folded in BUILT_IN or folded.endswith(".toml") or not callable(function):
            faults.append(_bad(record.hooks, READERS, answer, suffix))
        else:
            yield folded, Reader(record, function, answer)


def _named(hooks: Hooks, hook: str, faults: list[Fault]) -> Iterator[tuple[str, Any, Answer]]:
    """The entries of the tables that a hook returns."""
    for answer in hooks.answers(hook, faults):
        if isinstance(answer.value, Mapping) and all(isinstance(name, str) for name in answer.value):
            yield from ((name, value, answer) for name, value in answer.value.items())
        else:
            faults.append(hooks.wrong(hook, answer, answer.value, "dict[str, …]"))


def _bad(hooks: Hooks, hook: str, answer: Answer, name: str) -> Fault:
    return Fault(f"plugin.{hook[8:-1]}", answer.place, {"plugin": hooks.owner, "hook": hook, "name": quoted(name)})


@frozen
class Writer:
    """An output format of one plugin.

    Attributes:
        name: as the plugin calls it.
        file: the name of the file that is written.
    """

    record: PluginRecord
    name: str
    format: OutputFormat
    answer: Answer

    @property
    def full_name(self) -> str:
        """The name that no other plugin has."""
        return f"{self.record.id}:{self.name}"

    @property
    def file(self) -> str:
        return self.format.file

    def content(self, evaluation: Evaluation, findings: Sequence[Finding], language: Language) -> bytes:
        """The bytes of the file, made twice: the same input must give the same bytes.

        Raises:
            PluginError: what the function raised, what it returned in place of bytes, or two digests that differ.
        """
        hooks, made = self.record.hooks, []
        given = handed(evaluation), handed(tuple(findings)), language
        for _ in range(2):
            try:
                found = hooks.run(WRITERS, self.format.write, *given)
            except HookError as error:
                raise PluginError(error.fault) from error
            if not isinstance(found, (bytes, bytearray)):
                raise PluginError(hooks.wrong(WRITERS, self.answer, found, "bytes"))
            made.append(bytes(found))
        if made[0] != made[1]:
            digests = {"first": sha256(made[0])[:12], "again": sha256(made[1])[:12]}
            arguments = {"plugin": hooks.owner, "hook": WRITERS, "name": self.name, **digests}
            raise PluginError(Fault("plugin.not-repeatable", self.answer.place, arguments))
        return made[0]


def writers(records: Iterable[PluginRecord]) -> tuple[Writer, ...]:
    """The output formats of these plugins, in their order and then by name.

    Raises:
        PluginError: with every fault: of the hooks, of names that cannot be asked for, of files that are no plain
            names or that another format writes already.
    """
    faults: list[Fault] = []
    found: list[Writer] = []
    for record in records:
        for name, offered, answer in sorted(_named(record.hooks, WRITERS, faults), key=lambda one: one[0]):
            if not isinstance(offered, OutputFormat):
                faults.append(record.hooks.wrong(WRITERS, answer, offered, "dict[str, OutputFormat]"))
                continue
            taken = {*_OURS, *(one.file for one in found)}
            if not _FORMAT.fullmatch(name) or not _FILE.fullmatch(offered.file) or offered.file.casefold() in taken:
                faults.append(_bad(record.hooks, WRITERS, answer, f"{name}: {offered.file}"))
            else:
                found.append(Writer(record, name, offered, answer))
    if faults:
        raise PluginError(faults)
    return tuple(found)
