"""Under how many other ways of scoring a grade stays."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Policies, Review, Rounding, Stated, Title
from perfkit.scoring.answers.alternatives import Alternative, standard_alternatives, under_sets
from perfkit.scoring.answers.robustness import robustness
from perfkit.testing import evaluated
from scoring.small import a_rule, a_set, a_small_project, counted, judged, leaf, rebuilt

SET = a_set(leaf("output", 60), leaf("benefit", 40), rounding={"leaf": Rounding(2)})
RANKED = a_rule("ranked", "max(60 - 3 * count(peers, value > actual), 0) / 60", needs={"peers": {"value": "number"}})


def asked(*indicators, under=SET, alternatives=None, beside=()):
    """The robustness of one project with these indicators."""
    return robustness(evaluated(a_small_project(*indicators), *beside, under=under), "甲", alternatives)


def changed(**keys):
    """An alternative by its keys, written with underscores for points."""
    return Alternative(title=Title("别的", "other"), keys={key.replace("_", "."): value for key, value in keys.items()})


def test_a_grade_on_the_edge_flips_with_the_rounding():
    """49.9999 points are 50.00 rounded and 49.99 cut off, so that 90 becomes 89.99."""
    edge = [counted("output", 60, "49.9999", target=60), judged("benefit", 40)]
    found = asked(*edge, alternatives=[changed(rounding_leaf_mode="down"), changed(rounding_leaf_places="1")])
    assert [one.result.final_points.exact for one in found.outcomes] == [Fraction("89.99"), 90]
    assert (len(found.asked), len(found.kept), found.share) == (2, 1, Fraction(1, 2))
    assert found.record("zh")["share"] == "1/2"
    assert list(found.worded("zh")) == ["换 2 种做法，1 种等级不变", "  别的：总分 89.99 分，等级变为“良”"]
    assert list(found.worded("en")) == ["1 of 2 other ways keep the grade", "  other: total 89.99, grade 良"]


def test_an_alternative_that_changes_nothing_keeps_the_grade():
    """The set with no key otherwise."""
    found = asked(judged("output", 60), judged("benefit", 40), alternatives=[changed()])
    assert found.kept == found.asked == found.outcomes


def test_what_gives_no_total_is_told_and_not_counted():
    """A set of other blocks, and a key that there is not: one has findings, the other faults."""
    other = under_sets(a_set(leaf("elsewhere", 100), id="other"))
    found = asked(judged("output", 60), judged("benefit", 40), alternatives=[*other, changed(grades="1"), changed()])
    assert (len(found.outcomes), len(found.asked), len(found.kept)) == (3, 1, 1)
    assert found.outcomes[0].result.state == "absent"
    assert (found.outcomes[1].result, found.outcomes[1].faults[0].code) == (None, "otherwise.key-unknown")
    assert list(found.worded("zh")) == [
        "换 1 种做法，1 种等级不变",
        "  改用指标体系 other@1：算不出总分",
        "  别的：算不出总分",
    ]


def test_a_broken_formula_spoils_only_its_alternative():
    """Its faults are those that a set would have."""
    under = rebuilt(SET, measures={"rate": "executed / budget"})
    broken = Alternative(title=Title("错"), keys={"measures.rate": "executed / "})
    found = asked(judged("output", 60), judged("benefit", 40), under=under, alternatives=[broken, changed()])
    assert [one.scored for one in found.outcomes] == [False, True]
    assert found.outcomes[0].faults[0].code.startswith("formula.")


def test_without_a_grade_there_is_nothing_to_keep():
    """Nobody judged the benefit."""
    found = asked(judged("output", 60), judged("benefit", 40, None))
    assert list(found.worded("zh")) == ["没有等级，不比较"]
    assert found.record("zh")["grade"] is None
    assert (found.share, found.record("zh")["share"]) == (None, None)


@pytest.mark.parametrize(
    "facts",
    [
        {"stated": Stated(points=95)},
        {"reviews": (Review("bureau", 95, "抽查"),), "indicators": [judged("output", 60), judged("benefit", 40)]},
    ],
)
def test_a_total_that_was_not_computed_is_not_asked_again(facts):
    """One that the unit states, or that an evaluator gives, stays whatever the rules are."""
    under = rebuilt(SET, policies=Policies(final=("bureau", "computed")))
    found = robustness(evaluated(a_small_project(**{"indicators": (), **facts}), under=under), "甲")
    assert found.outcomes == ()
    assert list(found.worded("zh")) == ["总分不是按规则算出来的，换了做法也不会动"]


def test_without_alternatives_nothing_was_tried():
    """An empty list of one's own is not the standard one."""
    assert list(asked(judged("output", 60), judged("benefit", 40), alternatives=[]).worded("zh")) == ["没有可换的做法"]


def test_ranks_look_at_the_others_also_when_a_project_is_asked_again():
    """A rule by rank finds its two better peers: 54 of 60."""
    under = rebuilt(SET, rules={**SET.rules, "ranked": RANKED})
    others = [
        a_small_project(counted("output", 60, actual, name="产值"), judged("benefit", 40), name=f"{actual}")
        for actual in (80, 90)
    ]
    own = counted("output", 60, 10, name="产值", rule="ranked")
    found = asked(
        own, judged("benefit", 40), under=under, alternatives=[changed(rounding_leaf_places="0")], beside=others
    )
    assert found.outcomes[0].result.final_points.exact == 94


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 39))
def test_the_standard_list_counts_what_brute_force_counts(output, benefit, weight):
    """Each alternative scored by hand as a set and a project of its own."""
    own = [
        judged("output", 60, f"{output / 100:.2f}"),
        judged("benefit", weight, f"{benefit / 100:.2f}"),
        judged("benefit", 40 - weight, 1, name="别"),
    ]
    found = asked(*own)
    grade = found.result.grade
    kept = 0
    for one in standard_alternatives(found.result):
        result = evaluated(one.project_for(found.result), under=one.set_for(SET)).projects[0]
        kept += result.grade == grade
    assert (len(found.kept), len(found.asked)) == (kept, len(standard_alternatives(found.result)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_answer_is_plain_data(language):
    """Counts as texts, a total and a grade for each alternative that has one, faults for one that has not."""
    found = asked(judged("output", 60), judged("benefit", 40), alternatives=[changed(), changed(grades="1")])
    record = found.record(language)
    assert (record["grade"], record["asked"], record["kept"]) == ("优", "1", "1")
    first, second = record["outcomes"]
    assert first == {"title": {"zh": "别的", "en": "other"}[language], "points": "100.00", "grade": "优", "faults": []}
    assert (second["points"], second["grade"]) == (None, None)
    assert second["faults"] == [fault.worded(language) for fault in found.outcomes[1].faults]
