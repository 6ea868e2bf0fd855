"""What a project promised and what it reached: 指标, 指标值, 完成值."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from attrs import evolve, field, frozen

from perfkit.errors import Fault, InputError, nearest, quoted
from perfkit.model.evidence import Evidence
from perfkit.model.fact import Fact, facts_of
from perfkit.model.kinds import as_tuple, each_of_kind, of_kind
from perfkit.model.library import Taken
from perfkit.model.numbers import NumberLike, number, terminating
from perfkit.model.origin import Origin
from perfkit.model.review import Review

TargetKind: TypeAlias = Literal["at-least", "at-most", "equal", "range", "judged"]
"""≥ (正向), ≤ (反向), ＝, from–to, 定性: the 指标性质 of the form."""


TARGET_KINDS: tuple[TargetKind, ...] = get_args(TargetKind)

RuleKind: TypeAlias = Literal[TargetKind, "more-than", "less-than"]
"""What a set may have a rule for: the kinds of targets, and ＞ and ＜ where they are scored otherwise than ≥ and ≤."""

_STRICT: dict[str, RuleKind] = {"at-least": "more-than", "at-most": "less-than"}


def _number(value: NumberLike | None) -> Decimal | None:
    return None if value is None else number(value)


def _share(value: NumberLike | Fraction | None) -> Decimal | Fraction | None:
    """A share: as a decimal where its digits end, else as the fraction it is, such as 7/9."""
    if not isinstance(value, Fraction):
        return _number(value)
    decimal = terminating(value)
    return value if decimal is None else decimal


def _known_kind(instance: object, attribute: object, value: str) -> None:
    if value not in TARGET_KINDS:
        arguments = {"found": quoted(str(value)), "known": TARGET_KINDS, "near": nearest(str(value), TARGET_KINDS)}
        raise InputError(Fault("target.kind-unknown", arguments=arguments))


@frozen
class Target:
    """指标值: what was promised.

    Build one with :meth:`at_least`, :meth:`at_most`, :meth:`equal`, :meth:`between` or :meth:`judged`.

    Attributes:
        kind: how an actual is held against it.
        value: the number promised, the lower end of a range; None for a judged target.
        unit: the unit of the number, such as 项 or %. A percent is held as it is written: 95 with unit %.
        text: the words promised, for a judged target; else as the form printed it, where known.
        strict: True for ＞ and ＜.
        upper: the upper end of a range; None for any other kind.
    """

    kind: TargetKind = field(validator=_known_kind)
    value: Decimal | None = field(default=None, converter=_number)
    unit: str = field(default="", validator=of_kind(str))
    text: str = field(default="", validator=of_kind(str))
    strict: bool = False
    upper: Decimal | None = field(default=None, converter=_number)

    def __attrs_post_init__(self) -> None:
        ordered = self.value is not None and self.upper is not None and self.value <= self.upper
        if (self.kind == "range") != (self.upper is not None) or (self.upper is not None and not ordered):
            arguments = {"low": str(self.value), "high": str(self.upper), "kind": self.kind}
            raise InputError(Fault("target.range", arguments=arguments))

    @classmethod
    def at_least(cls, value: NumberLike, unit: str = "", *, strict: bool = False) -> Target:
        """The more the better, and at least ``value``."""
        return cls("at-least", number(value), unit, strict=strict)

    @classmethod
    def at_most(cls, value: NumberLike, unit: str = "", *, strict: bool = False) -> Target:
        """The less the better, and at most ``value``: costs, complaints, days."""
        return cls("at-most", number(value), unit, strict=strict)

    @classmethod
    def equal(cls, value: NumberLike, unit: str = "") -> Target:
        """Exactly ``value``."""
        return cls("equal", number(value), unit)

    @classmethod
    def between(cls, low: NumberLike, high: NumberLike, unit: str = "") -> Target:
        """From ``low`` to ``high``, both included."""
        return cls("range", number(low), unit, upper=number(high))

    @classmethod
    def judged(cls, text: str) -> Target:
        """A description that an evaluator holds against what was reached."""
        return cls("judged", text=text)

    @property
    def rule_kinds(self) -> tuple[RuleKind, ...]:
        """The keys by which a set may name its rule for this target, the nearest first."""
        own = (_STRICT[self.kind],) if self.strict and self.kind in _STRICT else ()
        return (*own, self.kind)

    def __str__(self) -> str:
        if self.value is None:
            return self.text
        if self.upper is not None:
            return f"{self.value:f}～{self.upper:f}{self.unit}"
        sign = {"at-least": "＞" if self.strict else "≥", "at-most": "＜" if self.strict else "≤"}.get(self.kind, "＝")
        return f"{sign}{self.value:f}{self.unit}"


@frozen
class TargetChange:
    """绩效目标调整: the target that took the place of another one in the course of the year.

    Attributes:
        on: the day from which ``target`` holds; was: the target until then.
        reason: why; document: who allowed it, as a document number.
        origin: where it was read.
    """

    on: datetime.date
    target: Target = field(validator=of_kind(Target))
    was: Target = field(validator=of_kind(Target))
    reason: str = field(default="", validator=of_kind(str))
    document: str = field(default="", validator=of_kind(str))
    origin: Origin | None = field(default=None, validator=of_kind(Origin, type(None)))


@frozen
class Indicator:
    """指标: one third-level indicator of a project, under a block of the indicator set.

    Attributes:
        block: code of the node of the set under which it hangs, such as ``output``.
        category: second-level name, such as 数量指标.
        name: its own name.
        weight: points that can be had; None where the unit promised a target without giving it points.
        target: what was promised, as it holds after all of ``changes``.
        actual: the number reached, in the unit of the target; None while it is missing.
        reached: what was reached, in words: for a judged target, or as the form printed the number.
        judged: for a judged target, the share of the weight (0 to 1) that the evaluator gives.
        reason: the unit's explanation of a deviation 偏差原因.
        rule: name of a rule that replaces the one the set would take; empty for the set's.
        stated_points: the points the unit itself printed, None if it printed none.
        baseline: the value before the work began, in the unit of the target, for rules that reward improvement.
        facts: further facts of this indicator that its rule may ask for, such as its 评价要点 ``elements``.
        applicable: False where it does not apply this year 不适用; ``reason`` says why.
        reviews: points that others gave, 复核分.
        evidence: what proves the value reached, 佐证资料.
        changes: how the target was adjusted, the oldest first.
        taken: what was filled in from the indicator library 指标库, where it was taken from there.
        origin: where it was read.
    """

    block: str = field(validator=of_kind(str))
    category: str = field(validator=of_kind(str))
    name: str = field(validator=of_kind(str))
    weight: Decimal | None = field(default=None, converter=_number)
    target: Target | None = field(default=None, validator=of_kind(Target, type(None)))
    actual: Decimal | None = field(default=None, converter=_number)
    reached: str = field(default="", validator=of_kind(str))
    judged: Decimal | Fraction | None = field(default=None, converter=_share)
    reason: str = field(default="", validator=of_kind(str))
    rule: str = field(default="", validator=of_kind(str))
    stated_points: Decimal | None = field(default=None, converter=_number)
    baseline: Decimal | None = field(default=None, converter=_number)
    facts: Mapping[str, Fact] = field(factory=dict, converter=facts_of)
    applicable: bool = field(default=True, validator=of_kind(bool))
    reviews: tuple[Review, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(Review))
    evidence: tuple[Evidence, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(Evidence))
    changes: tuple[TargetChange, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(TargetChange))
    taken: Taken | None = field(default=None, validator=of_kind(Taken, type(None)))
    origin: Origin | None = field(default=None, validator=of_kind(Origin, type(None)))

    @property
    def has_value(self) -> bool:
        """Whether there is something to prove: a number, words, a judgement, facts, or that it does not apply."""
        given = self.actual is not None or self.judged is not None
        return given or bool(self.reached or self.facts) or not self.applicable

    def as_of(self, on: datetime.date) -> Indicator:
        """The indicator as it stood on a day: with the target in force then, and the changes up to then."""
        later = [change for change in self.changes if change.on > on]
        if not later:
            return self
        return evolve(self, target=later[0].was, changes=[change for change in self.changes if change.on <= on])

    def __attrs_post_init__(self) -> None:
        if self.evidence and not self.has_value:
            raise InputError(Fault("evidence.indicator-without-value", arguments={"name": self.name}))
        if self.weight is not None and self.weight < 0:
            raise InputError(
                Fault("indicator.weight-negative", arguments={"name": self.name, "found": str(self.weight)})
            )
