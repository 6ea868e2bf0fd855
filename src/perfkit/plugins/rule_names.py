"""One name, one rule: along a chain no plugin may take the name of a rule that stands further up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfkit.errors import Fault, IndicatorSetError
from perfkit.formats import RuleFile


def refuse_shadows(chain: Sequence[tuple[str, Sequence[RuleFile]]]) -> None:
    """Refuse a chain in which a rule would silently take the place of another one.

    Args:
        chain: id and rule files of each plugin, nearest first; a plugin may come more than once.

    Raises:
        IndicatorSetError: ``rule.shadows`` for each rule whose name a plugin further up has already, all at once.
    """
    faults = list(_shadows(dict(reversed([(plugin, tuple(files)) for plugin, files in chain]))))
    if faults:
        raise IndicatorSetError(faults)


def _shadows(upwards: dict[str, tuple[RuleFile, ...]]) -> Iterator[Fault]:
    """The faults of plugins by id, the base first."""
    owners: dict[str, str] = {}
    for plugin, files in upwards.items():
        own: dict[str, str] = {}
        for file in files:
            for name in file.rules:
                if name in owners:
                    place = file.place(f"rules.{name}")
                    yield Fault("rule.shadows", place, {"name": name, "plugin": owners[name]})
                own.setdefault(name, plugin)
        owners |= own
