"""Whether what a set assumes of projects that say nothing is what its formulas ask for."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.errors import Fault, Place, likeliest, nearest
from perfkit.formula import Absent, Kind, Labels, Records, exact, formula_name, parse, read_kind
from perfkit.model import IndicatorSet
from perfkit.scoring.facts import as_value


def misassumed(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """A fact that nothing asks for, whose name may be a slip, and one of another kind than is asked for."""
    asked = _asked(indicator_set)
    for name, fact in indicator_set.assumes.items():
        here, called = place.inside(name), formula_name(name)
        if called not in asked:
            arguments = {"name": name, "known": likeliest(called, asked), "near": nearest(called, asked)}
            yield Fault("set.assumed-unasked", here, arguments)
            continue
        facts = {called: as_value(fact)}
        found = [exact(parse(_question(called, kind), {called: kind}))(facts) for kind in asked[called]]
        refused = [one for one in found if isinstance(one, Absent)]
        if len(refused) == len(found):
            yield refused[0].fault(here)


def _asked(indicator_set: IndicatorSet) -> dict[str, list[Kind]]:
    """The kinds of each fact as the set and its rules declare them, by the name that formulas use."""
    found: dict[str, list[Kind]] = {}
    for needs in (indicator_set.needs, *(rule.needs for rule in indicator_set.rules.values())):
        for name, written in needs.items():
            kind = read_kind(written)
            if kind is not None:
                found.setdefault(formula_name(name), []).append(kind)
    return found


def _question(name: str, kind: Kind) -> str:
    """A formula that has a value just where the fact is of this kind."""
    if isinstance(kind, Labels):
        return f"{name} = {kind.options[0]}"
    if isinstance(kind, Records):
        return f"count({name})"
    return f"not {name}" if kind == "truth" else name
