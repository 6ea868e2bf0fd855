"""The national rules alone: what each makes of facts written as people write them."""

import re
from fractions import Fraction

from perfkit.scoring.planning import make_plan
from perfkit.testing import national_set

NATIONAL = national_set()
COMPILED = {name: plan.compiled for name, plan in make_plan(NATIONAL).rules.items()}

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")

REFUSED, NO_CASE, MISSING = "requires", "no-case", "missing"
"""Why there may be no share."""


def fact(written):
    """A number such as ``92%``, a truth, the word of a label, or a list of records of these."""
    if isinstance(written, dict):
        return {name: fact(value) for name, value in written.items()}
    if isinstance(written, (list, tuple)):
        return [fact(record) for record in written]
    if isinstance(written, bool) or (isinstance(written, str) and not NUMBER.fullmatch(written)):
        return written
    return Fraction(written[:-1]) / 100 if isinstance(written, str) and written.endswith("%") else Fraction(written)


def share(rule, **facts):
    """The exact share of the weight, or the reason why there is none."""
    found = COMPILED[rule].share(fact(facts))
    return found if isinstance(found, Fraction) else found.reason


def label(rule, **facts):
    """The label of a rule that gives one, or the reason why there is none."""
    found = COMPILED[rule].label(fact(facts))
    return found if isinstance(found, str) else found.reason


def points(rule, weight, **facts):
    """The points with two places, half up; the reason where there are none."""
    found = share(rule, weight=weight, **facts)
    if isinstance(found, str):
        return found
    hundredths = (found * Fraction(weight) * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02}"
