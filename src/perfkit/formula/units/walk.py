"""Units checked in arithmetic: a formula or a rule is walked, and every clash is told with both units."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Fault, Place, quoted
from perfkit.formula.language.kinds import Kind, NumberIn, Records
from perfkit.formula.language.printed import printed
from perfkit.formula.language.tree import Arithmetic, Call, Comparison, Expr, Name, Negative, Number, Over, operands
from perfkit.formula.ratios.formulas import constant
from perfkit.formula.rule_tree import RuleTree
from perfkit.formula.units.dimension import (
    INDICATOR,
    MONEY,
    PLAIN,
    POINTS,
    RATE,
    RATIO,
    UNKNOWN,
    Dimension,
    Joined,
    joined,
    rooted,
    unit_of,
)

OF_INDICATOR = ("target", "upper", "actual", "baseline")
"""The names that are counted in the unit of the indicator."""


@frozen
class Units:
    """What the walk found.

    Attributes:
        dimension: of the formula, or of the share of a rule; that of a truth is unknown.
        indicator: the unit the indicator must have; None for any.
        faults: every clash, in the order of reading.
    """

    dimension: Dimension
    indicator: Dimension | None
    faults: tuple[Fault, ...]


def dimensions(
    expr: Expr,
    kinds: Mapping[str, Kind],
    place: Place = NOWHERE,
    *,
    wanted: Dimension | None = None,
) -> Units:
    """The units of one formula over names of these kinds.

    Args:
        expr: a formula that was parsed over names of these kinds.
        kinds: of the names; of those that are counted in the unit of the indicator only what declares a unit counts.
        place: where it stands; faults add the character.
        wanted: what the whole must be, such as a ratio for a share; None for anything.
    """
    walk = _Walk(kinds)
    found = walk.formula(expr, place, wanted)
    return Units(found, walk.indicator, tuple(walk.faults))


def rule_dimensions(tree: RuleTree, kinds: Mapping[str, Kind], place: Place = NOWHERE) -> Units:
    """The units of a rule, from ``let`` to ``explain-when``; its shares are ratios."""
    walk = _Walk(kinds)
    for name, expr in tree.let:
        walk.name(name, walk.formula(expr, place.inside("let").inside(name)))
    if tree.requires is not None:
        walk.formula(tree.requires, place.inside("requires"))
    for row, case in enumerate(tree.cases, 1):
        at = place.inside("cases").inside(row)
        walk.formula(case.when, at.inside("when"))
        walk.formula(case.share, at.inside("share"), RATIO)
    if tree.otherwise is not None:
        walk.formula(tree.otherwise, place.inside("otherwise" if tree.cases else "share"), RATIO)
    if tree.explain is not None:
        walk.formula(tree.explain, place.inside("explain-when"))
    return Units(RATIO if tree.gives is None else UNKNOWN, walk.indicator, tuple(walk.faults))


class _Walk:
    """Goes through formulas in their order and keeps what they say about the unit of the indicator."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.indicator: Dimension | None = None
        self.faults: list[Fault] = []
        self._kinds = kinds
        self._scopes: list[Mapping[str, Dimension]] = [{name: _of(kind) for name, kind in kinds.items()}]
        self._place = NOWHERE
        self.name("weight", POINTS)
        for name in OF_INDICATOR:
            self._declared(name)

    def name(self, name: str, dimension: Dimension) -> None:
        """A ``let`` value, which the formulas behind it may use."""
        self._scopes[0] = {**self._scopes[0], name: dimension}

    def formula(self, expr: Expr, place: Place, wanted: Dimension | None = None) -> Dimension:
        self._place = place
        found = self._walked(expr)
        if wanted is not None:
            found = self._settled(
                joined(found.bound(self.indicator), wanted), expr, "units-whole", found, wanted=wanted
            )
        return found.bound(self.indicator)

    def _declared(self, name: str) -> None:
        """A unit that ``needs`` declares for a name of the indicator is that of the indicator."""
        unit = self._scopes[0].get(name, UNKNOWN)
        if unit == UNKNOWN:
            self.name(name, INDICATOR)
        else:
            self.indicator = unit

    def _walked(self, expr: Expr) -> Dimension:
        """The unit of a part, with what is known by now about that of the indicator."""
        return self._node(expr).bound(self.indicator)

    def _node(self, expr: Expr) -> Dimension:  # noqa: PLR0911 - one return for each node
        match expr:
            case Number():
                return RATE if expr.text.endswith("%") else PLAIN
            case Name():
                return next((scope[expr.name] for scope in reversed(self._scopes) if expr.name in scope), UNKNOWN)
            case Negative():
                return self._walked(expr.operand)
            case Arithmetic(sign="+" | "-"):
                return self._alike(expr.left, expr.right)
            case Arithmetic():
                left, right = self._walked(expr.left), self._walked(expr.right)
                return left * right if expr.sign == "*" else left / right
            case Call():
                return self._called(expr)
            case Over():
                return self._over(expr)
            case Comparison():
                self._alike(expr.left, expr.right)
                return UNKNOWN
            case _:
                for operand in operands(expr):
                    self._walked(operand)
                return UNKNOWN

    def _called(self, call: Call) -> Dimension:
        first, *rest = call.arguments
        match call.function:
            case "if":
                self._walked(first)
                return self._alike(*rest)
            case "steps":
                self._alike(first, *rest[:-1:2])
                return self._alike(*rest[1:-1:2], rest[-1])
            case "min" | "max" | "clamp":
                return self._alike(*call.arguments)
            case "ln":
                found = self._walked(first)
                self._settled(joined(found, RATIO), first, "units-ln", found)
                return RATIO
            case "root":
                found, degree = self._walked(first), constant(rest[0])
                return self._settled(rooted(found, None if degree is None else int(degree)), first, "units-root", found)
            case "abs" | "round" | "floor" | "ceil":
                return self._walked(first)

    def _over(self, over: Over) -> Dimension:
        """Sums and means are counted as what they are made of; a number of records fits any unit."""
        kind = self._kinds.get(over.records)
        declared = kind.fields if isinstance(kind, Records) else {}
        self._scopes.append({field: _of(declared.get(field, "unknown")) for field in over.fields})
        found = UNKNOWN if over.body is None else self._walked(over.body)
        self._scopes.pop()
        if over.word == "count":
            return PLAIN
        return UNKNOWN if over.word == "product" and found.powers else found

    def _alike(self, *parts: Expr) -> Dimension:
        """The common unit of parts that must be alike."""
        found, told = self._walked(parts[0]), parts[0]
        for part in parts[1:]:
            other = self._walked(part)
            found = found.bound(self.indicator)
            arguments = {"left": quoted(printed(told)), "left_unit": found}
            found = self._settled(joined(found, other), part, "units", other, **arguments)
            told = told if other in (PLAIN, UNKNOWN) else part
        return found

    def _settled(self, both: Joined, expr: Expr, code: str, found: Dimension, **arguments: object) -> Dimension:
        """What was joined, with the unit of the indicator noted; a clash is told at the character of ``expr``."""
        if both.indicator is not None:
            self.indicator = both.indicator
        if both.dimension is not None:
            return both.dimension
        said = {"found": quoted(printed(expr)), "unit": found, **arguments}
        self.faults.append(Fault(f"formula.{code}", evolve(self._place, character=expr.character), said))
        return UNKNOWN


def _of(kind: Kind) -> Dimension:
    match kind:
        case "money":
            return MONEY
        case NumberIn():
            return unit_of(kind.unit)
        case _:
            return UNKNOWN
