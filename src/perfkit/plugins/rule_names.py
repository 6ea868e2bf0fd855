"""One name, one rule: along a chain a rule stands for one further up only where it says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from perfkit.errors import Fault, IndicatorSetError, likeliest, nearest
from perfkit.formats import RuleFile


def refuse_shadows(chain: Sequence[tuple[str, Sequence[RuleFile]]]) -> None:
    """Refuse a chain in which a rule would silently take the place of another one.

    A rule that says ``replaces = "PLUGIN:NAME"`` stands for that rule in the sets of its plugin and of those below.

    Args:
        chain: id and rule files of each plugin, nearest first; a plugin may come more than once.

    Raises:
        IndicatorSetError: all at once: ``rule.shadows`` for each rule whose name a plugin further up has already,
            ``rule.replaces-wrong`` for one that names another rule than that, ``rule.replaces-nothing`` for one that
            names a rule which its plugin in the chain does not have.
    """
    faults = list(_shadows(dict(reversed([(plugin, tuple(files)) for plugin, files in chain]))))
    if faults:
        raise IndicatorSetError(faults)


def _shadows(upwards: dict[str, tuple[RuleFile, ...]]) -> Iterator[Fault]:
    """The faults of plugins by id, the base first."""
    owners: dict[str, str] = {}
    names: dict[str, tuple[str, ...]] = {}
    for plugin, files in upwards.items():
        own: dict[str, str] = {}
        for file in files:
            for name in file.rules:
                if fault := _fault(file, name, owners, names):
                    yield fault
                own.setdefault(name, plugin)
        owners |= own
        names[plugin] = tuple(own)


def _fault(file: RuleFile, name: str, owners: Mapping[str, str], names: Mapping[str, tuple[str, ...]]) -> Fault | None:
    """What is wrong with one rule: ``owners`` is the nearest plugin further up by rule, ``names`` the rules of each."""
    said, owner = file.rules[name].replaces, owners.get(name)
    if not said and owner is None:
        return None
    if not said:
        return Fault("rule.shadows", file.place(f"rules.{name}"), {"name": name, "plugin": owner})
    place, (plugin, colon, replaced) = file.place(f"rules.{name}.replaces"), said.partition(":")
    if owner is not None:
        wanted = f"{owner}:{name}"
        return None if said == wanted else Fault("rule.replaces-wrong", place, _told(name, said, wanted=wanted))
    if not colon or not replaced:
        return Fault("rule.replaces-wrong", place, _told(name, said, wanted=f"cn.mof:{name}"))
    if plugin not in names:
        return None  # the plugin has sets in other chains too, and stands for a rule there
    known, near = likeliest(name, names[plugin]), nearest(name, names[plugin])
    return Fault("rule.replaces-nothing", place, _told(name, said, plugin=plugin, known=known, near=near))


def _told(name: str, found: str, **more: object) -> dict[str, object]:
    return {"name": name, "found": found, **more}
