"""Small sets of one's own and projects for them, whose figures can be worked out in the head.

Every indicator is judged, so that a test says the share it wants; nothing is rounded unless a test says so.
"""

from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from perfkit.model import (
    TARGET_KINDS,
    GradeBand,
    GradeScale,
    Indicator,
    IndicatorSet,
    Project,
    Rounding,
    Rule,
    SetIndicator,
    Target,
    Title,
    WeightCase,
)
from perfkit.scoring import prove
from perfkit.testing import evaluated

CATEGORY = "指标"


def a_rule(name, share="", **keys):
    """A rule; its keys as an author writes them."""
    return Rule(name=name, title=Title(name), share=share, **keys)


RULES = {
    rule.name: rule
    for rule in (
        a_rule("judged", "judged", needs={"judged": "number"}, requires="judged >= 0 and judged <= 1"),
        a_rule("ratio", "min(actual / target, 1)", requires="target > 0 and actual >= 0"),
    )
}


def leaf(code, weight, **changes):
    """A leaf that accepts judged indicators and such as are scored in proportion."""
    kinds = {kind: "judged" if kind == "judged" else "ratio" for kind in TARGET_KINDS}
    return SetIndicator(code=code, name=code, weight=weight, **{"accepts": [CATEGORY], "rules_for": kinds, **changes})


def measure(code, weight, formula="executed / budget", **changes):
    """A leaf that scores a measure of its own in proportion to 100 %."""
    return SetIndicator(
        code=code, name=code, weight=weight, measure=formula, **{"target": "100%", "rule": "ratio", **changes}
    )


def branch(code, weight, *children, **changes):
    """A node with children."""
    return SetIndicator(code=code, name=code, weight=weight, children=children, **changes)


def grades(full_marks=100):
    """Nine, eight and six tenths of full marks."""
    tenths = {"优": 9, "良": 8, "中": 6, "差": 0}
    return GradeScale([GradeBand(name, Decimal(full_marks) * tenth / 10) for name, tenth in tenths.items()])


def a_set(*nodes, rules=(), **changes):
    """A set of these nodes, proved sound, with further rules."""
    scale = grades(changes.get("full_marks", 100))
    keys = {"id": "small", "edition": "1", "title": Title("小"), "first_year": 2020, "grades": scale, **changes}
    made = IndicatorSet(indicators=nodes, rules={**RULES, **{rule.name: rule for rule in rules}}, **keys)
    prove(made)
    return made


def a_case(when, /, **weights):
    """Other weights, by the code of the node, where the condition holds."""
    return WeightCase(code=f"{when} {weights}", when=when, weights=weights)


def judged(block, weight, share=1, name="", **changes):
    """An indicator that earns this share of its weight; None for one that nobody judged yet."""
    name = name or f"{block}{weight}"
    return Indicator(block, CATEGORY, name, weight=weight, target=Target.judged("好"), judged=share, **changes)


def counted(block, weight, actual, target=100, name="", **changes):
    """An indicator that earns in proportion to its target."""
    wanted = Target.at_least(target) if isinstance(target, int) else target
    return Indicator(
        block, CATEGORY, name or f"{block}{weight}", weight=weight, target=wanted, actual=actual, **changes
    )


def scored(under, *indicators, **facts):
    """The result of one project with these indicators."""
    return evaluated(a_small_project(*indicators, **facts), under=under).projects[0]


def a_small_project(*indicators, **facts):
    return Project(**{"name": "甲", "indicators": indicators, **facts})


def total(result):
    """The exact total; the codes of the findings where there is none."""
    return [finding.code for finding in result.findings] if result.points is None else result.points.exact


def codes(result):
    """The codes of what was found, in order."""
    return [finding.code for finding in result.findings]


def weights(result):
    """The weight of each line by its code."""
    return {line.code: line.weight.exact for line in result.lines}


def ends(result):
    """Both ends of the bounds and whether they are tight."""
    return result.bounds.low.exact, result.bounds.high.exact, result.bounds.tight


def rebuilt(under, **changes):
    """The set with other keys, proved again."""
    made = evolve(under, **changes)
    prove(made)
    return made


def half_up(value, places):
    """The number rounded half up, by another way than that of the library."""
    scaled = abs(Fraction(value)) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**places)


def reachable(rounding):
    """The roundings that are given, with weights that move of no more places than points."""
    found = {name: one for name, one in rounding.items() if one is not None}
    if "leaf" in found:
        places = min(found["leaf"].places, found.get("weight", found["leaf"]).places)
        found["weight"] = Rounding(places)
    return found
