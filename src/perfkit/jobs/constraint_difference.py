"""What one indicator set makes of the constraints of another: kept, loosened, dropped, satisfied or broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from perfkit.formula import formula_name, renamed
from perfkit.model import CHILDREN_OF, Change, Constraint, IndicatorSet, exact_text
from perfkit.model.kinds import as_tuple
from perfkit.scoring import ConstraintCheck, checked, said_by
from perfkit.wording import Language, say

ConstraintKind: TypeAlias = Literal["kept", "changed", "loosened", "tightened", "dropped", "added"]
"""loosened: it no longer binds, or leaves more room at the weights of the second set; tightened: it binds now, or
leaves less; changed: the two formulas cannot be compared."""


@frozen(kw_only=True)
class ConstraintDifference:
    """One constraint of the first set, or of the second alone.

    Attributes:
        kind: see :data:`ConstraintKind`.
        constraint: of the first set; of the second where it is added there.
        after: what the second set says under the same code; None where it says nothing.
        checks: the constraint held against each table of weights of the second set.
    """

    kind: ConstraintKind
    constraint: Constraint
    after: Constraint | None
    checks: tuple[ConstraintCheck, ...] = field(converter=as_tuple)

    @property
    def broken(self) -> bool:
        """Whether a constraint that binds does not hold for the second set."""
        return self.constraint.binding and any(one.verdict == "broken" for one in self.checks)

    def worded(self, language: Language) -> Iterator[str]:
        """What became of it, and whether the second set satisfies it; of several tables of weights those that fail."""
        binding = say("diff.binding" if self.constraint.binding else "diff.advice", language)
        told = {"title": self.constraint.title, "code": self.constraint.code, "binding": binding}
        sides = {"before": self.constraint.holds, "after": "" if self.after is None else self.after.holds}
        yield say(f"diff.constraint-{self.kind}", language, **told, **sides)
        failing = [one for one in self.checks if one.verdict != "holds"]
        yield from ("  " + one.worded(language) for one in failing or self.checks[:1])

    def record(self, language: Language) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "kind": self.kind,
            "code": self.constraint.code,
            "title": self.constraint.title.worded(language),
            "binding": self.constraint.binding,
            "before": None if self.kind == "added" else self.constraint.holds,
            "after": None if self.after is None else self.after.holds,
            "broken": self.broken,
            "checks": [
                {
                    "case": one.case.case_code or None,
                    "verdict": one.verdict,
                    "weights": {title.worded(language): exact_text(weight) for title, weight in one.weights.weights},
                    "missing": list(one.missing),
                    "margin": None if one.margin is None else exact_text(one.margin),
                }
                for one in self.checks
            ],
        }


def constraint_differences(
    before: IndicatorSet, after: IndicatorSet, renames: Sequence[Change] = ()
) -> tuple[ConstraintDifference, ...]:
    """Every constraint of both sets, held against the weights of the second; they need not be in one chain.

    ``renames`` are the changes on the way from the first to the second that call nodes otherwise.
    """
    theirs = {constraint.code: constraint for constraint in after.constraints}
    found = [_of(called(one, renames), before, theirs.get(one.code), after) for one in before.constraints]
    known = {one.code for one in before.constraints}
    for constraint in after.constraints:
        if constraint.code not in known:
            checks = checked(constraint, after, said_by(after, constraint.code))
            found.append(ConstraintDifference(kind="added", constraint=constraint, after=constraint, checks=checks))
    return tuple(found)


def _of(
    constraint: Constraint, before: IndicatorSet, other: Constraint | None, after: IndicatorSet
) -> ConstraintDifference:
    checks = checked(constraint, after, said_by(before, constraint.code))
    return ConstraintDifference(
        kind=_kind(constraint, checks, other, after), constraint=constraint, after=other, checks=checks
    )


def _kind(
    constraint: Constraint, checks: Sequence[ConstraintCheck], other: Constraint | None, after: IndicatorSet
) -> ConstraintKind:
    if other is None:
        return "dropped"
    if constraint.binding != other.binding:
        return "loosened" if constraint.binding else "tightened"
    if constraint.holds == other.holds:
        return "kept"
    sides = [(one.margin, two.margin) for one, two in zip(checks, checked(other, after), strict=False)]
    rooms = [two - one for one, two in sides if one is not None and two is not None]
    if len(rooms) < len(sides) or (min(rooms) < 0 < max(rooms)):
        return "changed"
    return "loosened" if max(rooms) > 0 else "tightened" if min(rooms) < 0 else "changed"


def called(constraint: Constraint, renames: Sequence[Change]) -> Constraint:
    """The constraint with its nodes called as the second set calls them."""
    for change in renames:
        if change.at.startswith("indicators."):
            old, new = formula_name(change.at.rpartition(".")[2]), formula_name(str(change.value))
            names = {old: new, old + CHILDREN_OF: new + CHILDREN_OF}
            constraint = evolve(constraint, holds=renamed(constraint.holds, names))
    return constraint
