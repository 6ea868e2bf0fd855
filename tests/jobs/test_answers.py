"""Everything one may ask about a result: each answer under its heading, in words and as data."""

import json

import pytest

from perfkit.errors import InputError
from perfkit.jobs import ORDINARY, TOPICS, answers, answers_words
from perfkit.model import Policies, Review
from perfkit.scoring import (
    attainable,
    changes,
    effective_weights,
    evidence_strength,
    lost_points,
    margin,
    project_standing,
    provenance,
    rater_agreement,
    robustness,
    side_by_side,
)
from perfkit.testing import evaluated
from scoring.small import a_set, a_small_project, branch, counted, judged, leaf

SET = a_set(
    branch("main", 60, leaf("output", 40), leaf("quality", 20)),
    leaf("benefit", 40),
    policies=Policies(final=("bureau", "computed")),
)
OWN = [
    counted("output", 40, 30, target=40, name="数量", stated_points=40),
    judged("quality", 20, "0.9", name="质量"),
    judged("benefit", 40, 1, name="效果", reviews=(Review("bureau", 38, "抽查"),)),
]
EVALUATION = evaluated(
    a_small_project(*OWN), a_small_project(*OWN[:2], judged("benefit", 40, None), name="乙"), under=SET
)

DIRECT = {
    "lost": lambda: lost_points(EVALUATION["甲"]),
    "margin": lambda: margin(EVALUATION["甲"]),
    "alternatives": lambda: robustness(EVALUATION, "甲"),
    "evidence": lambda: evidence_strength(EVALUATION["甲"]),
    "reviewers": lambda: side_by_side(EVALUATION["甲"]),
    "raters": lambda: rater_agreement(EVALUATION["甲"]),
    "weights": lambda: effective_weights(EVALUATION["甲"]),
    "standing": lambda: project_standing(EVALUATION, "甲"),
}


def told(*topics, key="甲", language="zh"):
    return list(answers_words(answers(EVALUATION, key, topics), language))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("topic", list(DIRECT))
def test_each_topic_is_the_answer_of_its_function(topic, language):
    """The same words and the same data as asking directly."""
    answer, direct = answers(EVALUATION, "甲", [topic])[topic], DIRECT[topic]()
    assert list(answer.worded(language)) == list(direct.worded(language))
    assert answer.record(language) == direct.record(language)


def test_every_topic_has_a_heading_in_both_languages():
    """A blank line and the heading stand above each answer but the first."""
    for language in ("zh", "en"):
        lines = told(*TOPICS, language=language)
        headings = [line for at, line in enumerate(lines[1:]) if not lines[at]]
        assert len(headings) == len(set(headings)) == len(TOPICS) - 1


def test_the_ordinary_questions_come_in_their_order():
    """Every figure, where the points went, and how far the grade is from its neighbours."""
    assert ORDINARY == ("points", "lost", "margin")
    lines = told(*ORDINARY)
    assert lines[: lines.index("")] == EVALUATION["甲"].explain("zh").splitlines()
    assert [line for line in lines if line.startswith("【")] == ["【失分】", "【等级的余地】"]


def test_points_are_the_explanation_also_as_data():
    """Line by line."""
    answer = answers(EVALUATION, "甲", ["points"])["points"]
    assert answer.record("en") == {"words": EVALUATION["甲"].explain("en").splitlines()}


def test_changes_are_told_both_ways():
    """What reaches a better grade, then what loses the present one."""
    answer = answers(EVALUATION, "甲", ["changes"])["changes"]
    up, down = changes(EVALUATION, "甲", "up"), changes(EVALUATION, "甲", "down")
    assert list(answer.worded("zh")) == [*up.worded("zh"), *down.worded("zh")]
    assert answer.record("zh") == {"up": up.record("zh"), "down": down.record("zh")}


def test_bounds_are_told_for_the_total_and_each_node():
    """乙 has 48 of 60 points, and its benefit of 40 is open: from top to bottom, with the grades that were possible."""
    assert told("bounds", key="乙") == [
        "",
        "【可能的得分】",
        "可能的得分：48 到 88 分（两端都能达到）",
        "main 得分只能是 48 分",
        "output 得分只能是 30 分",
        "quality 得分只能是 18 分",
        "benefit 可能的得分：0 到 40 分（两端都能达到）",
        "可能的等级：良、中、差",
    ]
    record = answers(EVALUATION, "乙", ["bounds"])["bounds"].record("zh")
    assert list(record["points"]) == ["total", "main", "output", "quality", "benefit"]
    assert record["points"]["benefit"] == attainable(EVALUATION, "乙", "benefit").record("zh")
    assert record["grades"] == ["良", "中", "差"]


def test_indicators_that_do_not_fit_have_no_bounds():
    """Nothing can be said to be possible, and that is said."""
    unfit = evaluated(a_small_project(judged("nowhere", 100)), under=SET)
    found = answers(unfit, "甲", ["bounds"])
    assert list(answers_words(found, "zh"))[2:] == ["指标与指标体系不符，推不出可能的得分"]
    assert set(found["bounds"].record("zh")["points"].values()) == {None}


def test_the_sources_of_each_line_and_of_the_total_are_told():
    """Under the name of the line, the sources of its weight, target, actual and rule; of the total with its grade."""
    lines = told("provenance")[2:]
    result = EVALUATION["甲"]
    assert [line for line in lines if not line.startswith("  ")] == ["数量", "质量", "效果", "总分"]
    first = lines[1 : lines.index("质量")]
    whats = ("weight", "target", "actual", "rule", "parameters")
    sources = [one for what in whats for one in provenance(result, "output[1]", what)]
    assert first == ["  " + line for one in sources for line in one.worded("zh")]
    record = answers(EVALUATION, "甲", ["provenance"])["provenance"].record("zh")
    assert record["output[1]"]["rule"] == [one.record("zh") for one in provenance(result, "output[1]", "rule")]
    assert list(record["total"]) == ["points", "grade"]


def test_all_answers_are_json_in_both_languages():
    """Nothing but texts, truths, lists and tables."""
    for language in ("zh", "en"):
        found = answers(EVALUATION, "乙", TOPICS)
        data = {topic: answer.record(language) for topic, answer in found.items()}
        assert json.loads(json.dumps(data)) == data


def test_a_project_that_is_not_there_is_refused():
    """With the near match, as everywhere."""
    with pytest.raises(InputError) as caught:
        told("lost", key="丙")
    assert caught.value.code == "project.unknown"
