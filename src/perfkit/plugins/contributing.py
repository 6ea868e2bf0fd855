"""What the hooks of one plugin bring when the host is built: sets, rules, forms, layouts and templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import TypeVar

from attrs import evolve, field, frozen

from perfkit.errors import Fault, Place, PluginError
from perfkit.formats import LibraryFile, RuleFile, SetFile, read_library
from perfkit.model import Form, Layout, Origin
from perfkit.plugins.calling import Answer, Hooks
from perfkit.plugins.exactness import floats_in

T = TypeVar("T")


@frozen
class Contributions:
    """What the hooks of one plugin returned, each of the kind its specification says."""

    sets: tuple[SetFile, ...]
    rules: tuple[RuleFile, ...]
    forms: tuple[Form, ...]
    layouts: tuple[Layout, ...]
    templates: Path | None


def contributions(hooks: Hooks) -> Contributions:
    """Every hook called once.

    Raises:
        PluginError: with a fault for each hook that raised (``plugin.hook-failed``), or returned nothing
            (``plugin.hook-nothing``), a float somewhere inside (``plugin.hook-float``), an object of another perfkit
            (``plugin.hook-other-class``), or anything else than its specification says (``plugin.hook-kind``).
    """
    call = _Caller(hooks)
    found = Contributions(
        sets=call.listed("perfkit_indicator_sets", SetFile),
        rules=call.listed("perfkit_rules", RuleFile),
        forms=call.listed("perfkit_forms", Form),
        layouts=call.listed("perfkit_layouts", Layout),
        templates=call.folder_of("perfkit_templates"),
    )
    if call.faults:
        raise PluginError(call.faults)
    return found


def library_files(hooks: Hooks, names: Iterable[str]) -> tuple[LibraryFile, ...]:
    """The indicator library of one plugin: its files of these names, and what its hook in Python gives.

    Raises:
        PluginError: with the faults of the files, or of the hook as :func:`contributions` tells them.
    """
    own = read_library(hooks.folder, names, hooks.plugin, hooks.version)
    call = _Caller(hooks)
    given = call.listed("perfkit_indicator_library", LibraryFile)
    if call.faults:
        raise PluginError(call.faults)
    return (*own, *(_placed(file, hooks) for file in given))


def _placed(file: LibraryFile, hooks: Hooks) -> LibraryFile:
    """A file that was made in Python, its indicators with their origin."""
    origin = Origin(Place(file=f"{hooks.folder.name}/{file.name}"), hooks.plugin, hooks.version)
    return evolve(file, indicators=[evolve(one, origin=one.origin or origin) for one in file.indicators])


def entries(
    hooks: Hooks, hook: str, kind: str, faults: list[Fault], **arguments: object
) -> Iterator[tuple[object, Answer]]:
    """What all implementations of a hook list, each with its answer; what is no list is a fault."""
    for answer in hooks.answers(hook, faults, **arguments):
        if isinstance(answer.value, (list, tuple)):
            yield from ((entry, answer) for entry in answer.value)
        else:
            faults.append(hooks.wrong(hook, answer, answer.value, f"list[{kind}]"))


@frozen
class _Caller:
    hooks: Hooks
    faults: list[Fault] = field(factory=list)

    def listed(self, hook: str, kind: type[T]) -> tuple[T, ...]:
        """The entries a hook returns, of all its implementations; of those in Python copies, for they may be kept."""
        found: list[T] = []
        in_python = hook in self.hooks.written
        for entry, answer in entries(self.hooks, hook, kind.__name__, self.faults):
            if not isinstance(entry, kind):
                self.faults.append(self.hooks.wrong(hook, answer, entry, f"list[{kind.__name__}]"))
                continue
            found.append(deepcopy(entry) if in_python else entry)
            self.faults.extend(
                Fault(
                    "plugin.hook-float",
                    answer.place,
                    {"plugin": self.hooks.owner, "hook": hook, "key": key, "found": repr(number)},
                )
                for key, number in (floats_in(entry) if in_python else ())
            )
        return tuple(found)

    def folder_of(self, hook: str) -> Path | None:
        """The first folder a hook returns; None if it returns none."""
        for answer in self.hooks.answers(hook, self.faults):
            if answer.value is None:
                continue
            if isinstance(answer.value, Path) and answer.value.is_dir():
                return answer.value
            self.faults.append(self.hooks.wrong(hook, answer, answer.value, "Path | None"))
        return None
