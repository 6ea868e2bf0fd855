"""Random indicators through the national rules and through plain fractions: how many points differ, and how fast.

Usage: python benchmarks/exactness.py [COUNT]
"""

import random
import sys
import time
from fractions import Fraction

from perfkit.model import Indicator, Target
from perfkit.scoring.lines import indicator_line
from perfkit.scoring.planning import make_plan
from perfkit.testing import national_set

SEED = 20231231


def oracle(kind: str, weight: int, target: Fraction, actual: Fraction) -> Fraction:
    """Points in cents, half up, from the text of the regulation and nothing of perfkit's."""
    if kind == "at-most":
        share = Fraction(1) if actual <= target else target / actual
    else:
        share = min(actual / target, Fraction(1))
    return Fraction((200 * weight * share.numerator + share.denominator) // (2 * share.denominator), 100)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = random.Random(SEED)
    plan = make_plan(national_set())
    node = plan.node("output")
    make = {"at-least": Target.at_least, "at-most": Target.at_most, "equal": Target.equal}
    rows = [
        (
            rng.choice(list(make)),
            rng.randint(1, 50),
            rng.randint(1, 10**6),
            rng.randint(0, 2 * 10**6),
            rng.randint(0, 4),
        )
        for _ in range(count)
    ]
    scored, different = 0.0, 0
    for kind, weight, target, actual, places in rows:
        texts = [
            f"{value // 10**places}.{value % 10**places:0{places}d}" if places else str(value)
            for value in (target, actual)
        ]
        if not any(c not in "0." for c in texts[0]):
            continue
        indicator = Indicator("output", "数量指标", "x", weight=weight, target=make[kind](texts[0]), actual=texts[1])
        begun = time.perf_counter()
        line = indicator_line(indicator, "output[1]", node, {}, plan)
        scored += time.perf_counter() - begun
        different += line.points.exact != oracle(kind, weight, Fraction(texts[0]), Fraction(texts[1]))
    print(f"{count} indicators, {different} different, {scored:.1f} s of scoring, {scored / count * 1e6:.0f} µs each")
    sys.exit(different > 0)


if __name__ == "__main__":
    main()
