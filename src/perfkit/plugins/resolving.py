"""From the files of a chain to one indicator set: amendments applied from the base upwards, rules found, all proved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from attrs import evolve, frozen

from perfkit.errors import Fault, IndicatorSetError, Place
from perfkit.formats import SetFile, basis_of, structure_set
from perfkit.model import IndicatorSet, Layer, Origin, Rule
from perfkit.plugins.loading import PluginRecord
from perfkit.scoring import attempted, binding_kept, prove


@frozen
class Link:
    """One step of a chain: the file of a set or amendment, and the plugin it belongs to."""

    file: SetFile
    record: PluginRecord

    @property
    def years(self) -> tuple[int, int | None]:
        """First and last fiscal year as the file writes them."""
        years = self.file.document.get("fiscal-years")
        written = years if isinstance(years, Mapping) else {}
        return int(written.get("from", 0)), written.get("to")

    @property
    def layer(self) -> Layer:
        """What the finished set keeps of this step."""
        return Layer(
            address=self.file.address,
            file=self.file.name,
            plugin=self.record.id,
            version=self.record.version,
            basis=basis_of(self.file),
            changes=[evolve(change, by=self.file.address) for change in self.file.changes],
            document=self.file.document,
            lines=self.file.lines,
        )


def resolved(chain: Sequence[Link]) -> IndicatorSet:
    """The set at the head of a chain (nearest first; the last one is the national base)."""
    chain, document = documented(chain)
    with _lines_told(chain, document):
        return _proved(chain, document)


def documented(chain: Sequence[Link]) -> tuple[list[Link], dict[str, Any]]:
    """The chain with every path written by codes, and what its head says once all amendments were applied."""
    links = list(chain)
    document = dict(links[-1].file.document)
    for at in range(len(links) - 2, -1, -1):
        file = links[at].file
        with _lines_told(links[at:], document):
            place = Place(file=file.name)
            found = attempted(document, file.changes, place)
            changes = tuple(one.change for one in found.changes)
            kept = binding_kept(document, changes, place, [link.layer for link in links[at + 1 :]])
            if faults := (*found.faults, *kept):
                raise IndicatorSetError(faults)
        links[at] = evolve(links[at], file=evolve(file, changes=changes))
        document = found.document | file.identity
    return links, document


def _proved(chain: Sequence[Link], document: Mapping[str, Any]) -> IndicatorSet:
    head, layers = chain[0], [link.layer for link in chain]
    indicator_set = evolve(
        structure_set(document, head.file.name),
        basis=[basis for layer in reversed(layers) for basis in layer.basis],
        rules=_rules(chain),
        chain=[layer.address for layer in layers],
        changes=[change for layer in layers for change in layer.changes],
        plugins=[layer.plugin for layer in layers],
        layers=layers,
        digest=_digest(chain),
        origin=Origin(Place(file=head.file.name), head.record.id, head.record.version),
    )
    prove(indicator_set)
    return evolve(indicator_set, as_filed=indicator_set)


@contextmanager
def _lines_told(chain: Sequence[Link], document: Mapping[str, Any]) -> Iterator[None]:
    """Faults that scoring finds in the set ``document`` are raised again with the file and line that says it."""
    try:
        yield
    except IndicatorSetError as error:
        raise IndicatorSetError(
            evolve(fault, place=_told(fault.place, chain, document)) for fault in error.faults
        ) from error


def _told(place: Place, chain: Sequence[Link], document: Mapping[str, Any]) -> Place:
    """A fault of the finished set lies in the nearest file of the chain that says its key; else at its head."""
    for file in (file for link in chain for file in link.record.rules):
        if file.name == place.file:
            return evolve(place, line=file.place(place.key).line)
    if not chain or place.file != chain[0].file.name or place.line is not None:
        return place
    key = place.key
    for link in chain:
        if (line := link.file.line(key, document)) is not None:
            return evolve(place, file=link.file.name, line=line)
        key = link.file.key_below(key, document)
    return place


def _rules(chain: Sequence[Link]) -> dict[str, Rule]:
    """The rules along the chain by name, the nearest of each; two of one name in one plugin are refused."""
    rules: dict[str, Rule] = {}
    for record in dict.fromkeys(link.record.id for link in chain):
        own: dict[str, Rule] = {}
        for file in next(link.record for link in chain if link.record.id == record).rules:
            for name, rule in file.rules.items():
                if name in own:
                    raise IndicatorSetError(Fault("rule.twice", file.place(f"rules.{name}"), {"name": name}))
                own[name] = rule
        rules = own | rules
    return rules


def _digest(chain: Sequence[Link]) -> str:
    """SHA-256 over the digests of all files the set was made from: its chain and the rules of its plugins."""
    parts = [link.file.digest for link in chain]
    parts += [file.digest for link in chain for file in link.record.rules]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
