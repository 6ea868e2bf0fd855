"""Every source of one number of a result: cells of the unit, keys of the set, rules, policies and amendments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from perfkit.errors import Fault, InputError, likeliest, nearest, quoted
from perfkit.scoring.answers.line_sources import LineSources
from perfkit.scoring.answers.node_sources import NodeSources
from perfkit.scoring.answers.origins import Provenance
from perfkit.scoring.answers.sources import Sources
from perfkit.scoring.plan import TOTAL
from perfkit.scoring.result import NodeResult, ProjectResult, ScoreLine


def provenance(result: ProjectResult, at: str | ScoreLine | NodeResult, what: str) -> tuple[Provenance, ...]:
    """Where a number of a result comes from: every source it rests on, each once, the nearest first.

    Args:
        result: of a project.
        at: a line or a node, or its code (``execution``, ``output[2]``); ``total`` for the total.
        what: of a line ``weight``, ``target``, ``actual``, ``rule``, ``parameters``, ``share``, ``points``, ``stated``,
            ``reviews``; of a node ``weight``, ``rule``, ``points``; of the total ``points`` and ``grade`` besides.

    Raises:
        InputError: ``provenance.unknown-place`` and ``provenance.unknown-value``.
    """
    found = _found(result, at) if isinstance(at, str) else at
    values = _line_values(result, found) if isinstance(found, ScoreLine) else _node_values(result, found)
    if what not in values:
        arguments = {
            "code": found.code,
            "what": quoted(what),
            "known": tuple(values),
            "near": nearest(what, values),
        }
        raise InputError(Fault("provenance.unknown-value", arguments=arguments))
    return tuple(_once(values[what]()))


def _found(result: ProjectResult, code: str) -> ScoreLine | NodeResult:
    """A line comes before the node that has its code; the sources of such a leaf are those of its line."""
    whole = result.whole
    places: list[ScoreLine | NodeResult] = [*result.lines, *whole.walk()]
    for place in places:
        if place.code == code:
            return place
    codes = list(dict.fromkeys(place.code for place in places))
    arguments = {
        "project": result.project.key,
        "code": quoted(code),
        "known": likeliest(code, codes),
        "near": nearest(code, codes),
    }
    raise InputError(Fault("provenance.unknown-place", arguments=arguments))


def _once(sources: Iterable[Provenance]) -> Sources:
    seen: list[Provenance] = []
    for source in sources:
        if source not in seen:
            seen.append(source)
            yield source


def _line_values(result: ProjectResult, line: ScoreLine) -> Mapping[str, Callable[[], Sources]]:
    sources = LineSources.of(result, line)
    return {
        "weight": sources.weight,
        "target": sources.target,
        "actual": sources.actual,
        "rule": sources.rule,
        "parameters": sources.parameters,
        "share": sources.share,
        "points": sources.points,
        "stated": sources.stated,
        "reviews": sources.reviews,
    }


def _node_values(result: ProjectResult, node: NodeResult) -> Mapping[str, Callable[[], Sources]]:
    sources = NodeSources(result, node)
    found = {"weight": sources.weight, "rule": sources.rule, "points": sources.points}
    return {**found, "grade": sources.grade} if node.code == TOTAL else found
