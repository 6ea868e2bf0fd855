"""The host of plugins: which set, rule, form, layout and template applies.

Everything local is looked up along one chain: the set in use, what it extends, up to the national base. A plugin
outside the chain is never consulted, so installing one changes nobody else's digits or pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock

from attrs import define, field

from perfkit.errors import NOWHERE, Fault, IndicatorSetError, Place, nearest
from perfkit.model import Form, IndicatorSet, Layout, Library, Origin
from perfkit.plugins.discovery import STANDARDS, Found, discovered
from perfkit.plugins.file_names import refuse_misnamed
from perfkit.plugins.layouts import layouts_along
from perfkit.plugins.libraries import joined_library
from perfkit.plugins.loading import PluginRecord, in_order, loaded
from perfkit.plugins.resolving import Link, resolved
from perfkit.plugins.rule_names import refuse_shadows


@define
class PluginHost:
    """The plugins of one :class:`~perfkit.kit.Kit`: built once, then only read; nothing is global.

    Attributes:
        records: the sound plugins in their order: the higher priority first, then by id.
        faults: what is wrong with the plugins that were left out.
    """

    records: tuple[PluginRecord, ...]
    faults: tuple[Fault, ...] = ()
    _owners: dict[str, list[Link]] = field(factory=dict, init=False)
    _resolved: dict[str, IndicatorSet] = field(factory=dict, init=False)
    _libraries: dict[tuple[str, ...], Library] = field(factory=dict, init=False)
    _lock: Lock = field(factory=Lock, init=False)
    _extended: dict[tuple[Path, ...], PluginHost] = field(factory=dict, init=False)
    _extending: Lock = field(factory=Lock, init=False)

    @classmethod
    def build(cls, folders: Iterable[Path] = (), *, installed: bool = True) -> PluginHost:
        """The host of the standards, the installed packages (unless ``installed`` is False) and these folders."""
        records, faults = loaded(discovered(folders, installed=installed))
        return cls(records, faults)

    def extended(self, folders: Iterable[Path]) -> PluginHost:
        """A host that also knows these folders; this one stays as it is.

        Sound folders are read once: whoever asks again gets the same host. Faulty ones are read again when they may
        have been mended.
        """
        wanted = tuple(folder.absolute() for folder in folders)
        with self._extending:
            if wanted in self._extended:
                return self._extended[wanted]
            own = [Found(record.folder, record.module, record.source) for record in self.records]
            records, faults = loaded([*own, *(Found(folder, None, str(folder)) for folder in wanted)])
            host = PluginHost(records, (*self.faults, *faults))
            if not faults:
                self._extended[wanted] = host
            return host

    def __attrs_post_init__(self) -> None:
        for record in self.records:
            for file in record.sets:
                self._owners.setdefault(file.address, []).append(Link(file, record))

    @property
    def _standards(self) -> tuple[PluginRecord, ...]:
        return tuple(record for record in self.records if record.folder == STANDARDS)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of all sets that can be asked for, in order."""
        return tuple(sorted(self._owners))

    def indicator_set(self, address: str) -> IndicatorSet:
        """The set of this address with its chain applied, its rules found and its soundness proved.

        Refuses with :class:`IndicatorSetError`: an address that is not installed (naming the candidates and any plugin
        that was left out), one that two files claim, a circle, a rule that would silently take the place of another
        one, a form or template whose name is nearly that of one it would stand for, and every fault the proof finds.
        """
        with self._lock:
            if address not in self._resolved:
                chain = self.chain(address)
                owner = chain[0].record
                known = owner.resolved if all(link.record is owner for link in chain) else self._resolved
                if address not in known:
                    known[address] = applied(chain, self._standards)
                self._resolved[address] = known[address]
            return self._resolved[address]

    def dated(self, set_id: str, year: int) -> IndicatorSet:
        """The edition of a set that holds in a fiscal year; the newest if several do.

        Editions are chosen by the years written in their files, and only the one chosen is proved: an edition that is
        unsound stands in nobody's way in the years of another one. With an edition in ``set_id``, that one or none.
        """
        if "@" in set_id:
            return self._holding(self.indicator_set(set_id), year)
        editions = self._editions(set_id)
        if not editions:
            raise self._missing(set_id)
        newest = self.newest(set_id, year)
        if not newest:
            arguments = {"id": set_id, "year": year, "editions": tuple(editions)}
            raise IndicatorSetError(Fault("set.no-edition", arguments=arguments))
        return self._holding(self.indicator_set(newest), year)

    def newest(self, set_id: str, year: int) -> str:
        """The address of the newest edition of a set that says it holds in a year; empty if none does."""
        years = {address: self._owners[address][0].years for address in self._editions(set_id)}
        fitting = [address for address, (first, last) in years.items() if first <= year and (not last or year <= last)]
        return max(fitting, key=lambda address: (years[address][0], address), default="")

    def _editions(self, set_id: str) -> list[str]:
        return [address for address in self.addresses if address.partition("@")[0] == set_id]

    def chain_records(self, indicator_set: IndicatorSet) -> tuple[PluginRecord, ...]:
        """The plugins along the chain of a set, nearest first, each once; the standards come last in every chain.

        A set that extends nothing is printed with their forms and templates too, where it has none of its own; its
        digits rest on its own rules alone. Refuses a set that was made with a plugin this host does not have
        (``plugin.not-loaded``).
        """
        by_id = {record.id: record for record in self.records}
        wanted = tuple(dict.fromkeys([*indicator_set.plugins, *(record.id for record in self._standards)]))
        lost = tuple(plugin for plugin in wanted if plugin not in by_id)
        if lost:
            arguments = {"address": indicator_set.address, "plugins": lost, "known": tuple(by_id)}
            raise IndicatorSetError([*self.faults, Fault("plugin.not-loaded", arguments=arguments)])
        return tuple(by_id[plugin] for plugin in wanted)

    def along(self, indicator_set: IndicatorSet) -> tuple[PluginRecord, ...]:
        """The plugins along the chain of a set in the order in which hooks are called: by priority, then by id."""
        return tuple(sorted(self.chain_records(indicator_set), key=in_order))

    def forms(self, indicator_set: IndicatorSet) -> dict[str, Form]:
        """The forms that apply under a set: the nearest of each name."""
        found: dict[str, Form] = {}
        for record in self.chain_records(indicator_set):
            for form in record.forms:
                found.setdefault(form.name, form)
        return found

    def layouts(self, indicator_set: IndicatorSet | None = None) -> tuple[Layout, ...]:
        """The layouts of forms that are filled in under a set, the nearest of each name, nearest plugin first.

        Without a set the national ones. Refuses with :class:`PluginError` one that extends a layout that is not there.
        """
        return layouts_along(self._standards if indicator_set is None else self.chain_records(indicator_set))

    def template_folders(self, indicator_set: IndicatorSet) -> Sequence[tuple[str, Path]]:
        """The template folders along the chain of a set, nearest first, with the id of the plugin that owns each."""
        return [(r.id, r.templates) for r in self.chain_records(indicator_set) if r.templates is not None]

    def library(self, indicator_set: IndicatorSet | None = None) -> Library:
        """The indicators that projects under a set may take by their code; without a set the national ones.

        They are those of the plugins along its chain, nearest first, and then the national ones, which every set may
        use. Files are read when first asked for. Refuses with :class:`PluginError` what is unsound in them.
        """
        chain = [] if indicator_set is None else list(self.chain_records(indicator_set))
        chain += [record for record in self.records if record.folder == STANDARDS and record not in chain]
        key = tuple(record.id for record in chain)
        with self._lock:
            if key not in self._libraries:
                self._libraries[key] = joined_library([(record.id, record.library()) for record in chain])
            return self._libraries[key]

    def chain(self, address: str) -> list[Link]:
        """The files of a set and of what it extends, nearest first; refuses as :meth:`indicator_set`."""
        chain: list[Link] = []
        while address:
            seen = [link.file.address for link in chain]
            if address in seen:
                circle = " → ".join([*seen[seen.index(address) :], address])
                raise IndicatorSetError(Fault("set.circle", _extends(chain[-1]), {"circle": circle}))
            chain.append(self._link(address, _extends(chain[-1]) if chain else NOWHERE))
            address = chain[-1].file.extends
        return chain

    def _link(self, address: str, place: Place) -> Link:
        owners = self._owners.get(address, [])
        if not owners:
            raise self._missing(address, place)
        if len(owners) > 1:
            files = tuple(Origin(_line(link, "edition"), link.record.id, link.record.version) for link in owners)
            arguments = {"address": address, "files": files, "other": f"{owners[-1].file.document['edition']}-2"}
            raise IndicatorSetError(Fault("set.address-twice", place, arguments))
        return owners[0]

    @staticmethod
    def _holding(found: IndicatorSet, year: int) -> IndicatorSet:
        if found.holds_in(year):
            return found
        arguments = {"address": found.address, "year": year, "first": found.first_year, "last": found.last_year or "…"}
        raise IndicatorSetError(Fault("set.wrong-year", arguments=arguments))

    def _missing(self, address: str, place: Place = NOWHERE) -> IndicatorSetError:
        """Why there is no such set; the faults of plugins that were left out come first, for they may be the reason."""
        set_id, _, edition = address.partition("@")
        editions = tuple(one.partition("@")[2] for one in self.addresses if one.partition("@")[0] == set_id)
        code = "set.not-installed"
        if editions:
            code = "set.edition-missing" if edition else "set.edition-unsaid"
        if self.faults and code != "set.edition-unsaid":
            code = "set.not-usable"
        arguments = {
            "address": address,
            "id": set_id,
            "known": self.addresses,
            "near": nearest(address, self.addresses),
            "editions": editions,
            "left_out": tuple(dict.fromkeys(_left_out(fault) for fault in self.faults)),
        }
        return IndicatorSetError([*self.faults, Fault(code, place, arguments)])


def applied(chain: Sequence[Link], standards: Sequence[PluginRecord] = ()) -> IndicatorSet:
    """The set at the head of a chain, as the host gives it; the chain may hold a file that is yet to be written.

    ``standards`` come last in every chain for forms and templates.
    """
    refuse_shadows([(link.record.id, link.record.rules) for link in chain])
    refuse_misnamed(list({record.id: record for record in [*(link.record for link in chain), *standards]}.values()))
    return resolved(chain)


def _extends(link: Link) -> Place:
    """The place where an amendment names its base."""
    return _line(link, "extends")


def _line(link: Link, key: str) -> Place:
    return Place(file=link.file.name, line=link.file.line(key, {}), key=key)


def _left_out(fault: Fault) -> str:
    """The plugin that a fault speaks of, as its user knows it."""
    named = (fault.arguments.get(name) for name in ("plugin", "id", "name"))
    folder = fault.place.file.split("/", maxsplit=1)[0]
    return folder or next((str(name) for name in named if name), fault.place.item or fault.code)
