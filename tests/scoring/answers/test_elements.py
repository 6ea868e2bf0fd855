"""What each 评价要点 or problem is worth: only where the rule takes them one by one."""

from fractions import Fraction

import pytest

from perfkit.model import GradeBand, GradeScale
from perfkit.scoring.answers.elements import elements_of
from perfkit.testing import national_set
from scoring.small import a_set, a_small_project, judged, leaf, scored

TEN = a_set(leaf("a", 10), full_marks=10, grades=GradeScale([GradeBand("差", 0)]), rules=national_set().rules.values())


def elements(rule, **facts):
    """The elements of the only line, of 10 points."""
    (line,) = scored(TEN, judged("a", 10, None, rule=rule, facts=facts)).lines
    return elements_of(line.derivation, a_small_project(judged("a", 10, None, facts=facts)).indicators[0])


def worth(found):
    """What each can earn, earned and lost; None where nobody can say."""
    figures = [(one.available, one.points, one.deduction) for one in found]
    return [tuple(None if one is None else one.exact for one in figure) for figure in figures]


def listed(*met, **more):
    """Elements that are met as said, with shares or other fields by position."""
    return [{"met": one, **{name: values[at] for name, values in more.items()}} for at, one in enumerate(met)]


F = Fraction
WORTH = [
    ("checklist", {"elements": listed(True, False, True)}, [(F(10, 3), F(10, 3), 0), (F(10, 3), 0, F(10, 3))]),
    ("elements", {"elements": listed("1", "50%", share=["30%", "70%"])}, [(3, 3, 0), (7, F(7, 2), F(7, 2))]),
    (
        "elements-gated",
        {"elements": listed(0, 1, share=["40%", "60%"], gate=[True, False])},
        [(None, None, 10), (None, None, 0)],
    ),
    (
        "elements-gated",
        {"elements": listed(1, 0, share=["40%", "60%"], gate=[True, False])},
        [(None, None, 0), (None, None, 6)],
    ),
    (
        "deduct-problems",
        {"problems": [{"severity": "严重", "scope": "35%"}, {"severity": "一般", "scope": "1"}]},
        [(None, None, F(7, 2)), (None, None, 3)],
    ),
]


@pytest.mark.parametrize(("rule", "facts", "wanted"), WORTH)
def test_an_element_has_the_points_that_are_its_own(rule, facts, wanted):
    """Equal parts, shares, a gate that decides over the others, and problems that cost without earning."""
    assert worth(elements(rule, **facts))[: len(wanted)] == wanted


def test_problems_beyond_the_floor_are_not_told_apart():
    """Two that cost more than there is: of neither can it be said what it took."""
    problems = [{"severity": "严重", "scope": "70%"}, {"severity": "严重", "scope": "60%"}]
    assert elements("deduct-problems", problems=problems) == ()


def test_the_answers_of_a_survey_and_the_sheets_of_raters_are_no_elements():
    """Nothing in them is met or deducted."""
    answers = [{"level": "满意", "answers": 3}, {"level": "一般", "answers": 1}]
    assert elements("answers-likert", survey=answers) == ()
    assert elements("raters-mean", raters=[{"share": "80%"}, {"share": "1"}]) == ()


def test_of_a_list_that_is_not_complete_the_elements_are_told_without_points():
    """The rule gives no score, and what was found stays to be read."""
    found = elements("checklist-whole", elements=listed(True, False, name=["甲", "乙"], fact=["有文件", ""]))
    assert [(one.name, one.fact, one.met) for one in found] == [("甲", "有文件", 1), ("乙", "", 0)]
    assert worth(found) == [(None, None, None)] * 2


def test_what_was_written_of_an_element_is_kept():
    """The finding, what proves it, why it is deducted; ``evidence = false`` says that nothing proves it."""
    written = {"name": "程序", "met": False, "fact": "没有论证", "evidence": "卷宗 3", "deduction": "缺一扣半"}
    first, second = elements("checklist", elements=[written, {"met": False, "evidence": False, "note": "未见"}])
    assert (first.name, first.fact, first.evidence, first.remark) == ("程序", "没有论证", "卷宗 3", "缺一扣半")
    assert (second.fact, second.evidence, second.unproved, first.unproved) == ("未见", "", True, False)
