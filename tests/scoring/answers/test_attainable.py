"""Which points and which grades were possible, asked of an evaluation."""

from fractions import Fraction

import pytest
from attrs import evolve

from perfkit.errors import InputError
from perfkit.model import Adjustment, Funding, Policies, Project, Rounding, Stated, Title
from perfkit.scoring.answers.attainable import attainable, attainable_grades
from perfkit.testing import evaluated
from scoring.small import a_rule, a_set, a_small_project, branch, counted, judged, leaf, measure, rebuilt

STEPS = a_rule("stepped", "steps(actual, 90%, 1, 80%, 0.8, 60%, 0.5, 0)")
GRADING = a_rule(
    "grading",
    "if(all(children, share >= 0.9), 优, if(least(children, share) >= 0.5, 良, 差))",
    needs={"children": {"share": "number"}},
    gives=["优", "良", "差"],
)
UNDER = a_set(
    measure("execution", 10),
    branch("result", 60, leaf("a", 40), leaf("b", 20)),
    leaf("c", 30),
    rules=[STEPS, GRADING],
    needs={"misused": "truth", "praised": "truth"},
)
FULL = Funding(budget=100, executed=100)


def card(*, a=None, c="1"):
    """Two lines under a, the first by steps and open; the rest is known."""
    first = counted("a", 10, a, target=1, rule="stepped")
    return [first, judged("a", 30), judged("b", 20), judged("c", 30, c)]


def an_evaluation(*indicators, under=UNDER, **facts):
    return evaluated(a_small_project(*indicators, **{"funding": FULL, **facts}), under=under)


def pieces(found):
    return [(low.exact, high.exact) for low, high in found.pieces]


def test_every_node_and_line_has_its_possible_points():
    """A line by steps is open: so are its leaf, its branch and the total, and nothing else is."""
    evaluation = an_evaluation(*card())

    def of(code):
        return [low for low, high in pieces(attainable(evaluation, "甲", code)) if low == high]

    assert of("a[1]") == [0, 5, 8, 10]
    assert of("a") == [30, 35, 38, 40]
    assert of("result") == [50, 55, 58, 60]
    assert of("total") == [90, 95, 98, 100]
    assert [of(code) for code in ("execution", "a[2]", "b", "b[1]", "c", "c[1]")] == [
        [10],
        [30],
        [20],
        [20],
        [30],
        [30],
    ]
    assert attainable(evaluation, "甲") == evaluation["甲"].bounds
    assert evaluation["甲"].explain().count("90、95、98、100 分") == 1


def test_a_code_that_nothing_has_is_refused():
    """With the codes there are, and the nearest one; a project that nobody knows is refused as ever."""
    evaluation = an_evaluation(*card())
    with pytest.raises(InputError) as refused:
        attainable(evaluation, "甲", "resutl")

    fault = refused.value.faults[0]
    assert (fault.code, fault.arguments["near"], fault.arguments["name"]) == ("bounds.code-unknown", "result", "甲")
    assert fault.arguments["known"] == (
        "total", "execution", "result", "a", "b", "c", "a[1]", "a[2]", "b[1]", "c[1]",
    )  # fmt: skip
    with pytest.raises(InputError, match=r"project\.unknown"):
        attainable(evaluation, "乙")


def test_what_does_not_fit_the_set_has_no_possible_points():
    """Weights that do not add up: nothing is claimed of any code."""
    evaluation = an_evaluation(judged("a", 1))

    assert (attainable(evaluation, "甲"), attainable(evaluation, "甲", "a")) == (None, None)
    assert attainable_grades(evaluation, "甲") == ()


@pytest.mark.parametrize(
    ("c", "expected"),
    [
        ("1", ("优",)),
        (Fraction(2, 3), ("优", "良")),
        (Fraction(1, 3), ("良", "中")),
        ("0", ("中",)),
        (None, ("优", "良", "中")),
    ],
)
def test_which_grades_of_the_scale_are_possible(c, expected):
    """Totals of 90 to 100, 80 to 90, 70 to 80, 60 to 70 and 60 to 100, each band from its lower bound on."""
    line = counted("c", 30, c.numerator, target=c.denominator) if isinstance(c, Fraction) else judged("c", 30, c)

    assert attainable_grades(an_evaluation(*card()[:3], line), "甲") == expected


@pytest.mark.parametrize(
    ("grade_of", "places", "expected"),
    [("exact", 0, "良"), ("rounded", 0, "优"), ("rounded", 1, "良"), ("rounded", None, "良")],
)
def test_a_scale_of_rounded_totals_grades_what_is_shown(grade_of, places, expected):
    """Shares of 37/40, 27/30 and 26/30 are 89.72 on average: good, but shown as 90 it is excellent."""
    rounding = {} if places is None else {"leaf": Rounding(places)}
    mean = a_rule("mean", "mean(children, share)", needs={"children": {"share": "number"}})
    nodes = [leaf("a", 40), leaf("b", 30), leaf("c", 30)]
    under = a_set(*nodes, rules=[mean], combine="mean", rounding=rounding, policies=Policies(grade_of=grade_of))
    evaluation = an_evaluation(*(counted(code, whole, got, target=whole) for code, whole, got in PARTS), under=under)

    assert attainable_grades(evaluation, "甲") == (expected,) == (evaluation["甲"].grade,)


PARTS = (("a", 40, 37), ("b", 30, 27), ("c", 30, 26))


@pytest.mark.parametrize(
    ("a", "c", "expected"),
    [
        (None, "1", ("优", "良")),
        (None, "0.6", ("良",)),
        (None, "0.4", ("差",)),
        (None, None, ("优", "良", "差")),
    ],
)
def test_a_rule_that_grades_gives_the_labels_that_it_can(a, c, expected):
    """The worst of ten points by steps leaves 5/6 of the branch: never a bad one, unless another node is."""
    evaluation = an_evaluation(*card(a=a, c=c), under=rebuilt(UNDER, grade_by="grading"))

    assert attainable_grades(evaluation, "甲") == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"misused": False, "praised": False}, ("优",)),
        ({"misused": True, "praised": False}, ("差",)),
        ({"misused": True, "praised": True}, ("优秀",)),
        ({"praised": False}, ("优", "差")),
        ({"misused": True}, ("差", "优秀")),
        ({}, ("优", "差", "优秀")),
    ],
)
def test_an_adjustment_may_give_the_grade(facts, expected):
    """The last one that holds gives it, whatever the points are; what is surely held ends the list."""
    veto = Adjustment(code="veto", title=Title("否决"), at="total", when="misused", grade="差")
    praise = Adjustment(code="praise", title=Title("表彰"), at="total", when="praised", grade="优秀")
    under = rebuilt(UNDER, adjustments=[veto, praise])

    assert attainable_grades(an_evaluation(*card(), under=under, facts=facts), "甲") == expected


def test_a_stated_project_may_have_any_grade_that_its_known_part_allows():
    """Nothing was spent: at most 90 of 100. With a rule that grades, nothing is known of the nodes."""
    project = Project(name="甲", funding=Funding(budget=10, executed=0), stated=Stated(points=1))

    assert attainable_grades(evaluated(project, under=UNDER), "甲") == ("优", "良", "中", "差")
    short = rebuilt(UNDER, indicators=[evolve(UNDER.indicators[0], weight=20), UNDER.indicators[1], leaf("c", 20)])
    assert attainable_grades(evaluated(project, under=short), "甲") == ("良", "中", "差")
    assert attainable_grades(evaluated(project, under=rebuilt(UNDER, grade_by="grading")), "甲") == ("优", "良", "差")
