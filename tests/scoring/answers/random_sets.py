"""Small sets and projects at random, in which everything above the lines may have a part."""

from hypothesis import strategies as st

from perfkit.model import MODES, Adjustment, Funding, Policies, Review, Rounding, Title
from scoring.small import a_rule, a_set, a_small_project, branch, counted, judged, leaf, measure, reachable

CHILDREN = {"children": {"weight": "number", "points": "number", "share": "number"}}
COMBINING = tuple(
    a_rule(name, share, needs=CHILDREN)
    for name, share in (
        ("mean", "mean(children, share)"),
        ("weakest", "least(children, share)"),
        ("geometric", "root(product(children, share), count(children), 4)"),
    )
)
BEYOND = a_rule("beyond", "actual / target", requires="target > 0 and actual >= 0", limits=("0", "120%"))
ADJUSTMENTS = (
    Adjustment(code="late", title=Title("逾期"), at="result", when="late > 0", points="points - late / 3"),
    Adjustment(code="bonus", title=Title("加分"), at="c", when="late = 1", points="points + 2.5", limits=("0", "32")),
    Adjustment(code="cap", title=Title("封顶"), at="total", when="late = 3", points="min(points, 59)"),
    Adjustment(
        code="praise", title=Title("表扬"), at="total", when="late = 0", points="points + 1", limits=("0", "105")
    ),
)

combined = st.sampled_from(["", "", "mean", "weakest", "geometric"])
rounded = st.none() | st.builds(Rounding, st.integers(0, 2), st.sampled_from(MODES))
shares = st.sampled_from(["0", "0.125", "0.5", "0.75", "1"])


@st.composite
def sets(draw):
    """A set of two blocks and a rate, with any combining rules, roundings, policies and some adjustments."""
    own = [one for one in ADJUSTMENTS if draw(st.booleans())]
    inner = (leaf("a", 40, combine=draw(combined)), leaf("b", 20))
    nodes = (branch("result", 60, *inner, combine=draw(combined)), leaf("c", 30, combine=draw(combined)))
    policies = Policies(
        missing="zero",
        not_applicable=draw(st.sampled_from(["full", "move", "weights", "total"])),
        zero_divisor=draw(st.sampled_from(["zero", "full", "not-applicable"])),
        final=draw(st.sampled_from([("computed",), ("finance", "computed")])),
    )
    rounding = {name: draw(rounded) for name in ("leaf", "block", "total")}
    return a_set(
        *nodes,
        measure("execution", 10),
        rules=(*COMBINING, BEYOND),
        needs={"late": "number"},
        adjustments=own,
        combine=draw(combined),
        policies=policies,
        rounding=reachable({**rounding, "rate": Rounding(2)}),
    )


@st.composite
def indicators(draw, block, weight):
    """One or two indicators that fill a block: judged, counted, beyond their target, missing, waived or reviewed."""
    parts = draw(st.sampled_from([(weight,), (weight // 2, weight - weight // 2)]))
    found = []
    for at, part in enumerate(parts):
        about = {"name": f"{block} {at}", "reason": draw(st.sampled_from(["", "来晚了"]))}
        if draw(st.integers(0, 5)) == 0:
            about |= {"applicable": False}
        elif draw(st.integers(0, 3)) == 0:
            about |= {"reviews": [Review("finance", draw(st.integers(0, part)))]}
        if draw(st.booleans()):
            found.append(judged(block, part, draw(shares | st.none()), **about))
        else:
            rule = draw(st.sampled_from(["", "beyond"]))
            found.append(counted(block, part, draw(st.integers(0, 120) | st.none()), rule=rule, **about))
    return found


@st.composite
def small_projects(draw):
    """A project for such a set."""
    own = [one for block, weight in (("a", 40), ("b", 20), ("c", 30)) for one in draw(indicators(block, weight))]
    money = Funding(budget=draw(st.sampled_from([0, 1, 7])), executed=draw(st.integers(0, 7)))
    totals = [Review("finance", draw(st.integers(0, 100)))] if draw(st.integers(0, 4)) == 0 else []
    return a_small_project(*own, funding=money, facts={"late": draw(st.integers(0, 3))}, reviews=totals)
