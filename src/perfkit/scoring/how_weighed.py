"""How the weights of a set were found: proved where comparisons are given, in words, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from perfkit.errors import Fault, InputError, Place, nearest
from perfkit.model import IndicatorSet, Rounding, SetIndicator, Weighting, plain
from perfkit.model.numbers import places_of
from perfkit.scoring.phrases import documents, joined
from perfkit.scoring.weighting import CONSISTENT, Consistency, ahp
from perfkit.wording import Language, say


def unfounded(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """What is wrong with the record: no author, keys of another method, or comparisons that give other weights."""
    weighting = indicator_set.weighting
    if weighting is None:
        return
    if not weighting.author.strip():
        yield Fault("set.weighting-author", place.inside("author"))
    if weighting.method == "ahp":
        yield from _compared(weighting, indicator_set, place.inside("comparisons"))
        return
    given = {"consistency-ratio": weighting.consistency_ratio is not None, "comparisons": bool(weighting.comparisons)}
    for key in (key for key, is_given in given.items() if is_given):
        yield Fault("set.weighting-only-ahp", place.inside(key), {"key": key, "method": weighting.method})


def _compared(weighting: Weighting, indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Nodes that are compared stand side by side, share out their sum as the comparisons say, and CR is as stated."""
    if not weighting.comparisons:
        return
    if faults := list(_misplaced(weighting, indicator_set, place)):
        yield from faults
        return
    try:
        found = ahp(weighting.comparisons, place)
    except InputError as error:
        yield from error.faults
        return
    own = {code: node.weight for code in weighting.comparisons if (node := indicator_set.node(code)) is not None}
    whole, places = sum(map(Fraction, own.values()), Fraction(0)), max(map(places_of, own.values()))
    for code, points in found.points(whole, places).items():
        if points != own[code]:
            figures = {"code": code, "found": plain(own[code]), "expected": plain(points)}
            yield Fault("set.weighting-differs", place.inside(code), figures)
    stated = weighting.consistency_ratio
    if stated is not None and found.consistency is not None:
        ratio = Rounding(places_of(stated)).round(found.consistency.ratio)
        if ratio != stated:
            yield Fault("set.weighting-ratio", place, {"found": plain(stated), "expected": plain(ratio)})


def _misplaced(weighting: Weighting, indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Codes that are none of the set, or not those of siblings."""
    families = [[node.code for node in siblings] for siblings in _families(indicator_set.indicators)]
    known = tuple(code for family in families for code in family)
    compared = tuple(weighting.comparisons)
    unknown = [code for code in compared if code not in known]
    for code in unknown:
        near = nearest(code, known)
        yield Fault("set.weighting-code", place.inside(code), {"code": code, "known": known, "near": near})
    if not unknown and not any(set(compared) <= set(family) for family in families):
        yield Fault("set.weighting-siblings", place, {"codes": compared})


def _families(nodes: Sequence[SetIndicator]) -> Iterator[Sequence[SetIndicator]]:
    """Each group of siblings."""
    yield nodes
    for node in nodes:
        yield from _families(node.children)


def weighed_words(indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    """Method, author, date and document, and how far the comparisons hold together; nothing without a record."""
    weighting = indicator_set.weighting
    if weighting is None:
        return
    method = say(f"weighting.method-{weighting.method}", language)
    parts = [
        say("weighting.recorded", language, method=method, author=weighting.author, date=weighting.date.isoformat()),
        weighting.note,
    ]
    yield joined(parts, language) + documents(weighting.basis, language)
    consistency = _consistency(weighting)
    if consistency is not None:
        yield say("weighting.recomputed", language, said=consistency.worded(language))
    elif weighting.consistency_ratio is not None:
        holds = Fraction(weighting.consistency_ratio) <= CONSISTENT
        code = "weighting.stated-consistent" if holds else "weighting.stated-inconsistent"
        yield say(code, language, ratio=plain(weighting.consistency_ratio))


def weighed_record(indicator_set: IndicatorSet) -> dict[str, Any] | None:
    """Plain data for JSON: numbers as texts; None without a record."""
    weighting = indicator_set.weighting
    if weighting is None:
        return None
    stated, consistency = weighting.consistency_ratio, _consistency(weighting)
    return {
        "method": weighting.method,
        "author": weighting.author,
        "date": weighting.date.isoformat(),
        "consistency_ratio": None if stated is None else plain(stated),
        "consistency": None if consistency is None else consistency.record(),
        "comparisons": {code: [str(one) for one in row] for code, row in weighting.comparisons.items()},
        "note": weighting.note,
        "basis": [
            {"document": one.document, "clause": one.clause, "verified": one.verified} for one in weighting.basis
        ],
    }


def _consistency(weighting: Weighting) -> Consistency | None:
    return ahp(weighting.comparisons).consistency if weighting.comparisons else None
