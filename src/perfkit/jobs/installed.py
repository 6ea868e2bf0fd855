"""What is installed: every plugin with what it adds, what of others it stands for, and why that one counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.errors import Fault, IndicatorSetError, PluginError
from perfkit.model import IndicatorSet
from perfkit.model.kinds import as_tuple
from perfkit.plugins import PluginHost, PluginRecord, files_of
from perfkit.wording import Language, say

Kind: TypeAlias = Literal["key", "rule", "forms", "layouts", "templates"]
"""key: a key of a set; rule: a rule of that name; forms, layouts, templates: a file of that name."""


@frozen(kw_only=True)
class Overridden:
    """Something of another plugin in whose place this one's stands.

    Attributes:
        kind: see :data:`Kind`; name: the key, or the name of the file.
        of: the address of the set that is changed, or the id of the plugin whose file it is.
        why: the reason that the amendment gives; of a rule the line that says so; empty for files, of which the nearest
            in the chain counts.
    """

    kind: Kind
    name: str
    of: str
    why: str = ""

    def worded(self, language: Language) -> str:
        if self.kind == "key":
            return say("installed.instead-key", language, name=self.name, of=self.of, why=self.why)
        if self.kind == "rule":
            return say("installed.instead-rule", language, name=self.name, of=self.of, why=self.why)
        part = say(f"installed.{self.kind}-one", language)
        return say("installed.instead-file", language, part=part, name=self.name, of=self.of)


@frozen(kw_only=True)
class InstalledPlugin:
    """One plugin.

    Attributes:
        plugin: its id, version, title and where it came from.
        sets: addresses of its sets and amendments; rules, forms, layouts, templates: what else it adds, by name.
        hooks: those it implements in Python, by name.
        indicators: codes of its indicator library.
        overridden: what of others it stands for.
        faults: why one of its sets cannot be used.
    """

    plugin: PluginRecord
    sets: tuple[str, ...] = field(converter=as_tuple)
    rules: tuple[str, ...] = field(converter=as_tuple)
    forms: tuple[str, ...] = field(converter=as_tuple)
    layouts: tuple[str, ...] = field(converter=as_tuple)
    templates: tuple[str, ...] = field(converter=as_tuple)
    hooks: tuple[str, ...] = field(default=(), converter=as_tuple)
    indicators: tuple[str, ...] = field(default=(), converter=as_tuple)
    overridden: tuple[Overridden, ...] = field(default=(), converter=as_tuple)
    faults: tuple[Fault, ...] = field(default=(), converter=as_tuple)

    def worded(self, language: Language) -> Iterator[str]:
        """The plugin, what it adds, and what it stands for."""
        one = self.plugin
        yield say("installed.plugin", language, id=one.id, version=one.version, title=one.title, source=one.source)
        if one.contact:
            yield "  " + say("installed.contact", language, contact=one.contact)
        for kind in ("sets", "rules", "forms", "layouts", "templates", "hooks"):
            names: tuple[str, ...] = getattr(self, kind)
            if names:
                yield "  " + say(f"installed.{kind}", language, count=len(names), names=names)
        if self.indicators:
            yield "  " + say("installed.indicators", language, count=len(self.indicators))
        yield from ("  " + one.worded(language) for one in self.overridden)
        yield from ("  ! " + fault.worded(language) for fault in self.faults)
        yield from ("  " + say("installed.note", language, note=note.worded(language)) for note in one.notes)

    def record(self, language: Language) -> dict[str, Any]:
        """The plugin as plain data."""
        one = self.plugin
        return {
            "id": one.id,
            "version": one.version,
            "title": one.title,
            "source": one.source,
            "contact": one.contact or None,
            "sets": list(self.sets),
            "rules": list(self.rules),
            "forms": list(self.forms),
            "layouts": list(self.layouts),
            "templates": list(self.templates),
            "hooks": list(self.hooks),
            "priority": str(one.priority),
            "indicators": list(self.indicators),
            "overridden": [
                {"kind": it.kind, "name": it.name, "of": it.of, "why": it.why or None} for it in self.overridden
            ],
            "faults": [fault.worded(language) for fault in self.faults],
            "notes": [note.worded(language) for note in one.notes],
        }


@frozen
class Installed:
    """All plugins of a kit, by id, and why others were left out."""

    plugins: tuple[InstalledPlugin, ...]
    faults: tuple[Fault, ...]

    def worded(self, language: Language) -> Iterator[str]:
        """A paragraph for each plugin."""
        for plugin in self.plugins:
            yield from plugin.worded(language)
        yield from (say("cli.plugin-left-out", language, fault=fault.worded(language)) for fault in self.faults)

    def record(self, language: Language) -> dict[str, Any]:
        """The plugins as plain data."""
        return {
            "plugins": [plugin.record(language) for plugin in self.plugins],
            "faults": [fault.worded(language) for fault in self.faults],
        }


def installed(host: PluginHost) -> Installed:
    """The plugins of a host. A set that cannot be used is told with its faults and spoils no other."""
    return Installed(tuple(_plugin(record, host) for record in host.records), host.faults)


def _plugin(record: PluginRecord, host: PluginHost) -> InstalledPlugin:
    overridden: dict[Overridden, None] = {}
    faults: list[Fault] = []
    for file in record.sets:
        try:
            found = host.indicator_set(file.address)
        except IndicatorSetError as error:
            faults.extend(error.faults)
            continue
        overridden |= dict.fromkeys(_changes(found, file.address))
        overridden |= dict.fromkeys(_rules(found, record))
        overridden |= dict.fromkeys(_files(record, host.chain_records(found)))
    names, indicators = list(files_of(record)), []
    try:
        indicators = [one.code for file in record.library() for one in file.indicators]
    except PluginError as error:
        faults.extend(error.faults)
    return InstalledPlugin(
        plugin=record,
        sets=sorted(file.address for file in record.sets),
        rules=sorted(name for file in record.rules for name in file.rules),
        forms=[name for kind, name in names if kind == "forms"],
        layouts=[name for kind, name in names if kind == "layouts"],
        templates=[name for kind, name in names if kind == "templates"],
        hooks=record.hooks.written,
        indicators=indicators,
        overridden=list(overridden),
        faults=faults,
    )


def _changes(found: IndicatorSet, address: str) -> Iterator[Overridden]:
    """What an amendment changes about the set it extends; what it only adds stands in nothing's place."""
    base = found.chain[1] if len(found.chain) > 1 else ""
    for change in found.changes:
        if change.by == address and change.action != "add":
            yield Overridden(kind="key", name=change.at, of=base, why=change.reason)


def _rules(found: IndicatorSet, record: PluginRecord) -> Iterator[Overridden]:
    """The rules of the plugin that stand for one further up, because they say so."""
    for file in record.rules:
        for name, rule in file.rules.items():
            plugin = rule.replaces.partition(":")[0]
            if plugin in found.plugins and found.plugins.index(plugin) > found.plugins.index(record.id):
                place = file.place(f"rules.{name}.replaces")
                yield Overridden(kind="rule", name=name, of=plugin, why=f'replaces = "{rule.replaces}"（{place}）')


def _files(record: PluginRecord, chain: tuple[PluginRecord, ...]) -> Iterator[Overridden]:
    """Forms and templates that a plugin further along the chain has under the same name."""
    own = set(files_of(record))
    for other in chain[chain.index(record) + 1 :]:
        for kind, name in files_of(other):
            if (kind, name) in own:
                yield Overridden(kind=kind, name=name, of=other.id)
