"""Whatever the exact reading gives for any facts lies in what the possible reading gave before they were known."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, product

from hypothesis import given
from hypothesis import strategies as st

from formula import at_random
from formula.trees import LABELS, LISTS, PLAIN_SCOPE, trees, values
from perfkit.formula import Absent, CompiledRule, NumberSet, exact, possible
from sampling import sparse

MOST = 60
"""So many completions of one formula are tried."""

STRIDE = 982_451_653
"""A prime, so that completions behind one another differ in every choice."""


def holds(found, value):
    """Whether a value lies in a set of any kind."""
    return found.holds(value) if isinstance(found, NumberSet) else value in found


def a_set(domain):
    """The values as the possible reading takes them."""
    if all(type(value) is Fraction for value in domain):
        return NumberSet.of(*domain)
    return frozenset(domain)


def said(draw, domain):
    """What may be said of a fact with these values: all of them, a stretch that holds them, or nothing."""
    if len(domain) == 1 and draw(st.booleans()):
        return domain[0]
    if draw(st.integers(0, 5)) == 0:
        return None
    if type(domain[0]) is Fraction and draw(st.booleans()):
        return NumberSet.between(min(domain), max(domain))
    return a_set(domain)


@st.composite
def facts_to_come(draw, kinds):
    """Names with what they may be, and with what is said of them now."""
    domains, told = {}, {}
    for name, kind in kinds.items():
        domain = draw(st.lists(values(kind).filter(lambda one: one is not None), min_size=1, max_size=3, unique=True))
        domains[name], told[name] = domain, said(draw, domain)
    return domains, {name: fact for name, fact in told.items() if fact is not None or draw(st.booleans())}


@st.composite
def lists_to_come(draw):
    """Lists of up to three records, each field with a domain; now and then nothing is said of the whole list."""
    domains, told = {}, {}
    for name, fields in LISTS.items():
        made = [draw(facts_to_come(fields)) for _ in range(draw(st.integers(0, 3)))]
        domains[name] = [
            [dict(zip(fields, values_, strict=True)) for values_ in islice(product(*one.values()), 6)]
            for one, _ in made
        ]
        told[name] = [told_ for _, told_ in made] if draw(st.integers(0, 4)) else None
    return domains, told


def completions(domains, listed, seed):
    """Facts: every name with a value of its domain, every record with one of its own, in other ways each time."""
    for number in range(seed, seed + MOST):
        digits = Digits(number * STRIDE)
        plain = {name: digits.choice(domain) for name, domain in domains.items()}
        yield {**plain, **{name: [digits.choice(one) for one in records_] for name, records_ in listed.items()}}


class Digits:
    """Choices told by the digits of one number."""

    def __init__(self, number):
        self.left = number

    def choice(self, values_):
        self.left, digit = divmod(self.left, len(values_))
        return values_[digit]


@given(trees, facts_to_come({**PLAIN_SCOPE, **LABELS}), lists_to_come(), st.integers(0, 10**6))
@sparse
def test_no_value_of_a_formula_is_outside_of_what_is_possible(tree, plain, listed, seed):
    """Numbers, truths, labels and lists, each known, known to be one of a few, within a stretch, or not at all."""
    found = possible(tree, {**plain[1], **listed[1]})
    compute = exact(tree)
    for given_ in completions(plain[0], listed[0], seed):
        value = compute(given_)
        assert isinstance(value, Absent) or holds(found, value)


@given(at_random.rules, st.data(), st.integers(0, 10**6))
@sparse
def test_no_share_of_a_rule_is_outside_of_what_is_possible(tree, data, seed):
    """``let``, ``requires``, rows and limits over facts of which little is known."""
    kinds = {**dict.fromkeys(at_random.NUMBERS, "number"), **dict.fromkeys(at_random.TRUTHS, "truth")}
    domains, told = data.draw(facts_to_come(kinds))
    rule = CompiledRule(tree)
    found = rule.possible_shares(told)
    for given_ in completions(domains, {}, seed):
        share = rule.share(given_)
        assert isinstance(share, Absent) or found.holds(share)
