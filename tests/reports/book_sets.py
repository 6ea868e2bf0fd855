"""Sets of one's own that ask of a workbook what the national ones do not: adjustments, other roundings, combining."""

from __future__ import annotations

from perfkit.model import Adjustment, Funding, Policies, Review, Rounding, Title
from perfkit.scoring import Evaluation
from perfkit.testing import evaluated
from scoring.small import a_case, a_rule, a_set, a_small_project, branch, counted, judged, leaf, measure

NEEDS = {"misused": "truth", "praised": "truth", "late_days": "number 天", "audit": ("clean", "remarks", "refused")}
FACTS = {"misused": False, "praised": True, "late_days": 3, "audit": "remarks"}
TWO = {"leaf": Rounding(2), "rate": Rounding(2)}


def adjustment(at, when, points="", **keys):
    return Adjustment(code=f"{at}-{when}", title=Title(f"{at} {when}"), at=at, when=when, points=points, **keys)


def bent(*adjustments, amounts=None, facts=None, reviews=(), card=None, root=None, **keys) -> Evaluation:
    """A measure of 10 points, a branch of two leaves with 60, a leaf with 30, under a set bent by these keys."""
    nodes = (
        root or measure("execution", 10),
        branch("result", 60, leaf("a", 40), leaf("b", 20), **keys.pop("branch", {})),
        leaf("c", 30),
    )
    under = a_set(*nodes, **{"needs": NEEDS, "adjustments": adjustments, "rounding": TWO, **keys})
    card = card or (counted("a", 40, 77, 80), judged("b", 20, "0.55"), judged("c", 30, "0.95"))
    money = amounts or Funding(budget=1_234_500, executed=1_000_000)
    project = a_small_project(*card, funding=money, facts={**FACTS, **(facts or {})}, reviews=reviews)
    return evaluated(project, under=under)


def a_down(places=2):
    return Rounding(places, "down")


def sets() -> list[Evaluation]:
    """One evaluation of each."""
    late = adjustment("total", "late_days > 0", "points - 0.5 * late_days")
    veto = adjustment("total", "misused", grade="差")
    unfit = judged("b", 10, "0.5", "b2", applicable=False, reason="今年不办")
    moving = (counted("a", 40, 77, 80), judged("b", 10, "0.55", "b1"), unfit, judged("c", 30, "0.95"))
    return [
        bent(late, veto, facts={"misused": True}),
        bent(late, veto),
        bent(adjustment("result", "praised", "min(points + 5, 60)"), adjustment("a", "misused", "0")),
        bent(adjustment("total", "audit = remarks", "points * 0.95"), rounding={**TWO, "total": Rounding(1)}),
        bent(adjustment("execution", "praised", "points / 3")),
        bent(adjustment("total", "misused", "0"), rounding={**TWO, "block": a_down(1), "total": Rounding(0, "up")}),
        bent(rounding={**TWO, "leaf": a_down(), "total": Rounding(1, "half-even")}),
        bent(adjustment("total", "praised", "points * 0.999"), policies=Policies(grade_of="rounded")),
        bent(rounding={**TWO, "rate": a_down(1)}, policies=Policies(scored_rate="rounded")),
        bent(rounding={**TWO, "rate": Rounding(0, "half-even")}, policies=Policies(scored_rate="rounded")),
        bent(amounts=Funding(initial=1_234_500, executed=1_000_000), policies=Policies(missing_budget="initial")),
        bent(amounts=Funding(executed=1_000_000), policies=Policies(missing="zero")),
        bent(amounts=Funding(budget=0, executed=0), policies=Policies(zero_divisor="full")),
        bent(card=moving, policies=Policies(not_applicable="move"), rounding={**TWO, "weight": Rounding(2)}),
        bent(card=moving, policies=Policies(not_applicable="weights"), rounding={**TWO, "weight": Rounding(2)}),
        bent(card=moving, policies=Policies(not_applicable="total"), rounding=TWO),
        bent(card=moving, policies=Policies(not_applicable="full"), rounding=TWO),
        bent(rounding={}),
        bent(branch={"combine": "least"}, rules=[LEAST]),
        bent(reviews=[Review("finance", "81.5")], policies=Policies(final=("finance", "computed")), labels=FINANCE),
        bent(amounts=Funding(budget="412352517.39", executed="387654321.09")),
        bent(
            adjustment("total", "praised", "min(points, 99)"), weight_cases=[a_case("not praised", execution=20, c=20)]
        ),
    ]


LEAST = a_rule("least", "least(children, share)", needs={"children": {"share": "number"}})
FINANCE = {"finance": Title("财政部门", "the treasury")}
