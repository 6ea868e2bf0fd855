"""The smallest single change that reaches a better grade, and the smallest that loses the present one."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Adjustment, Case, Funding, Policies, Review, Rounding, Rule, Stated, Target, Title
from perfkit.scoring.answers.changes import changes
from perfkit.scoring.answers.margin import unrounded
from perfkit.scoring.answers.movable import numbers
from perfkit.scoring.answers.opened import Opened
from perfkit.scoring.rescoring import Scorer
from perfkit.testing import evaluated
from sampling import sparse
from scoring.small import a_case, a_rule, a_set, a_small_project, counted, judged, leaf, measure, rebuilt

RULES = [
    a_rule("inverse", "if(actual = 0, 1, min(target / actual, 1))", requires="actual >= 0"),
    a_rule("pass-line", "clamp((actual / target - 60%) / 40%, 0, 1)"),
    a_rule("stepped", "steps(actual / target, 100%, 1, 80%, 0.8, 50%, 0.4, 0)"),
    a_rule("deduct", "max(0, 1 - 0.1 * floor(abs(actual - target) / 2))"),
    a_rule("window", "if(actual >= target and actual <= 2 * target, 1, if(actual = 3 * target, 0.9, 0.2))"),
    a_rule("odd", "if(actual - 2 * floor(actual / 2) = 1, 1, 0.3)"),
    a_rule("all", "if(actual >= target, 1, 0)"),
]
NAMES = ["ratio", *(rule.name for rule in RULES)]
LEAST = a_rule("least", "least(children, share)", needs={"children": {"share": "number"}})
PENALTY = Adjustment(code="late", title=Title("逾期"), at="total", when="late", points="points - 3")
CAP = Adjustment(code="cap", title=Title("封顶"), at="benefit", when="late", points="min(points, 20)")
FACTS = {"needs": {"late": "truth"}, "adjustments": [PENALTY, CAP]}
PLAIN = a_set(leaf("output", 60), leaf("benefit", 40), rules=RULES)
TREES = [
    PLAIN,
    rebuilt(PLAIN, rounding={"leaf": Rounding(1), "total": Rounding(0)}),
    a_set(leaf("output", 60), leaf("benefit", 40), rules=RULES, rounding={"leaf": Rounding(2)}, **FACTS),
    a_set(leaf("output", 60), leaf("benefit", 40), rules=[*RULES, LEAST], combine="least"),
    rebuilt(PLAIN, policies=Policies(grade_of="rounded"), rounding={"leaf": Rounding(0, "down")}),
]


def brute(evaluation, number, does):
    """The nearest place on the grid that does it, by looking at each; of two equally near ones the greater."""
    result = evaluation.projects[0]
    scorer = Scorer.of(evaluation.portfolio, evaluation.indicator_set)
    places = sorted(range(number.low, number.high + 1), key=lambda at: (abs(at - number.now), -at))
    found = (at for at in places if does(scorer.rescore(number.make(result.project, at), result.project)))
    return next(found, None)


def rank(under, grade):
    return [band.name for band in under.grades.bands].index(grade)


@sparse
@given(
    st.sampled_from(TREES),
    st.sampled_from(NAMES),
    st.integers(1, 4),
    st.integers(0, 10),
    st.sampled_from(["0.4", "0.7", "0.85", "1"]),
    st.booleans(),
    st.sampled_from(["up", "down"]),
)
def test_the_nearest_value_is_the_one_that_looking_at_all_finds(under, rule, target, actual, other, late, direction):
    """Under rising, falling, stepped and broken rules, sums, weakest links, caps, penalties and every rounding."""
    own = [counted("output", 60, actual, target=target, rule=rule), judged("benefit", 40, other)]
    evaluation = evaluated(a_small_project(*own, facts={"late": late}), under=under)
    result = evaluation.projects[0]
    found = changes(evaluation, "甲", direction)
    if not found.grade:
        assert rank(under, result.grade) == (0 if direction == "up" else len(under.grades.bands) - 1)
        return
    here = rank(under, result.grade)

    def does(other):
        if not other.grade:
            return False
        return rank(under, other.grade) < here if direction == "up" else rank(under, other.grade) > here

    by_title = {one.title.zh: one for one in found.found}
    for number in numbers(result):
        nearest = brute(evaluation, number, does)
        one = by_title.get(number.title.zh)
        assert (one and one.after.zh) == (None if nearest is None else number.shown(nearest))
        if one is not None:
            assert does(one.result)
            assert one.size == Fraction(abs(nearest - number.now)) / number.scale
    assert [one.size for one in found.found] == sorted(one.size for one in found.found)


@sparse
@given(
    st.sampled_from(TREES),
    st.sampled_from(NAMES),
    st.integers(1, 5),
    st.integers(0, 12),
    st.integers(0, 50),
    st.integers(0, 6),
)
def test_no_total_of_a_stretch_is_left_out(under, rule, target, actual, low, length):
    """Whatever scoring gives for a number of the stretch lies among the totals that are said to be possible."""
    own = [counted("output", 60, actual, target=target, rule=rule), judged("benefit", 40, "0.7")]
    evaluation = evaluated(a_small_project(*own, facts={"late": True}), under=under)
    result, scorer = evaluation.projects[0], Scorer.of(evaluation.portfolio, under)
    number = next(one for one in numbers(result) if one.name == "actual")
    totals = Opened.of(result, number, scorer).totals(number.value(low), number.value(low + length))
    for at in range(low, low + length + 1):
        again = scorer.rescore(number.make(result.project, at), result.project)
        assert again.points is None or totals.holds(unrounded(again))


RATES = a_set(
    leaf("output", 80),
    measure("execution", 10, "execution_rate"),
    measure("half", 10, "execution_rate / 2", target="50%"),
    measures={"execution_rate": "executed / budget"},
    labels={"executed": Title("全年执行数", "amount spent")},
)


def spent(executed, share="0.8", under=RATES, **facts):
    return evaluated(
        a_small_project(judged("output", 80, share), funding=Funding(budget=1000, executed=executed), **facts),
        under=under,
    )


@pytest.mark.parametrize(
    ("executed", "direction", "after", "points"),
    [
        (700, "up", "800 元", "80"),  # 64 + 16: both measures follow from it
        (900, "down", "799 元", "79.98"),
        (400, "up", "800 元", "80"),
    ],
)
def test_money_changes_all_that_follows_from_it(executed, direction, after, points):
    """Two lines of ten points earn in proportion to what was spent, of 64 that were judged."""
    found = changes(spent(executed), "甲", direction)
    one = next(one for one in found.found if one.title.zh == "全年执行数")
    assert (one.before.zh, one.after.zh, one.result.points.digits) == (f"{executed} 元", after, points)


def test_money_beside_which_weights_change_is_not_reckoned_with():
    """Where nothing spent moves the weight of the rate, more than its points follows."""
    under = rebuilt(RATES, weight_cases=[a_case("executed = 0", execution=0, half=20)])
    found = changes(spent(700, under=under), "甲", "up")
    assert [(one.number.name, one.why) for one in found.not_found if one.number.name == "executed"] == [
        ("executed", "entangled")
    ]
    assert "它还决定别的权重或指标" in "\n".join(found.worded("zh"))
    assert changes(
        spent(700, under=rebuilt(RATES, weight_cases=[a_case("budget = 0", execution=0, half=20)])), "甲"
    ).found


def test_places_among_peers_are_not_reckoned_with():
    """A rank follows from the others."""
    ranked = a_rule(
        "ranked", "max(60 - 30 * count(peers, value > actual), 0) / 60", needs={"peers": {"value": "number"}}
    )
    under = a_set(leaf("output", 60), leaf("benefit", 40), rules=[ranked])
    own = [counted("output", 60, 10, name="产值", rule="ranked"), judged("benefit", 40, "0.7")]
    better = [counted("output", 60, 20, name="产值", rule="ranked"), judged("benefit", 40)]
    found = changes(evaluated(a_small_project(*own), a_small_project(*better, name="乙"), under=under), "甲")
    assert [one.why for one in found.not_found if one.number.name == "actual"] == ["entangled"]


def test_the_answer_is_told_with_the_smallest_change_first():
    """80 of 100 points: a tenth of the judged 60 is less of a change than 15 of 60 items."""
    own = [
        judged("output", 60, "0.8", name="质量"),
        counted("benefit", 40, 32, target=Target.at_least(40, "项"), name="数量"),
    ]
    evaluation = evaluated(a_small_project(*own), under=PLAIN)
    up, down = changes(evaluation, "甲", "up"), changes(evaluation, "甲", "down")
    assert list(up.worded("zh")) == [
        "升到“优”，只改一处：",
        "  “质量”的评定由 80% 改为 97%：总分 90.2 分，等级“优”",
        "  另有 1 个数，单独改成多少都做不到",
    ]
    assert up.smallest.result.points.exact == Fraction("90.2")
    assert list(down.worded("en")) == [
        "One change that loses 良:",
        "  the judgement of 质量 from 80% to 79%: total 79.4, grade 中",
        "  the actual of 数量 from 32 项 to 31 项: total 79, grade 中",
    ]


def test_the_ends_of_the_scale_have_nothing_beyond_them():
    """优 cannot be bettered; 差 of no points cannot be lost."""
    best = evaluated(a_small_project(judged("output", 60), judged("benefit", 40)), under=PLAIN)
    worst = evaluated(a_small_project(judged("output", 60, 0), judged("benefit", 40, 0)), under=PLAIN)
    assert list(changes(best, "甲", "up").worded("zh")) == ["没有更高的等级可升"]
    assert list(changes(worst, "甲", "down").worded("zh")) == ["没有更低的等级可降"]
    assert changes(worst, "甲", "down").grade == ""


def test_where_no_single_change_does_it_that_is_said():
    """From 20 points no one of two indicators reaches 60."""
    evaluation = evaluated(a_small_project(judged("output", 60, 0), judged("benefit", 40, "0.5")), under=PLAIN)
    found = changes(evaluation, "甲")
    assert list(
        changes(
            evaluated(
                a_small_project(judged("output", 50, 0), judged("output", 10, 0), judged("benefit", 40, "0.1")),
                under=PLAIN,
            ),
            "甲",
        ).worded("zh")
    ) == ["只改一处，升不到“中”", "  另有 3 个数，单独改成多少都做不到"]
    assert found.found


@pytest.mark.parametrize(
    "facts",
    [
        {"indicators": [judged("output", 60, None), judged("benefit", 40)]},
        {"stated": Stated(points=75)},
        {"indicators": [judged("output", 60), judged("benefit", 40, 0)], "reviews": (Review("bureau", 75, "抽查"),)},
    ],
)
def test_a_total_that_was_not_computed_follows_from_no_change(facts):
    """It is absent, stated, or an evaluator's."""
    under = rebuilt(PLAIN, policies=Policies(final=("bureau", "computed")))
    found = changes(evaluated(a_small_project(*facts.pop("indicators", ()), **facts), under=under), "甲", "up")
    assert (found.grade, found.found, found.not_found) == ("", (), ())
    assert list(found.worded("zh")) == ["总分不是按规则算出来的，改哪一处都推不出等级"]


VETO = Adjustment(
    code="misused", title=Title("一票否决"), at="total", when="misused", points="min(points, 50)", grade="不合格"
)


def test_a_veto_is_lost_and_lifted_by_its_fact():
    """Misused money gives a grade outside the scale: stating that none was gives 优 again, and the other way round."""
    under = a_set(
        leaf("output", 100), needs={"misused": "truth"}, adjustments=[VETO], labels={"misused": Title("挪用")}
    )
    vetoed = evaluated(a_small_project(judged("output", 100), facts={"misused": True}), under=under)
    up = changes(vetoed, "甲", "up")
    assert list(up.worded("zh"))[:2] == ["升到“差”，只改一处：", "  挪用由 是 改为 否：总分 100 分，等级“优”"]
    assert [one.why for one in up.not_found] == ["entangled"]
    assert changes(vetoed, "甲", "down").grade == ""
    free = evaluated(a_small_project(judged("output", 100), facts={"misused": False}), under=under)
    assert [one.after.zh for one in changes(free, "甲", "down").found] == ["89%", "是"]


def test_a_grade_of_a_rule_is_reached_by_what_can_be_tried_one_by_one():
    """The rule looks at a share and a truth; only the truth is tried, and the number is said to be open."""
    by_share = Rule(
        name="by-share",
        title=Title("评级"),
        cases=[Case("output >= 50% and sound", "优")],
        otherwise="差",
        gives=("优", "差"),
        needs={"output": "number", "sound": "truth"},
    )
    under = a_set(leaf("output", 100), rules=[by_share], grade_by="by-share", needs={"sound": "truth"})
    evaluation = evaluated(a_small_project(judged("output", 100, "0.9"), facts={"sound": False}), under=under)
    found = changes(evaluation, "甲", "up")
    assert (found.grade, [one.after.zh for one in found.found]) == ("优", ["是"])
    assert [one.why for one in found.not_found] == ["entangled"]


def test_an_element_that_is_met_reaches_the_grade():
    """Two of three are met: the third brings the share from two thirds to one."""
    elements = a_rule("elements", "mean(elements, met)", needs={"elements": {"met": "number"}})
    under = a_set(leaf("output", 100), rules=[elements])
    facts = {"elements": [{"name": name, "met": met} for name, met in (("制度", 1), ("台账", "0.5"), ("公示", "0.5"))]}
    own = counted("output", 100, 1, rule="elements", facts=facts, name="管理")
    found = changes(evaluated(a_small_project(own), under=under), "甲", "up")
    assert [(one.title.zh, one.size) for one in found.found] == [
        ("“管理”的要点“台账”", Fraction(1, 2)),
        ("“管理”的要点“公示”", Fraction(1, 2)),
    ]


def test_the_answer_is_plain_data():
    """Sizes and points as exact texts."""
    own = [judged("output", 60, "0.8", name="质量"), judged("benefit", 40, "0.8", name="效果")]
    record = changes(evaluated(a_small_project(*own), under=PLAIN), "甲").record("zh")
    assert record == {
        "direction": "up",
        "grade": "优",
        "found": [
            {
                "what": "“质量”的评定",
                "before": "80%",
                "after": "97%",
                "size": "0.17",
                "points": "90.2",
                "grade": "优",
            }
        ],
        "not_found": [{"what": "“效果”的评定", "why": "nothing"}],
    }


def test_a_rule_that_no_stretch_tells_about_makes_the_search_give_up():
    """A share that jumps at every other value over a long way is looked at so often, and then said to be open."""
    jumping = a_rule("jumping", "if(actual * actual - 3 * actual * floor(actual * actual / (3 * actual)) = 7, 1, 0.1)")
    under = a_set(leaf("output", 60), leaf("benefit", 40), rules=[jumping])
    own = [counted("output", 60, 100000, target=100000, rule="jumping", name="指标"), judged("benefit", 40)]
    found = changes(evaluated(a_small_project(*own), under=under), "甲", "up")
    assert next((one.number.name, one.why) for one in found.not_found) == ("actual", "gave-up")
    assert "规则不是一路升降的" in "\n".join(found.worded("zh"))


def test_a_change_is_nearest_on_either_side():
    """12 is two above 10 and 9 one below: outside of the window nothing does it, and the nearer end is taken."""
    own = [counted("output", 60, 3, target=5, rule="window"), judged("benefit", 40)]
    evaluation = evaluated(a_small_project(*own), under=PLAIN)
    assert [one.after.zh for one in changes(evaluation, "甲").found] == ["5"]
    above = evolve(
        evaluation.portfolio.projects[0], indicators=[counted("output", 60, 13, target=5, rule="window"), own[1]]
    )
    assert [one.after.zh for one in changes(evaluated(above, under=PLAIN), "甲").found] == ["15"]
