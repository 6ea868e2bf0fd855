"""Every policy of a set, in any combination, against scoring written once more in the plainest way."""

from decimal import Decimal
from fractions import Fraction

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from perfkit.model import MODES, Funding, Policies, Review, Rounding
from scoring.small import CATEGORY, a_set, judged, leaf, measure, reachable, scored

WHOLE = 100
GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))


@frozen
class Line:
    """What the oracle knows of a line; the share is 1 at most, None if nobody knows it, ``ZERO`` without a divisor."""

    block: str
    weight: int
    share: Fraction | str | None
    applies: bool = True
    given: int | None = None


ZERO, OUT = "zero divisor", "out"


def rounded(value, rounding):
    """The nearest multiples of the last place below and above, and the one that the mode picks."""
    if rounding is None:
        return value
    unit = Fraction(1, 10**rounding.places)
    below = value // unit * unit
    rest = (value - below) / unit
    if rest == 0:
        return below
    even = (below / unit) % 2 == 0
    up = {
        "half-up": rest >= Fraction(1, 2),
        "half-down": rest > Fraction(1, 2),
        "half-even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and not even),
        "up": True,
        "ceiling": True,
        "down": False,
        "floor": False,
    }[rounding.mode]
    return below + unit if up else below


def shared_out(weights, out, places):
    """The weights of what is out given to the others in proportion; floors, and units to the greatest remainders."""
    used = sum(weight for weight, gone in zip(weights, out, strict=True) if not gone)
    if not used:
        return None
    whole = sum(weights)
    exact = [Fraction(0) if gone else Fraction(weight * whole, used) for weight, gone in zip(weights, out, strict=True)]
    if places is None:
        return exact
    units = [int(weight * 10**places) for weight in exact]
    for _ in range(whole * 10**places - sum(units)):
        lost = [weight * 10**places - unit for weight, unit in zip(exact, units, strict=True)]
        units[lost.index(max(lost))] += 1
    return [Fraction(unit, 10**places) for unit in units]


def outcome(line, policies):
    """The share of a line, ``OUT`` where it does not count, None where there is none."""
    found = line.share if line.applies else OUT
    if line.share is None and line.applies:
        found = Fraction(0) if policies.missing == "zero" else None
    elif line.share == ZERO:
        by_zero = {"absent": None, "zero": Fraction(0), "full": Fraction(1), "not-applicable": OUT}
        found = by_zero[policies.zero_divisor]
    return {"absent": None, "full": Fraction(1)}.get(policies.not_applicable, OUT) if found == OUT else found


def weighed(lines, outcomes, policies, rounding):
    """Weights and outcomes after weight moved; a group of which nothing is left has neither."""
    weights, places = (
        [Fraction(line.weight) for line in lines],
        rounding["weight"].places if "weight" in rounding else None,
    )
    by_block = {line.block: [at for at, one in enumerate(lines) if one.block == line.block] for line in lines}
    groups = {"move": list(by_block.values()), "weights": [list(range(len(lines)))]}.get(policies.not_applicable, [])
    for group in groups:
        if OUT in [outcomes[at] for at in group]:
            found = shared_out([lines[at].weight for at in group], [outcomes[at] == OUT for at in group], places)
            for at, place in enumerate(group):
                weights[place] = weights[place] if found is None else found[at]
                outcomes[place] = None if found is None else outcomes[place]
    return weights, outcomes


def counting(line, weight, share, policies, rounding):
    """The points of a line that count; ``OUT`` where it does not, None where nobody gives any or the one too many."""
    computed = None if share is None or share == OUT else rounded(weight * share, rounding.get("leaf"))
    points = {"computed": computed, "finance": line.given}
    by = next((by for by in policies.final if points[by] is not None), None)
    if share == OUT:
        return OUT if by is None else None
    return None if by is None or (by == "finance" and line.given > weight) else points[by]


def expected(lines, policies, rounding):
    """The total of one project, or None: line by line, block by block."""
    weights, outcomes = weighed(lines, [outcome(line, policies) for line in lines], policies, rounding)
    points = [
        counting(line, weight, share, policies, rounding)
        for line, weight, share in zip(lines, weights, outcomes, strict=True)
    ]
    if None in points or all(one == OUT for one in points):
        return None
    left = sum(weight for weight, one in zip(weights, points, strict=True) if one != OUT)
    blocks = dict.fromkeys(line.block for line in lines)
    for block in blocks:
        added = sum(
            (Fraction(one) for line, one in zip(lines, points, strict=True) if line.block == block and one != OUT),
            Fraction(0),
        )
        blocks[block] = added if block == "execution" else rounded(added, rounding.get("block"))
    return rounded(sum(blocks.values()) * WHOLE / left, rounding.get("total"))


def rate(spent, budget, policies, rounding):
    """The share of the execution rate."""
    if spent is None or not budget:
        return None if spent is None else ZERO
    exact = Fraction(spent, budget)
    return min(
        rounded(exact * 100, rounding.get("rate")) / 100 if policies.scored_rate == "rounded" else exact, Fraction(1)
    )


roundings = st.builds(Rounding, st.integers(0, 2), st.sampled_from(MODES))
policies_ = st.builds(
    Policies,
    missing=st.sampled_from(["absent", "zero"]),
    scored_rate=st.sampled_from(["exact", "rounded"]),
    zero_divisor=st.sampled_from(["absent", "zero", "full", "not-applicable"]),
    not_applicable=st.sampled_from(["absent", "full", "move", "weights", "total"]),
    final=st.permutations(["computed", "finance"]),
)


@st.composite
def cards(draw):
    """Ninety points in two blocks, in one to three indicators each."""
    made = []
    for block, whole in (("a", 60), ("b", 30)):
        cuts = sorted(draw(st.sets(st.integers(1, whole - 1), max_size=2)))
        for start, end in zip([0, *cuts], [*cuts, whole], strict=True):
            given_ = draw(st.sampled_from([None] * 8 + [0, (end - start) // 2]))
            share = draw(st.sampled_from([None, 0, 33, 50, 67, 67, 90, 99, 100, 100, 100, 100]))
            applies = draw(st.sampled_from([True, True, True, False]))
            made.append(Line(block, end - start, None if share is None else Fraction(share, 100), applies, given_))
    return made


def as_indicator(at, line):
    share = None if line.share is None else Decimal(int(line.share * 100)) / 100
    reviews = [] if line.given is None else [Review("finance", line.given, "复核")]
    return judged(line.block, line.weight, share, f"{CATEGORY}{at}", applicable=line.applies, reviews=reviews)


@given(
    cards(),
    st.sampled_from([None, 0, 1, 29, 30, 30, 30, 45]),
    st.sampled_from([0, 30, 30, 30]),
    policies_,
    st.dictionaries(st.sampled_from(["rate", "leaf", "block", "total", "weight"]), roundings),
)
@settings(max_examples=200)
def test_any_policies_and_roundings_against_the_oracle(card, spent, budget, policies, rounding):
    """What is missing, what does not apply, whose points count, and how each figure is rounded: total and grade."""
    rounding = reachable(rounding)
    under = a_set(measure("execution", 10), leaf("a", 60), leaf("b", 30), policies=policies, rounding=rounding)
    money = None if spent is None else Funding(budget=budget, executed=spent)
    found = scored(under, *(as_indicator(at, line) for at, line in enumerate(card)), funding=money)
    wanted = expected([Line("execution", 10, rate(spent, budget, policies, rounding)), *card], policies, rounding)

    assert (None if found.points is None else found.points.exact) == wanted
    assert found.state == ("absent" if wanted is None else "computed")
    assert found.grade == ("" if wanted is None else next(name for name, lowest in GRADES if wanted >= lowest))
