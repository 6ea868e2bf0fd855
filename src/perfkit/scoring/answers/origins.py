"""From which file, line, plugin and document a value of an indicator set comes, and which amendment changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from perfkit.errors import Fault, InputError, Place, likeliest, nearest, quoted
from perfkit.model import Basis, Change, IndicatorSet, Layer, Origin, SetIndicator, Title
from perfkit.scoring.phrases import documents
from perfkit.wording import Language, say

SourceKind: TypeAlias = Literal["fact", "hook", "library", "set", "amendment", "rule", "default", "program"]
"""fact: from the unit's own files; hook: given by a plugin in Python; library: filled in from the indicator library;
set, rule: from a plugin; amendment: the same, changed there; default: nobody says it, so what perfkit does; program:
handed in by a program, or changed by one."""

TOP: Mapping[str, str] = {
    "title": "title",
    "fiscal-years": "first_year",
    "basis": "basis",
    "rounding": "rounding",
    "grades": "grades",
    "evidence": "evidence",
    "policies": "policies",
    "full-marks": "full_marks",
    "needs": "needs",
    "assumes": "assumes",
    "combine": "combine",
    "grade-by": "grade_by",
    "weight-cases": "weight_cases",
    "adjustments": "adjustments",
    "constraints": "constraints",
    "measures": "measures",
    "labels": "labels",
    "indicators": "indicators",
    "rules": "rules",
}
"""The keys of a set as files write them, and the attribute each becomes."""


@frozen(kw_only=True)
class Provenance:
    """出处: where one value comes from.

    Attributes:
        of: what the value is called: ``weight``, ``rule``, ``executed``; title: the same in words.
        kind: see :data:`SourceKind`.
        origin: file, line or row, key, and the plugin with its version; empty where nothing is known.
        layer: address of the set or amendment that says it.
        basis: the documents it rests on, each with its clause and whether somebody compared it.
        change: of the amendment that gave the value; before: where it came from before that.
    """

    of: str
    title: Title
    kind: SourceKind
    origin: Origin = field(factory=Origin)
    layer: str = ""
    basis: tuple[Basis, ...] = ()
    change: Change | None = None
    before: Provenance | None = None

    def worded(self, language: Language) -> Iterator[str]:
        """The value with its place and documents; in a second sentence what an amendment changed."""
        change = self.change
        fields: dict[str, object] = {"by": change.by, "reason": change.reason} if change else {}
        yield say(f"provenance.{self.kind}", language, title=self.title, **fields, **self._where(language))
        if self.before is not None:
            yield say("provenance.before", language, **self.before._where(language))

    def _where(self, language: Language) -> dict[str, object]:
        return {"where": self.origin.worded(language), "basis": documents(self.basis, language)}

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data."""
        place, change = self.origin.place, self.change
        return {
            "of": self.of,
            "title": self.title.worded(language),
            "kind": self.kind,
            "plugin": self.origin.plugin or None,
            "version": self.origin.version or None,
            "file": place.file or None,
            "line": None if place.line is None else str(place.line),
            "row": None if place.row is None else str(place.row),
            "key": place.key or None,
            "layer": self.layer or None,
            "documents": [
                {"document": one.document, "clause": one.clause, "verified": one.verified} for one in self.basis
            ],
            "change": None if change is None else {"by": change.by, "at": change.at, "reason": change.reason},
            "before": None if self.before is None else self.before.record(language),
        }


def origin_of(indicator_set: IndicatorSet, key: str) -> Provenance:
    """Where what stands at ``key`` of a finished set comes from.

    Keys are written by codes, as in amendments: ``output.weight`` (or ``indicators.output.weight``),
    ``rounding.leaf.places``, ``rules.ratio.share``, ``adjustments.late.points``. Refuses one that begins with nothing
    the set has (``origin.unknown-key``).
    """
    return origin_at(indicator_set, _path(indicator_set, key), key, Title(key))


def origin_at(indicator_set: IndicatorSet, path: Sequence[str], of: str, title: Title) -> Provenance:
    """The same for a path as amendments write it in full; ``of`` and ``title`` are what the value is called."""
    if path[0] == "rules":
        return _of_rule(indicator_set, path, of, title)
    filed = indicator_set.as_filed
    if filed is None or _value(indicator_set, path) != _value(filed, path):
        return Provenance(of=of, title=title, kind="program", origin=Origin(Place(key=".".join(path))))
    own = _own_basis(indicator_set, path)
    return _of_layers(indicator_set.layers, path, own, Provenance(of=of, title=title, kind="default"))


def node_path(nodes: Sequence[SetIndicator], code: str) -> tuple[str, ...]:
    """The way to a node below these: its code after those around it, ``children`` between them; empty for none."""
    for node in nodes:
        if node.code == code:
            return (code,)
        if below := node_path(node.children, code):
            return (node.code, "children", *below)
    return ()


def _of_layers(
    layers: Sequence[Layer], path: Sequence[str], own: tuple[int, tuple[Basis, ...]], bare: Provenance
) -> Provenance:
    """The nearest layer that says it; what an amendment replaced around it is said by no layer below."""
    for at, layer in enumerate(layers):
        said, below = layer.says(path), layer.path_below(path)
        if said is None:
            if layer.replaces(path):
                break
            path = below
            continue
        depth, basis = own
        within = said.change is not None and len(said.change.at.split(".")) > depth
        origin = Origin(said.place, layer.plugin, layer.version)
        documents = layer.basis if within or not basis else basis
        found = evolve(bare, kind="set", origin=origin, layer=layer.address, basis=documents)
        if said.change is None:
            return found
        before = _of_layers(layers[at + 1 :], below, own, bare)
        known = None if before.kind == "default" else before
        return evolve(found, kind="amendment", change=said.change, before=known)
    return evolve(bare, origin=Origin(Place(key=".".join(path)), "perfkit", version("perfkit")))


def _of_rule(indicator_set: IndicatorSet, path: Sequence[str], of: str, title: Title) -> Provenance:
    rule, filed = indicator_set.rules[path[1]], indicator_set.as_filed
    key = ".".join(path)
    if rule.origin is None or (filed is not None and filed.rules.get(rule.name) != rule):
        origin = Origin(Place(key=key))
        return Provenance(of=of, title=title, kind="program", origin=origin, basis=rule.basis)
    layer = next((one.address for one in indicator_set.layers if one.plugin == rule.origin.plugin), "")
    origin = evolve(rule.origin, place=evolve(rule.origin.place, key=key))
    return Provenance(of=of, title=title, kind="rule", origin=origin, layer=layer, basis=rule.basis)


def _path(indicator_set: IndicatorSet, key: str) -> tuple[str, ...]:
    """A key as amendments write it in full."""
    first, *rest = steps = key.split(".")
    if first == "rules" and rest and rest[0] in indicator_set.rules:
        return tuple(steps)
    if first in TOP and first not in ("indicators", "rules"):
        return tuple(steps)
    wanted = rest if first == "indicators" and rest else steps
    nodes, path = indicator_set.indicators, ["indicators"]
    while wanted and (way := node_path(nodes, wanted[0])):
        path += way if len(path) == 1 else ("children", *way)
        nodes, wanted = _node(nodes, wanted[0]).children, wanted[1:]
        wanted = wanted[1:] if len(wanted) > 1 and wanted[0] == "children" else wanted
    if len(path) == 1:
        raise InputError(_unknown(indicator_set, key))
    return (*path, *wanted)


def _unknown(indicator_set: IndicatorSet, key: str) -> Fault:
    codes = [node.code for node in indicator_set.nodes()]
    known = [*codes, *(f"rules.{name}" for name in indicator_set.rules), *TOP]
    arguments = {
        "address": indicator_set.address,
        "key": quoted(key),
        "known": likeliest(key, known),
        "near": nearest(key, known),
    }
    return Fault("origin.unknown-key", arguments=arguments)


def _node(nodes: Sequence[SetIndicator], code: str) -> SetIndicator:
    return next(node for root in nodes for node in root.walk() if node.code == code)


def _value(indicator_set: IndicatorSet, path: Sequence[str]) -> object:
    """What the set has at a path, or the attribute around it; a node stands for itself."""
    if path[0] != "indicators":
        return getattr(indicator_set, TOP[path[0]])
    at = _depth(path)
    node = indicator_set.node(path[at])
    return getattr(node, path[at + 1].replace("-", "_"), node) if at + 1 < len(path) else node


def _depth(path: Sequence[str]) -> int:
    """Where the code of the innermost node stands in a path below ``indicators``."""
    at = 1
    while at + 2 < len(path) and path[at + 1] == "children":
        at += 2
    return at


def _own_basis(indicator_set: IndicatorSet, path: Sequence[str]) -> tuple[int, tuple[Basis, ...]]:
    """The documents of the innermost entry on the way that has its own, and how deep it stands."""
    entries: list[tuple[int, Any]] = []
    if path[0] == "indicators":
        entries = [(at + 1, indicator_set.node(path[at])) for at in range(1, _depth(path) + 1, 2)]
    elif path[0] in ("weight-cases", "adjustments", "constraints") and len(path) > 1:
        entries = [(2, one) for one in getattr(indicator_set, TOP[path[0]]) if one.code == path[1]]
    return next(((depth, one.basis) for depth, one in reversed(entries) if one is not None and one.basis), (0, ()))
