"""A set that gives verdicts and no points: nothing is made up for a total, and the grade follows from the words."""

import pytest
from attrs import evolve

from perfkit.checks import check
from perfkit.errors import IndicatorSetError
from perfkit.model import Case, Funding, GradeScale, Indicator, Policies, Project, Target
from perfkit.scoring import lost_points
from perfkit.testing import evaluated
from scoring.small import CATEGORY, a_rule, a_set, leaf, measure

COLOURS = ("绿", "红")

REACHED = a_rule(
    "reached",
    needs={"actual": "number", "target": "number"},
    gives=COLOURS,
    cases=[Case("actual >= target", "绿")],
    otherwise="红",
)
WORST = a_rule(
    "worst",
    needs={"verdicts": {"verdict": COLOURS}},
    gives=COLOURS,
    cases=[Case("any(verdicts, verdict = 红)", "红")],
    otherwise="绿",
)
BY_SHARE = a_rule(
    "by-share", needs={"output": "number"}, gives=COLOURS, cases=[Case("output > 50%", "绿")], otherwise="红"
)
NONE = Policies(points="none")
SPENDING = measure("execution", 40, rule="", verdict_by="reached")
OUTPUT = leaf("output", 60, rules_for={}, verdicts_for={"at-least": "reached"})
SET = a_set(SPENDING, OUTPUT, rules=[REACHED, WORST], grade_by="worst", policies=NONE)


def length(actual, **changes):
    """A road of ten kilometres; its weight is nobody's business here."""
    return evolve(Indicator("output", CATEGORY, "里程", target=Target.at_least(10), actual=actual), **changes)


def judged(*indicators, executed=100, under=SET):
    """A project with 100 元 to spend."""
    project = Project(name="路", funding=Funding(budget=100, executed=executed), indicators=indicators)
    return evaluated(project, under=under)


def result(*indicators, **changes):
    return judged(*indicators, **changes).projects[0]


@pytest.mark.parametrize(
    ("actual", "executed", "grade"), [(10, 100, "绿"), (9, 100, "红"), (10, 99, "红"), (9, 99, "红")]
)
def test_the_grade_follows_though_there_is_no_total(actual, executed, grade):
    """No weights, no points, no total, no possible points; a light all the same."""
    found = result(length(actual), executed=executed)
    assert (found.grade, found.points, found.final_points, found.bounds) == (grade, None, None, None)
    assert [(line.points, line.policy) for line in found.lines] == [(None, "none")] * 2
    assert found.findings == ()


def test_what_is_missing_is_told_once_and_decides_nothing():
    """The line names what it lacks, and the grade waits for it."""
    found = result(length(None))
    assert [finding.code for finding in found.findings] == ["indicator.actual-missing", "formula.missing"]
    assert found.grade == ""


@pytest.mark.parametrize("funding", [Funding(budget=100), Funding(budget=0, executed=0)])
def test_policies_of_points_give_no_points(funding):
    """Where a missing amount scores 0 and a budget of 0 full marks, a set without points still gives none."""
    policies = Policies(points="none", missing="zero", zero_divisor="full")
    project = Project(name="路", funding=funding, indicators=[length(10)])
    line = evaluated(project, under=evolve(SET, policies=policies)).projects[0].lines[0]
    assert (line.points, line.verdict) == (None, "")
    assert line.absent is not None


def test_one_red_line_is_red_whatever_is_missing():
    """What is open could not change it."""
    found = result(length(None), executed=1)
    assert found.grade == "红"
    assert [finding.code for finding in found.findings] == ["indicator.actual-missing"]
    assert "等级定为“红”：还缺的改变不了它" in found.explain()


def test_what_does_not_apply_has_no_word_and_spoils_none():
    """Whatever the set says of weights."""
    found = result(length(None, applicable=False, reason="年底"))
    assert (found.grade, [line.verdict for line in found.lines]) == ("绿", ["绿", ""])
    assert "不适用（年底）" in found.explain()


def test_a_kind_without_a_rule_is_shown_and_not_judged():
    """There are lights for what has a number only."""
    found = result(Indicator("output", CATEGORY, "质量", target=Target.judged("好"), reached="好"))
    assert [(line.actual, line.verdict) for line in found.lines] == [("100%", "绿"), ("好", "")]


def test_an_indicator_out_of_place_is_refused():
    """As under any other set."""
    found = result(evolve(length(10), block="outpt"))
    assert (found.state, [finding.code for finding in found.findings]) == ("absent", ["indicator.block-unknown"])


def test_a_set_without_a_rule_for_the_grade_gives_words_alone():
    """The lines have theirs, the project none."""
    found = result(length(10), under=a_set(SPENDING, OUTPUT, rules=[REACHED], policies=NONE))
    assert (found.grade, [line.verdict for line in found.lines]) == ("", ["绿", "绿"])


def test_everything_may_be_asked_of_it():
    """The record, the checks and the losses know that there are no points."""
    evaluation = judged(length(10))
    (record,) = evaluation.to_dict()["projects"]
    assert (record["points"], record["grade"], record["state"]) == (None, "绿", "unscored")
    assert check(evaluation) == ()
    assert len(list(lost_points(evaluation.projects[0]).worded("zh"))) == 1


@pytest.mark.parametrize(
    ("nodes", "changes", "code"),
    [
        ([measure("execution", 100, rule="")], {}, "set.node-empty"),
        ([leaf("output", 100, rules_for={})], {"policies": Policies()}, "set.kind-missing"),
        (
            [OUTPUT, SPENDING],
            {
                "grade_by": "by-share",
                "rules": [REACHED, BY_SHARE],
            },
            "set.combine-does-not-fit",
        ),
    ],
)
def test_a_set_that_could_give_nothing_is_refused(nodes, changes, code):
    """A measure without a word, a set with points but no rules, a grade that asks for shares there are not."""
    with pytest.raises(IndicatorSetError) as caught:
        a_set(*nodes, **{"rules": [REACHED], "policies": NONE, **changes})
    assert code in [fault.code for fault in caught.value.faults]


FRAMEWORK = {"full_marks": 0, "grades": GradeScale([]), "policies": NONE}
STATED = a_rule("stated", needs={"word": COLOURS}, gives=COLOURS, cases=[Case("word = 绿", "绿")], otherwise="红")


def test_a_set_may_say_that_nothing_weighs():
    """With full marks of 0 no weights have to be made up, nor grades of a total; lines get their words as before."""
    weightless = [evolve(SPENDING, weight=0), evolve(OUTPUT, weight=0)]
    found = result(length(9), under=a_set(*weightless, rules=[REACHED, WORST], grade_by="worst", **FRAMEWORK))
    assert (found.grade, [line.verdict for line in found.lines]) == ("红", ["绿", "红"])


def test_a_framework_shows_its_rates_without_a_word():
    """Where nothing weighs, a measure may stand for its figure alone: 80 of 100."""
    rate = measure("execution", 0, rule="", target="")
    (line,) = result(under=a_set(rate, **FRAMEWORK), executed=80).lines
    assert (line.actual, line.target, line.verdict, line.points) == ("80%", "", "", None)


def test_a_framework_with_its_amounts_finds_nothing_wrong():
    """What stands for its figure alone lacks nothing."""
    found = result(under=a_set(measure("execution", 0, rule=""), **FRAMEWORK), executed=80)
    assert found.findings == ()


@pytest.mark.parametrize(("facts", "grade"), [({"word": "绿"}, "绿"), ({"word": "红"}, "红"), ({}, "")])
def test_a_conclusion_may_follow_from_facts_alone(facts, grade):
    """An assessment without lines has the conclusion that was stated; a project of which nothing is known has none."""
    under = a_set(
        evolve(OUTPUT, weight=0), rules=[REACHED, STATED], needs={"word": COLOURS}, grade_by="stated", **FRAMEWORK
    )
    found = evaluated(Project(name="路", facts=facts), under=under).projects[0]
    assert (found.grade, found.findings) == (grade, ())


@pytest.mark.parametrize("changes", [{"policies": Policies()}, {"full_marks": 100}])
def test_only_a_set_without_points_may_have_no_weights(changes):
    """With points, or with full marks to be had, weights of nothing are a mistake."""
    with pytest.raises(IndicatorSetError):
        a_set(measure("execution", 0), **{**FRAMEWORK, **changes})
