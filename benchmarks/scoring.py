"""Scoring one project of twelve indicators: perfkit beside what people write by hand, in one run.

Usage: python benchmarks/scoring.py [ROUNDS]

Competitors take turns in short rounds, so that a busy machine slows all of them; the figures are medians of CPU time
as ratios. Every competitor is first asked for its points, and the ones that differ from the exact ones are named.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from attrs import frozen
from simpleeval import SimpleEval

from perfkit.formula import Absent, Value, compile_rule
from perfkit.model import Portfolio, Rounding
from perfkit.scoring import evaluate
from perfkit.scoring.card import Card, Entry
from perfkit.scoring.planning import make_plan
from perfkit.testing import a_project, national_set

ELEMENTS = (
    (Decimal("0.3"), Decimal(1), True),
    (Decimal("0.3"), Decimal("0.5"), False),
    (Decimal("0.4"), Decimal(1), False),
)
CARD: tuple[tuple[str, str, str, str, object], ...] = (
    ("ratio", "10", "80", "77", None),
    ("ratio", "10", "3000", "2990.55", None),
    ("inverse-ratio", "8", "50", "60", None),
    ("inverse-linear", "8", "50", "60", None),
    ("pass-line", "10", "100", "80", None),
    ("all-or-nothing", "5", "5", "6", None),
    ("equal-all-or-nothing", "5", "5", "5", None),
    ("steps-90-80-60", "10", "0.9", "0.86", None),
    ("deduct-full-steps", "10", "1", "1.035", None),
    ("steps-by-state", "10", "1", "0.838331", (False, Decimal(500), Decimal("419.1655"))),
    ("judged", "8", "0", "0.85", None),
    ("elements", "6", "0", "0", ELEMENTS),
)
"""Rule, weight, target, actual, and what else the rule asks for."""

ELEMENTS_RULE = compile_rule(
    needs={"elements": {"share": "number", "met": "number", "gate": "truth"}},
    share="if(any(elements, gate and met < 1), 0, sum(elements, share * met))",
)
CENT = Decimal("0.01")
TWO_PLACES = Rounding(2, "half-up")


def _floats(more: object) -> object:
    """What else a rule asks for, as floats."""
    if isinstance(more, tuple):
        return tuple(_floats(part) for part in more)
    return float(more) if isinstance(more, Decimal) else more


def by_float(rule: str, weight: float, target: float, actual: float, more: object) -> float:  # noqa: C901, PLR0911, PLR0912
    """What a hand-written chain of conditions does, with round(x, 2) at the end of each branch."""
    if rule == "ratio":
        return round(weight * min(actual / target, 1), 2)
    if rule == "inverse-ratio":
        return weight if actual <= target else round(weight * target / actual, 2)
    if rule == "inverse-linear":
        if actual <= target:
            return weight
        return 0.0 if actual >= 2 * target else round(weight * (1 - (actual - target) / target), 2)
    if rule == "pass-line":
        return round(weight * max(0, min(1, (actual / target - 0.6) / 0.4)), 2)
    if rule == "all-or-nothing":
        return weight if actual >= target else 0.0
    if rule == "equal-all-or-nothing":
        return weight if actual == target else 0.0
    if rule == "steps-90-80-60":
        return round(weight * (1 if actual >= 0.9 else 0.8 if actual >= 0.8 else 0.5 if actual >= 0.6 else 0), 2)
    if rule == "deduct-full-steps":
        return round(weight * max(0, 1 - 0.1 * (max(0, actual - target) // 0.01)), 2)
    if rule == "steps-by-state":
        finished, budget, executed = more
        if finished and executed <= budget:
            return weight
        return round(weight * (0 if actual < 0.6 else 0.5 if actual < 0.8 else 0.7), 2)
    if rule == "judged":
        return round(weight * actual, 2)
    if any(gate and met < 1 for _, met, gate in more):
        return 0.0
    return round(weight * sum(share * met for share, met, _ in more), 2)


@frozen
class Step:
    """One line of a trace, as people keep it."""

    rule: str
    weight: Decimal
    target: Decimal
    actual: Decimal
    share: Decimal
    exact: Decimal
    points: Decimal
    text: str


def by_decimal(rule: str, weight: Decimal, target: Decimal, actual: Decimal, more: object) -> Step:
    """The obvious loop in Decimal that keeps a trace of what it did."""
    share = _decimal_share(rule, target, actual, more)
    exact = weight * share
    points = exact.quantize(CENT, ROUND_HALF_UP)
    return Step(rule, weight, target, actual, share, exact, points, f"{weight} × {share} = {exact}, {points}")


def _decimal_share(rule: str, target: Decimal, actual: Decimal, more: object) -> Decimal:  # noqa: C901, PLR0911
    one, zero = Decimal(1), Decimal(0)
    if rule == "ratio":
        return min(actual / target, one)
    if rule == "inverse-ratio":
        return one if actual <= target else target / actual
    if rule == "inverse-linear":
        return one if actual <= target else max(zero, one - (actual - target) / target)
    if rule == "pass-line":
        return max(zero, min(one, (actual / target - Decimal("0.6")) / Decimal("0.4")))
    if rule in ("all-or-nothing", "equal-all-or-nothing"):
        return one if (actual >= target if rule == "all-or-nothing" else actual == target) else zero
    if rule == "steps-90-80-60":
        steps = ((Decimal("0.9"), one), (Decimal("0.8"), Decimal("0.8")), (Decimal("0.6"), Decimal("0.5")))
        return next((share for bound, share in steps if actual >= bound), zero)
    if rule == "deduct-full-steps":
        return max(zero, one - Decimal("0.1") * (max(zero, actual - target) // CENT))
    if rule == "steps-by-state":
        finished, budget, executed = more
        if finished and executed <= budget:
            return one
        return zero if actual < Decimal("0.6") else Decimal("0.5") if actual < Decimal("0.8") else Decimal("0.7")
    if rule == "judged":
        return actual
    gated = any(gate and met < 1 for _, met, gate in more)
    return zero if gated else sum((share * met for share, met, _ in more), zero)


def facts_of(rule: str, target: str, actual: str, more: object) -> dict[str, Value]:
    """The facts of one line as perfkit takes them."""
    facts: dict[str, Value] = {"target": Fraction(target), "actual": Fraction(actual), "judged": Fraction(actual)}
    if rule == "steps-by-state":
        finished, budget, executed = more
        facts |= {"finished": finished, "budget": Fraction(budget), "executed": Fraction(executed)}
    if rule == "elements":
        facts["elements"] = [{"share": Fraction(a), "met": Fraction(b), "gate": gate} for a, b, gate in more]
    return facts


def card() -> Card:
    """The card of the twelve lines under the rules of the national standards."""
    rules = {name: plan.compiled for name, plan in make_plan(national_set()).rules.items()} | {
        "elements": ELEMENTS_RULE
    }
    entries = []
    for rule, weight, target, actual, more in CARD:
        facts = {**facts_of(rule, target, actual, more), "weight": Fraction(weight)}
        shown = {"target": target, "actual": actual}
        entries.append(Entry(rules[rule], facts, Fraction(weight), shown))
    return Card(tuple(entries), TWO_PLACES)


FLOATS = [
    (rule, float(weight), float(target), float(actual), _floats(more)) for rule, weight, target, actual, more in CARD
]
DECIMALS = [
    (rule, Decimal(weight), Decimal(target), Decimal(actual), more) for rule, weight, target, actual, more in CARD
]
OURS = card()

USER_FORMULA = "if(target > b, clamp((actual - b) / (target - b), 0, 1), 1)"
USER_RULE = compile_rule(needs={"b": "number"}, share=USER_FORMULA)
USER_FACTS = {"actual": Fraction(77), "target": Fraction(80), "b": Fraction(20)}
USER_CARD = Card((Entry(USER_RULE, USER_FACTS, Fraction(10)),), TWO_PLACES)
SIMPLE = SimpleEval(
    functions={"clamp": lambda x, low, high: min(max(x, low), high)}, names={"w": 10, "a": 77, "t": 80, "b": 20}
)
SIMPLE_TEXT = "w * clamp((a - b) / (t - b), 0, 1) if t > b else w"
SIMPLE_TREE = SIMPLE.parse(SIMPLE_TEXT)


def built() -> list[object]:
    """Every line as a frozen view with its share, its points and the facts behind them."""
    scored = OURS.score()
    return [scored.line(at) for at in range(len(CARD))]


def told() -> list[str]:
    """Every line put into Chinese words."""
    scored = OURS.score()
    return [line.worded("zh") for at in range(len(CARD)) if not isinstance(line := scored.line(at), Absent)]


PROJECT = Portfolio(unit="单位", year=2023, projects=[a_project()])
NATIONAL = national_set()


def evaluated() -> object:
    """One project of four lines through everything: weights, lines, nodes, total, bounds, findings."""
    return evaluate(PROJECT, NATIONAL)


COMPETITORS: Mapping[str, Callable[[], object]] = {
    "hand-written floats": lambda: [by_float(*line) for line in FLOATS],
    "perfkit, exact points": lambda: OURS.units(TWO_PLACES),
    "perfkit, with all that explains them": OURS.score,
    "Decimal loop with its trace": lambda: [by_decimal(*line) for line in DECIMALS],
    "simpleeval, parsed before, one formula": lambda: SIMPLE.eval(SIMPLE_TEXT, previously_parsed=SIMPLE_TREE),
    "perfkit, the same formula": lambda: USER_CARD.units(TWO_PLACES),
    "perfkit, every line built": built,
    "perfkit, the whole evaluation of one project": evaluated,
    "perfkit, every line built and put into words": told,
}

GOALS: tuple[tuple[str, str, Fraction], ...] = (
    ("perfkit, exact points", "hand-written floats", Fraction(12, 10)),
    ("perfkit, with all that explains them", "perfkit, exact points", Fraction(2)),
    ("perfkit, the same formula", "simpleeval, parsed before, one formula", Fraction(2, 10)),
    ("perfkit, exact points", "Decimal loop with its trace", Fraction(2, 10)),
)
"""One, another, and how many times the time of the other the one may take."""


def microseconds(call: Callable[[], object], times: int) -> float:
    begun = time.thread_time()
    for _ in range(times):
        call()
    return (time.thread_time() - begun) / times * 1e6


def medians(rounds: int) -> dict[str, float]:
    """The competitors in turn, in short rounds."""
    found: dict[str, list[float]] = {name: [] for name in COMPETITORS}
    for _ in range(rounds):
        for name, call in COMPETITORS.items():
            found[name].append(microseconds(call, 400 if call not in (told, evaluated) else 20))
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    exact = [Decimal(units).scaleb(-2) for units in OURS.units(TWO_PLACES)]
    for (rule, *_), right, by_hand, traced in zip(CARD, exact, FLOATS, DECIMALS, strict=True):
        others = {"floats": Decimal(repr(by_float(*by_hand))), "Decimal": by_decimal(*traced).points}
        wrong = ", ".join(f"{name} say {points}" for name, points in others.items() if points != right)
        print(f"{rule:24}{right:>8}  {wrong}")
    found = medians(rounds)
    for name, time_of in found.items():
        print(f"{name:48}{time_of:9.2f} µs")
    missed = 0
    for one, other, most in GOALS:
        ratio = found[one] / found[other]
        missed += ratio > most
        print(f"{one} : {other} = {ratio:.2f} (goal: at most {float(most):.2f})")
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
