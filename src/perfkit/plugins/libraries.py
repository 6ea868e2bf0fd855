"""One library from those along a chain: the nearest of each code, and no code taken silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from attrs import define, field

from perfkit.errors import NOWHERE, Fault, Place, PluginError, likeliest, nearest
from perfkit.formats import LibraryFile
from perfkit.model import Category, Library, LibraryIndicator, Term

T = TypeVar("T", bound=Term)


def joined_library(chain: Sequence[tuple[str, Sequence[LibraryFile]]]) -> Library:
    """The library of a chain of plugins, each with its id and files, nearest first.

    Raises:
        PluginError: all at once, ``library.code-twice`` (in one plugin), ``library.shadows`` (a code from further up
            without ``replaces``), ``library.replaces-wrong`` and ``-nothing``, ``library.word-twice``,
            ``library.unknown-word``.
    """
    joining = _Joining()
    for plugin, files in reversed(chain):
        joining.add(plugin, files)
    joining.faults.extend(joining.unknown_words())
    if joining.faults:
        raise PluginError(joining.faults)
    return Library(joining.indicators, joining.sectors, joining.types, joining.categories)


@define
class _Joining:
    """The library as far as it is joined, from the base upwards."""

    indicators: dict[str, LibraryIndicator] = field(factory=dict)
    sectors: dict[str, Term] = field(factory=dict)
    types: dict[str, Term] = field(factory=dict)
    categories: dict[str, Category] = field(factory=dict)
    owners: dict[str, str] = field(factory=dict)
    plugins: list[str] = field(factory=list)
    faults: list[Fault] = field(factory=list)

    def add(self, plugin: str, files: Sequence[LibraryFile]) -> None:
        """Add what one plugin brings."""
        self.plugins.append(plugin)
        for file in files:
            self._words(file.name, "sectors", file.sectors, self.sectors)
            self._words(file.name, "types", file.types, self.types)
            self._words(file.name, "categories", file.categories, self.categories)
            for one in file.indicators:
                self.faults.extend(self._clash(one, plugin))
                self.indicators[one.code] = one
                self.owners[one.code] = plugin

    def _words(self, file: str, part: str, terms: Iterable[T], known: dict[str, T]) -> None:
        for term in terms:
            if term.code in known:
                place = Place(file=file, key=f"{part}.{term.code}")
                self.faults.append(Fault("library.word-twice", place, {"code": term.code}))
            known[term.code] = term

    def _clash(self, one: LibraryIndicator, plugin: str) -> Iterator[Fault]:
        """Whether a code that is there already may be taken, and whether what is to be replaced is there."""
        owner, place = self.owners.get(one.code, ""), _place(one)
        arguments = {"code": one.code, "plugin": owner, "found": one.replaces, "wanted": f"{owner}:{one.code}"}
        if owner == plugin:
            yield Fault("library.code-twice", place, {**arguments, "first": _place(self.indicators[one.code])})
        elif owner and one.replaces != f"{owner}:{one.code}":
            yield Fault("library.replaces-wrong" if one.replaces else "library.shadows", place, arguments)
        elif one.replaces and not owner and one.replaces.partition(":")[0] in self.plugins:
            near = nearest(one.code, self.indicators)  # a plugin that is not in this chain may have it in another one
            yield Fault("library.replaces-nothing", place, {**arguments, "near": near})

    def unknown_words(self) -> Iterator[Fault]:
        """Sectors, types and categories that indicators name and nobody says what they are."""
        for one in self.indicators.values():
            named: tuple[tuple[str, tuple[str, ...], Mapping[str, Term]], ...] = (
                ("category", (one.category,), self.categories),
                ("sectors", one.sectors, self.sectors),
                ("types", one.types, self.types),
            )
            for key, words, known in named:
                for word in (word for word in words if word not in known):
                    near, choice = nearest(word, known), likeliest(word, known)
                    arguments = {"key": key, "word": word, "near": near, "known": choice}
                    yield Fault("library.unknown-word", _place(one), arguments)


def _place(one: LibraryIndicator) -> Place:
    return one.origin.place if one.origin is not None else NOWHERE
