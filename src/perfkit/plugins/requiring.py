"""Whether each plugin finds what it says it needs: other plugins and perfkit itself, each new enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Protocol

from perfkit.errors import Fault, Place, nearest
from perfkit.formats import CORE, Requirement


class Requiring(Protocol):
    """What is known of a plugin here."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def requires(self) -> tuple[Requirement, ...]: ...


def refused(plugins: Iterable[Requiring]) -> Mapping[str, list[Fault]]:
    """By id, the plugins that cannot be used, with every reason.

    Codes ``plugin.requires-missing``, ``…-version``, ``…-perfkit`` and ``…-circle``. A plugin that needs one of them is
    itself refused (``plugin.requires-refused``), so that nothing is used without what it rests on.
    """
    known = {plugin.id: plugin for plugin in plugins}
    faults = defaultdict[str, list[Fault]](list)
    for plugin in known.values():
        faults[plugin.id] += _unmet(plugin, known)
        if (circle := _circle(plugin.id, known)) is not None:
            faults[plugin.id].append(_fault("plugin.requires-circle", plugin, circle=" → ".join(circle)))
    spreading = True
    while spreading:
        spreading = False
        for plugin in known.values():
            lost = [need.name for need in plugin.requires if faults.get(need.name)]
            if lost and not faults[plugin.id]:
                faults[plugin.id].append(_fault("plugin.requires-refused", plugin, needed=tuple(lost)))
                spreading = True
    return {key: found for key, found in faults.items() if found}


def _unmet(plugin: Requiring, known: Mapping[str, Requiring]) -> Iterator[Fault]:
    for need in plugin.requires:
        if need.name == CORE:
            here = version(CORE)
            if not need.met_by(here):
                yield _fault("plugin.requires-perfkit", plugin, needed=need.text, here=here)
        elif need.name not in known:
            near = nearest(need.name, known)
            yield _fault("plugin.requires-missing", plugin, needed=need.text, near=near)
        elif not need.met_by(known[need.name].version):
            here = known[need.name].version
            yield _fault("plugin.requires-version", plugin, needed=need.text, name=need.name, here=here)


def _circle(start: str, known: Mapping[str, Requiring]) -> tuple[str, ...] | None:
    """The shortest way along what is needed from a plugin back to itself."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = set[str]()
    for way in ways:
        for need in known[way[-1]].requires if way[-1] in known else ():
            if need.name == start:
                return (*way, start)
            if need.name not in seen:
                seen.add(need.name)
                ways.append((*way, need.name))
    return None


def _fault(code: str, plugin: Requiring, **arguments: object) -> Fault:
    return Fault(code, Place(item=plugin.id), {"plugin": plugin.id, "version": plugin.version, **arguments})
