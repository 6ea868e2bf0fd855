"""Verdicts: the word a rule gives a line, and the grade that follows from all of them."""

import pytest
from attrs import evolve

from perfkit.errors import IndicatorSetError
from perfkit.model import Case, Funding, Indicator, Project, Target
from perfkit.testing import evaluated
from scoring.small import CATEGORY, a_rule, a_set, leaf, measure

COLOURS = ("红", "黄", "绿")

PACE = a_rule(
    "pace",
    needs={"actual": "number", "target": "number", "month": "number 月"},
    gives=COLOURS,
    cases=[Case("actual / (target * month / 12) < 60%", "红"), Case("actual / (target * month / 12) < 80%", "黄")],
    otherwise="绿",
)
WORST = a_rule(
    "worst",
    needs={"verdicts": {"verdict": COLOURS}},
    gives=COLOURS,
    cases=[Case("any(verdicts, verdict = 红)", "红"), Case("any(verdicts, verdict = 黄)", "黄")],
    otherwise="绿",
)

SET = a_set(
    measure("execution", 40, verdict_by="pace"),
    leaf("output", 60, verdicts_for={"at-least": "pace"}),
    rules=[PACE, WORST],
    needs={"month": "number 月"},
    grade_by="worst",
)


def length(actual, **changes):
    """60 points for 120 kilometres by the end of the year."""
    target = Target.at_least(120, "公里")
    return evolve(Indicator("output", CATEGORY, "里程", weight=60, target=target, actual=actual), **changes)


def scored(*indicators, executed=100, facts=None):
    """One project half a year on, with 200 元 to spend."""
    known = {"month": 6} if facts is None else facts
    project = Project(name="路", funding=Funding(budget=200, executed=executed), indicators=indicators, facts=known)
    return evaluated(project, under=SET).projects[0]


@pytest.mark.parametrize(
    ("kilometres", "light"), [("35.9", "红"), ("36", "黄"), ("47.9", "黄"), ("48", "绿"), ("60", "绿")]
)
def test_a_line_gets_the_word_of_its_pace(kilometres, light):
    """After six months of twelve 60 of 120 kilometres are due: 36 are 60 % of them, 48 are 80 %."""
    line = scored(length(kilometres)).lines[1]
    assert line.verdict == light


@pytest.mark.parametrize(
    ("executed", "kilometres", "grade"),
    [(100, 60, "绿"), (70, 60, "黄"), (100, 40, "黄"), (50, 60, "红"), (70, 30, "红")],
)
def test_the_project_gets_the_worst_of_its_lines(executed, kilometres, grade):
    """A measure of the set counts as an indicator does."""
    assert scored(length(kilometres), executed=executed).grade == grade


def test_a_verdict_changes_no_points():
    """Red or green, the points are those of the rule that scores: half the money 20 of 40, half the road 30 of 60."""
    result = scored(length(60))
    assert [line.points.exact for line in result.lines] == [20, 30]


def test_a_kind_without_a_rule_gets_no_verdict():
    """The set gives lights to what has a number: a judged indicator has none, and spoils the grade of nobody."""
    judged = Indicator("output", CATEGORY, "质量", weight=0, target=Target.judged("好"), judged=1)
    result = scored(length(60), judged)
    assert [line.verdict for line in result.lines] == ["绿", "绿", ""]
    assert result.grade == "绿"


def test_a_verdict_that_cannot_be_given_is_told_and_decides_nothing():
    """Nobody says which month it is: two faults name the fact, and the project has no light instead of a green one."""
    result = scored(length(60), facts={})
    assert [line.verdict for line in result.lines] == ["", ""]
    assert result.grade == ""
    told = [finding.code for finding in result.findings]
    assert told.count("formula.missing") == 3
    assert all(finding.severity == "error" for finding in result.findings)


def test_one_red_line_is_red_whatever_is_open():
    """The worst is known as soon as one line has it."""
    open_line = Indicator("output", CATEGORY, "桥", weight=0, target=Target.at_least(1, "座"))
    result = scored(length(10), evolve(open_line, actual=None))
    assert result.lines[1].verdict == "红"
    assert result.lines[2].undecided is not None


def test_the_words_say_why():
    """An explanation tells the word and the condition that gave it."""
    told = scored(length(40)).explain("zh")
    assert "评定为“黄”" in told
    assert scored(length(40)).lines[1].verdict == "黄"


def test_what_is_not_applicable_has_no_verdict():
    """A line that does not count is not judged either."""
    line = scored(length(None, applicable=False, reason="改线")).lines[1]
    assert (line.verdict, line.undecided) == ("", None)


@pytest.mark.parametrize(
    ("nodes", "code"),
    [
        ([leaf("output", 100, verdicts_for={"at-least": "ratio"})], "set.rule-gives-share"),
        ([leaf("output", 100, verdicts_for={"at-least": "pase"})], "set.rule-unknown"),
        ([leaf("output", 100, verdict_by="pace")], "set.node-ignores"),
        ([measure("execution", 100, verdicts_for={"at-least": "pace"})], "set.node-ignores"),
        ([measure("execution", 100, verdict_by="ratio")], "set.rule-gives-share"),
    ],
)
def test_a_set_with_a_verdict_that_cannot_be_is_refused(nodes, code):
    """A rule that scores gives no word, an unknown one nothing, and a key that the node would ignore is told."""
    with pytest.raises(IndicatorSetError) as caught:
        a_set(*nodes, rules=[PACE], needs={"month": "number 月"})
    assert [fault.code for fault in caught.value.faults] == [code]


def test_only_the_grade_follows_from_verdicts():
    """A rule that combines nodes is not given them."""
    weakest = a_rule("by-words", "count(verdicts)", needs={"verdicts": {"verdict": COLOURS}})
    with pytest.raises(IndicatorSetError) as caught:
        a_set(leaf("output", 100), rules=[weakest], combine="by-words")
    assert [fault.code for fault in caught.value.faults] == ["set.combine-does-not-fit"]


def test_every_word_is_possible_while_facts_are_open():
    """The totals that were possible come with all words that the rule can give."""
    room = scored(length(None)).room
    assert room is not None
    assert set(room.grades()) == set(COLOURS)
