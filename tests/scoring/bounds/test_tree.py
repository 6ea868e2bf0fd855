"""Whatever the unknown turns out to be, the total, every node and every line lie in the pieces that were possible."""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import MODES, Adjustment, Funding, Policies, Rounding, Title
from perfkit.scoring.answers.attainable import attainable
from perfkit.testing import evaluated
from sampling import sparse
from scoring.small import a_rule, a_set, a_small_project, branch, counted, judged, leaf, measure, reachable

STEPS = a_rule("stepped", "steps(actual, 90%, 1, 80%, 0.8, 60%, 0.5, 0)")
NEGATIVE = a_rule("negative", "steps(judged, 0.5, 1.2, -0.5)", needs={"judged": "number"}, limits=["-0.5", "1.2"])
STAGE = a_rule("stage", "if(stage = 完成, 1, if(stage = 在建, 0.3, 0))", needs={"stage": ["完成", "在建", "停工"]})
LATE = a_rule("late", "max(0, 1 - 0.1 * floor(late_days / 3))", needs={"late_days": "number"})
MEAN = a_rule("mean", "mean(children, share)", needs={"children": {"share": "number"}})
WEAKEST = a_rule("weakest", "least(children, share)", needs={"children": {"share": "number"}})
FAILED = a_rule(
    "failed",
    "if(count(children, share < 0.5) > 0, 0.4, sum(children, share * weight) / sum(children, weight))",
    needs={"children": {"share": "number", "weight": "number"}},
)
RULES = (STEPS, NEGATIVE, STAGE, LATE, MEAN, WEAKEST, FAILED)
NEEDS = {"misused": "truth", "late_days": "number"}
DOMAINS = {"misused": (False, True), "late_days": (Decimal(0), Decimal(4), Decimal(31))}
STAGES = ("完成", "在建", "停工")
AMOUNTS = (0, 65, 85, 100)
FORMULAS = ("0", "points - 7", "points / 3", "if(points < 20, 0, points)", "min(points, 12)", "points - late_days")

roundings = st.none() | st.builds(Rounding, st.integers(0, 2), st.sampled_from(MODES))
combining = st.sampled_from(["", "", "mean", "weakest", "failed"])
adjustments = st.lists(
    st.builds(
        lambda at, when, points, limits: Adjustment(
            code=f"{at}{when}{points}", title=Title("甲"), at=at, when=when, points=points, limits=limits
        ),
        st.sampled_from(["execution", "a", "result", "c", "total"]),
        st.sampled_from(["misused", "not misused", "late_days > 10", "misused or late_days > 3"]),
        st.sampled_from(FORMULAS),
        st.sampled_from([(), ("-5", "30"), ("0", "120")]),
    ),
    max_size=2,
    unique_by=lambda one: one.code,
)


@st.composite
def sets(draw):
    """A measure of 10 points by steps or in proportion, a branch of two leaves with 60, a leaf with 30."""
    result = branch("result", 60, leaf("a", 40, combine=draw(combining)), leaf("b", 20), combine=draw(combining))
    measured = measure("execution", 10, rule=draw(st.sampled_from(["ratio", "stepped"])))
    return a_set(
        measured,
        result,
        leaf("c", 30),
        rules=RULES,
        needs=NEEDS,
        combine=draw(combining),
        rounding=reachable({name: draw(roundings) for name in ("leaf", "block", "total", "weight")}),
        adjustments=draw(adjustments),
        policies=Policies(
            not_applicable=draw(st.sampled_from(["full", "move", "weights", "total"])),
            zero_divisor=draw(st.sampled_from(["zero", "full", "not-applicable"])),
        ),
    )


def an_indicator(block, weight, kind, value):
    """An indicator by one of the rules; None for one of which the value that its rule asks for is not known."""
    if kind == "stage":
        facts = {} if value is None else {"stage": value}
        return counted(block, weight, 100, rule="stage", facts=facts)
    if kind == "late":
        return counted(block, weight, 100, rule="late")
    if kind in ("judged", "negative"):
        return judged(block, weight, value, rule="" if kind == "judged" else kind)
    return counted(block, weight, value, rule="" if kind == "ratio" else kind, target=1)


KINDS = {
    "stage": STAGES,
    "judged": (Decimal(0), Decimal("0.35"), Decimal(1)),
    "negative": (Decimal(0), Decimal("0.6")),
    "ratio": (Decimal(0), Decimal("0.35"), Decimal(2)),
    "stepped": (Decimal(0), Decimal("0.65"), Decimal("0.85"), Decimal(1)),
    "late": (None,),
}
"""What each indicator may turn out to be."""

PARTS = (("a", 15), ("a", 25), ("b", 20), ("c", 10), ("c", 20))


@st.composite
def cards(draw):
    """Kind and value of the indicator of each part; of most nothing is unknown, so that completions are few."""
    found = []
    for _ in PARTS:
        kind = draw(st.sampled_from(list(KINDS)))
        known = draw(st.sampled_from([True, True, False]))
        found.append((kind, draw(st.sampled_from(KINDS[kind])) if known else None))
    return found


def completed(card, facts, spent):
    """Every completion: the amounts, the facts of the project and the value of each indicator."""
    money = [spent] if spent else [Funding(budget=budget, executed=one) for budget in (0, 100) for one in AMOUNTS]
    known = [[facts[name]] if name in facts else domain for name, domain in DOMAINS.items()]
    values = [[value] if value is not None else KINDS[kind] for kind, value in card]
    for number, (funding, misused, late_days, *found) in enumerate(product(money, *known, *values)):
        indicators = [
            an_indicator(*part, kind, value) for part, (kind, _), value in zip(PARTS, card, found, strict=True)
        ]
        named = {"misused": misused, "late_days": late_days}
        yield a_small_project(*indicators, name=str(number), funding=funding, facts=named)


def points_of(result):
    """The points of everything that has any, by its code."""
    found = {node.code: node.points for root in result.nodes for node in root.walk()}
    found |= {line.code: line.final for line in result.lines if line.code not in found}
    return {code: points for code, points in {**found, "total": result.points}.items() if points is not None}


spending = st.sampled_from([None, Funding(budget=100, executed=85)])
fact_values = st.fixed_dictionaries({}, optional={"misused": st.booleans(), "late_days": st.just(Decimal(4))})
MOST = 160


@given(sets(), cards(), fact_values, spending, st.integers(1, 7))
@sparse
def test_no_completion_of_anything_leaves_the_pieces(under, card, facts, spent, step):
    """Steps, labels, full days, limits, roundings, adjustments and combined nodes: nothing falls into a gap."""
    indicators = [an_indicator(*part, *one) for part, one in zip(PARTS, card, strict=True)]
    before = evaluated(a_small_project(*indicators, funding=spent, facts=facts), under=under)
    every = list(completed(card, facts, spent))
    tried = every if len(every) <= MOST else every[:: step + len(every) // MOST]
    found = [points_of(result) for result in evaluated(*tried, under=under).projects]

    for code in points_of(before.projects[0]) | {code: None for one in found for code in one}:
        bounds, reached = attainable(before, "甲", code), [one[code] for one in found if code in one]
        assert all(map(bounds.hold, reached))
        ends = {bounds.low.exact, bounds.high.exact}
        assert not bounds.tight or len(tried) < len(every) or ends <= {points.exact for points in reached}
