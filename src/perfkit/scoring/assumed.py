"""Whether what a set assumes of projects that say nothing is what its formulas ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfkit.errors import Fault, Place, likeliest, nearest
from perfkit.formula import Absent, Kind, Labels, Records, exact, formula_name, parse, read_kind
from perfkit.model import Fact, IndicatorSet
from perfkit.scoring.facts import as_value


def misassumed(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """A fact that nothing asks for, whose name may be a slip, and one of another kind than is asked for."""
    asked = asked_facts(indicator_set)
    for name, fact in indicator_set.assumes.items():
        here, called = place.inside(name), formula_name(name)
        if called not in asked:
            arguments = {"name": name, "known": likeliest(called, asked), "near": nearest(called, asked)}
            yield Fault("set.assumed-unasked", here, arguments)
            continue
        if (unfit := unfitting(name, fact, asked[called])) is not None:
            yield unfit.fault(here)


def unfitting(name: str, fact: Fact, kinds: Sequence[Kind]) -> Absent | None:
    """Why a fact is of none of these kinds; None if it is of one of them."""
    called = formula_name(name)
    facts = {called: as_value(fact)}
    found = [exact(parse(_question(called, kind), {called: kind}))(facts) for kind in kinds]
    refused = [one for one in found if isinstance(one, Absent)]
    return refused[0] if len(refused) == len(found) else None


def asked_facts(indicator_set: IndicatorSet) -> dict[str, list[Kind]]:
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
