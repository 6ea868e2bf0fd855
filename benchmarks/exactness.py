"""Random indicators through the rules of the national standards and through plain fractions: how many points differ.

Usage: python benchmarks/exactness.py [COUNT]

Every rule is written here a second time, from its description, over ``fractions.Fraction``; nothing of perfkit's
arithmetic is used for it. A third of the rows aim at ties and at the edges of steps. The time is that of everything:
making the rows, scoring them, and the oracle.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping
from fractions import Fraction

from perfkit.formula import Absent
from perfkit.model import Rounding
from perfkit.scoring.card import Card, Entry
from perfkit.scoring.planning import make_plan
from perfkit.testing import national_set

SEED = 20231231
ONE, ZERO = Fraction(1), Fraction(0)
TWO_PLACES = Rounding(2, "half-up")


def full_steps(t: Fraction, a: Fraction) -> Fraction:
    steps, over = 0, a - t
    while over >= Fraction(1, 100) and steps < 10:
        steps, over = steps + 1, over - Fraction(1, 100)
    return Fraction(10 - steps, 10)


def begun_steps(t: Fraction, a: Fraction) -> Fraction:
    steps, over = 0, a - t
    while over > 0 and steps < 10:
        steps, over = steps + 1, over - Fraction(1, 100)
    return Fraction(10 - steps, 10)


ORACLE: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "ratio": lambda t, a: ONE if a >= t else a / t,
    "inverse-ratio": lambda t, a: ONE if a <= t else t / a,
    "inverse-linear": lambda t, a: ONE if a <= t else ZERO if a >= t + t else (t + t - a) / t,
    "inverse-all-or-nothing": lambda t, a: ONE if not a > t else ZERO,
    "all-or-nothing": lambda t, a: ZERO if a < t else ONE,
    "equal-all-or-nothing": lambda t, a: ONE if a == t else ZERO,
    "pass-line": lambda t, a: ONE if a >= t else ZERO if a < t * 3 / 5 else (5 * a - 3 * t) / (2 * t),
    "deduct-full-steps": full_steps,
    "deduct-begun-steps": begun_steps,
    "deduct-in-proportion": lambda t, a: ONE if a <= t else max(ZERO, 1 - 10 * (a - t)),
    "steps-90-80-60": lambda t, a: Fraction(
        10 if a >= ONE * 9 / 10 else 8 if 5 * a >= 4 else 5 if 5 * a >= 3 else 0, 10
    ),
}
"""The rules once more, by target and actual."""

RATES = ("deduct-full-steps", "deduct-begun-steps", "deduct-in-proportion", "steps-90-80-60")


def row(rng: random.Random, rule: str) -> tuple[int, Fraction, Fraction]:
    """Weight in points, target, actual."""
    weight = rng.randint(1, 50)
    if rule in RATES:
        scale = 10 ** rng.randint(2, 6)
        target, actual = rng.randint(1, scale), rng.randint(0, scale)
        if rng.random() < 1 / 3:
            actual = min(scale, target + rng.randint(0, 12) * scale // 100)
        return weight, Fraction(target, scale), Fraction(actual, scale)
    scale = 10 ** rng.randint(0, 4)
    target, actual = rng.randint(1, 10**6), rng.randint(0, 2 * 10**6)
    if rng.random() < 1 / 3:
        target = rng.choice((8, 16, 40, 80, 200, 400, 1000, 8000)) * rng.randint(1, 9)
        actual = rng.randint(0, 2 * target)
    return weight, Fraction(target, scale), Fraction(actual, scale)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = random.Random(SEED)
    rules = {name: plan.compiled for name, plan in make_plan(national_set()).rules.items() if name in ORACLE}
    names = sorted(rules)
    begun = time.perf_counter()
    scoring, different, ties = 0.0, 0, 0
    for _ in range(count):
        name = rng.choice(names)
        weight, target, actual = row(rng, name)
        started = time.perf_counter()
        entry = Entry(rules[name], {"target": target, "actual": actual, "weight": Fraction(weight)}, Fraction(weight))
        (cents,) = Card((entry,), None).units(TWO_PLACES)
        scoring += time.perf_counter() - started
        exact = 100 * weight * ORACLE[name](target, actual)
        below = exact.numerator // exact.denominator
        over = 2 * (exact - below)
        ties += over == 1
        different += isinstance(cents, Absent) or cents != below + (over >= 1)
    taken = time.perf_counter() - begun
    print(f"{count} indicators under {len(names)} rules, {ties} exact ties, {different} different,")
    print(f"{taken:.1f} s in all, of which {scoring:.1f} s scoring ({scoring / count * 1e6:.1f} µs each)")
    sys.exit(different > 0)


if __name__ == "__main__":
    main()
