"""What changes weights or points under a condition: weight cases, bonus, penalty, veto and cap."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from perfkit.model.kinds import as_tuple
from perfkit.model.numbers import number
from perfkit.model.origin import Basis
from perfkit.model.title import Title


def _weights(value: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {code: number(weight) for code, weight in value.items()}


@frozen(kw_only=True)
class WeightCase:
    """Weights that hold instead of the set's own where a condition holds; of several cases the first counts.

    Attributes:
        code: unique in the set; amendments refer to it.
        when: truth over the project's facts and the list ``indicators``, such as
            ``not any(indicators, block = satisfaction)``.
        weights: by code of the nodes that change; the loader proves that they still add up.
        reason: why; basis: the document.
    """

    code: str
    when: str
    weights: Mapping[str, Decimal] = field(converter=_weights)
    reason: str = ""
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)


@frozen(kw_only=True)
class Adjustment:
    """加减分: a bonus, a penalty, a veto 一票否决 or a cap, at a node or at the total, with its ground and its limit.

    Attributes:
        code: unique in the set; title: in words.
        at: code of the node whose points it changes, or ``total``.
        when: truth over the project's facts; where it does not hold nothing is adjusted.
        points: formula of the points that hold then, over ``points`` (those before) and the facts: ``points - 2``,
            ``min(points, 59)``, ``0``; empty for a grade alone.
        limits: least and greatest points it may give; none for 0 and the weight of the node.
        grade: for the total, a grade that is given whatever the points are; may be none of the bands.
        grounds: facts whose ground has to be recorded.
        basis: the document it rests on.
    """

    code: str
    title: Title
    at: str
    when: str
    points: str = ""
    limits: tuple[str, ...] = field(default=(), converter=as_tuple)
    grade: str = ""
    grounds: tuple[str, ...] = field(default=(), converter=as_tuple)
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)
