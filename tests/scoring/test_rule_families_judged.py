"""Rules that ask a person: levels and bands, answers of a survey, elements, problems, and who is at fault."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Target
from perfkit.testing import a_card, a_project, evaluated
from scoring.families import COMPILED, MISSING, NO_CASE, REFUSED, points, share


@pytest.mark.parametrize(("judged", "wanted"), [("1", "10.00"), ("0", "0.00"), ("0.5", REFUSED), ("0.99", REFUSED)])
def test_yes_or_no_knows_nothing_between(judged, wanted):
    """A judgement between met and not met is refused instead of rounded."""
    assert points("judged-all-or-nothing", 10, judged=judged) == wanted
    assert points("judged-or-deduction", 10, judged=judged) == wanted


@pytest.mark.parametrize(("judged", "wanted"), [("0", "0.00"), ("1", "8.00"), ("0.5", "4.00"), ("1.01", REFUSED)])
def test_a_plain_judgement_is_the_share_itself(judged, wanted):
    """From nothing to all, and never beyond."""
    assert points("judged", 8, judged=judged) == wanted


BANDS = [
    ("bands-80-60", 8, "达成", ["8", "6.4"], ["8.01", "6.39"]),
    ("bands-80-60", 8, "部分达成", ["6.39", "4.8"], ["6.4", "4.79"]),
    ("bands-80-60", 8, "未达成", ["4.79", "0"], ["4.8", "-0.01"]),
    ("bands-80-60", 7, "达成", ["5.6"], ["5.59"]),
    ("bands-80-60", 13, "部分达成", ["10.39", "7.8"], ["10.4", "7.79"]),
    ("bands-80-50", 8, "达成", ["8", "6.4"], ["8.01", "6.39"]),
    ("bands-80-50", 8, "部分达成", ["6.39", "4"], ["6.4", "3.99"]),
    ("bands-80-50", 8, "未达成", ["3.99", "0"], ["4", "-0.01"]),
    ("bands-of-grades", 8, "优", ["8", "7.2"], ["7.1"]),
    ("bands-of-grades", 8, "良", ["7.1", "6.4"], ["7.2", "6.3"]),
    ("bands-of-grades", 7, "良", ["6.2", "5.6"], ["6.3", "5.5"]),
    ("bands-of-grades", 5, "良", ["4.4", "4"], ["4.5", "3.9"]),
    ("bands-of-grades", 10, "中", ["7.9", "6"], ["8", "5.9"]),
    ("bands-of-grades", 10, "差", ["5.9", "0"], ["6", "-0.1"]),
]


@pytest.mark.parametrize(("rule", "weight", "level", "inside", "outside"), BANDS)
def test_the_points_lie_inside_the_band_of_the_level(rule, weight, level, inside, outside):
    """The lower end belongs to its band: exactly 80 % of the weight is the upper level, exactly 60 % the middle one."""
    for given_points in inside:
        assert share(rule, level=level, judged=Fraction(given_points) / weight) == Fraction(given_points) / weight
    for given_points in outside:
        assert share(rule, level=level, judged=Fraction(given_points) / weight) == NO_CASE


@pytest.mark.parametrize("rule", ["bands-80-60", "bands-80-50"])
@given(judged=st.fractions(min_value=0, max_value=1, max_denominator=1000))
def test_every_share_lies_in_exactly_one_band(rule, judged):
    """No gap and no overlap between the levels."""
    found = [share(rule, level=level, judged=judged) for level in ("达成", "部分达成", "未达成")]

    assert sorted(found, key=str) == sorted([judged, NO_CASE, NO_CASE], key=str)


@pytest.mark.parametrize(("weight", "homeless"), [(5, []), (7, []), (8, []), (10, []), (15, ["8.9", "11.9", "13.4"])])
def test_the_printed_bands_of_grades_leave_three_values_of_15_points_without_a_grade(weight, homeless):
    """Of all points with one decimal; a form with an item of 15 points has to say what becomes of them."""
    tenths = [Fraction(tenth, 10) for tenth in range(weight * 10 + 1)]
    lost = [
        value
        for value in tenths
        if all(share("bands-of-grades", level=level, judged=value / weight) == NO_CASE for level in "优良中差")
    ]

    assert lost == [Fraction(value) for value in homeless]


@pytest.mark.parametrize(
    ("level", "wanted"), [("达成", "8.00"), ("部分达成", "4.80"), ("未达成", "0.00"), ("好", "unknown-label")]
)
def test_a_level_alone_scores_without_a_judge(level, wanted):
    """The share is that of the level; a word that is none of the levels scores nothing at all."""
    assert points("level-alone", 8, level=level) == wanted


def survey(*answers):
    """So many answers for each level, from the best down."""
    levels = ("很满意", "满意", "一般", "不满意", "很不满意")
    return [{"level": level, "answers": count} for level, count in zip(levels, answers, strict=True)]


SURVEYS = [
    ((60, 30, 5, 3, 2), "10.00", "10.00", "8.58"),
    ((45, 45, 10, 0, 0), "10.00", "10.00", "8.38"),
    ((44, 45, 11, 0, 0), "9.89", "8.00", "8.33"),  # 89 of 100 beside 90 %
    ((40, 40, 20, 0, 0), "8.89", "8.00", "8.00"),
    ((39, 40, 21, 0, 0), "8.78", "5.00", "7.95"),
    ((30, 30, 0, 0, 40), "6.67", "5.00", "5.25"),
    ((29, 30, 41, 0, 0), "6.56", "0.00", "7.20"),
    ((0, 0, 0, 0, 7), "0.00", "0.00", "0.00"),
    ((3, 0, 0, 0, 0), "10.00", "10.00", "10.00"),
    ((0, 0, 0, 0, 0), "division-by-zero", "division-by-zero", "division-by-zero"),
    ((1, 0, -1, 1, 0), REFUSED, REFUSED, REFUSED),
]


@pytest.mark.parametrize(("answers", "ratio", "steps", "likert"), SURVEYS)
def test_the_answers_of_a_survey_score(answers, ratio, steps, likert):
    """The satisfied beside a target of 90 %, by steps of 90, 80 and 60 %, and the mean on a scale of five."""
    found = [
        points(f"answers-{name}", 10, target="90%", survey=survey(*answers)) for name in ("ratio", "steps", "likert")
    ]

    assert found == [ratio, steps, likert]


def test_levels_that_nobody_chose_may_be_left_out():
    """An answer that was not given is no answer."""
    whole, part = survey(8, 0, 2, 0, 0), [{"level": "很满意", "answers": 8}, {"level": "一般", "answers": 2}]

    for rule in ("answers-ratio", "answers-steps", "answers-likert"):
        assert share(rule, target="90%", survey=whole) == share(rule, target="90%", survey=part)


def test_a_target_of_satisfaction_is_a_rate():
    """90 without its percent sign is refused: nobody reaches 9000 %."""
    assert share("answers-ratio", target=90, survey=survey(9, 0, 1, 0, 0)) == REFUSED


BLENDS = [
    ("80", "1", "8.80"),  # 6 × 0.8 + 4
    ("80", "0.5", "6.80"),
    ("100", "0", "6.00"),
    ("130", "0", "6.00"),
    ("0", "1", "4.00"),
    ("0", "0", "0.00"),
    ("100", "1", "10.00"),
    ("100", "1.01", REFUSED),
    ("-1", "1", REFUSED),
]


@pytest.mark.parametrize(("actual", "judged", "wanted"), BLENDS)
def test_a_blend_is_six_parts_measured_and_four_judged(actual, judged, wanted):
    """Inside one indicator; more than the target makes up for no judgement."""
    assert points("blend-measured-judged", 10, target=100, actual=actual, judged=judged) == wanted


def elements(*parts):
    """Elements from their share, how far they are met, and whether they are a gate."""
    return [dict(zip(("share", "met", "gate"), part, strict=False)) for part in parts]


CHECKED = [
    ([True] * 5, "5.00", "5.00"),
    ([True, True, True, True, False], "4.00", "4.00"),
    ([False] * 5, "0.00", "0.00"),
    ([True, False, True], "3.33", "4.00"),
    ([False] * 7, "0.00", "0.00"),
    ([True], "5.00", "5.00"),
]


@pytest.mark.parametrize(("met", "equal", "deducted"), CHECKED)
def test_a_checklist_of_5_points(met, equal, deducted):
    """Elements of equal value, or a fifth for each that is missing, down to nothing."""
    records = [{"met": one} for one in met]

    assert [points(rule, 5, elements=records) for rule in ("checklist", "checklist-deduct")] == [equal, deducted]


def test_a_checklist_without_elements_scores_nothing_at_all():
    """Nothing was looked at; where each missing element costs, nothing was found missing."""
    assert share("checklist", elements=[]) == REFUSED
    assert share("checklist-deduct", elements=[]) == 1


@pytest.mark.parametrize("count", [2, 3, 4, 5, 8])
def test_elements_of_equal_share_are_a_checklist(count):
    """Whichever are met."""
    for met in product((True, False), repeat=count):
        records = [{"share": Fraction(1, count), "met": int(one)} for one in met]
        plain = [{"met": one} for one in met]
        assert share("elements", elements=records) == share("checklist", elements=plain)


PARTS = [
    (4, [("30%", 1), ("30%", 0), ("40%", 1)], "2.80"),
    (4, [("30%", 1), ("30%", 1), ("40%", 1)], "4.00"),
    (4, [("30%", "80%"), ("30%", 0), ("40%", "59%")], "1.90"),  # 0.24 + 0.236 = 0.476
    (4, [("30%", 0), ("30%", 0), ("40%", 0)], "0.00"),
    (4, [("30%", 1), ("30%", 1), ("30%", 1)], REFUSED),  # the shares make 90 %
    (4, [("40%", 1), ("50%", 1), ("50%", 1)], REFUSED),  # 140 %, as one table prints
    (4, [("30%", "101%"), ("30%", 1), ("40%", 1)], REFUSED),
    (4, [("30%", "-1%"), ("30%", 1), ("40%", 1)], REFUSED),
    (4, [], REFUSED),
]


@pytest.mark.parametrize(("weight", "parts", "wanted"), PARTS)
def test_elements_have_shares_of_their_own_and_may_be_met_in_part(weight, parts, wanted):
    """The shares make exactly the whole, or nothing is scored."""
    assert points("elements", weight, elements=elements(*parts)) == wanted


GATED = [
    ((0, 1, 1, 1), "0.00"),
    ((1, 1, 0, 0), "3.00"),
    ((1, 1, 1, 1), "5.00"),
    ((1, 0, 0, 0), "2.00"),
    (("50%", 1, 1, 1), "4.00"),
    (("1%", 0, 0, 0), "0.02"),
    ((0, 0, 0, 0), "0.00"),
]


@pytest.mark.parametrize(("met", "wanted"), GATED)
def test_without_the_key_element_nothing_is_earned(met, wanted):
    """绩效目标合理性 of 5 points, 40/20/20/20: without ① the indicator gets 0, where plain elements would give 3."""
    shares = ("40%", "20%", "20%", "20%")
    parts = [(own, one, at == 0) for at, (own, one) in enumerate(zip(shares, met, strict=True))]

    assert points("elements-gated", 5, elements=elements(*parts)) == wanted


@given(met=st.lists(st.fractions(min_value=0, max_value=1, max_denominator=50), min_size=4, max_size=4))
def test_elements_without_a_gate_score_alike_under_both_rules(met):
    """And a gate can only take away."""
    parts = [{"share": Fraction(1, 4), "met": one} for one in met]
    plain = share("elements", elements=parts)
    none = share("elements-gated", elements=[{**part, "gate": False} for part in parts])
    gated = share("elements-gated", elements=[{**part, "gate": at == 0} for at, part in enumerate(parts)])

    assert plain == none
    assert gated == (0 if met[0] == 0 else plain)


def problems(*found):
    """Problems from their severity and their scope."""
    return [{"severity": severity, "scope": scope} for severity, scope in found]


FOUND = [
    ([], "10.00"),
    ([("轻微", "1")], "9.00"),
    ([("轻微", "50%")], "9.50"),
    ([("一般", "20%")], "9.40"),
    ([("严重", "35%")], "6.50"),
    ([("严重", "35%"), ("一般", "20%"), ("轻微", "10%")], "5.80"),
    ([("严重", "60%"), ("严重", "40%")], "0.00"),
    ([("严重", "60%"), ("严重", "60%")], "0.00"),
    ([("严重", "1"), ("一般", "1")], "0.00"),
    ([("一般", "0")], "10.00"),
    ([("一般", "101%")], REFUSED),
    ([("一般", "-1%")], REFUSED),
    ([("很坏", "10%")], "unknown-label"),
]


@pytest.mark.parametrize(("found", "wanted"), FOUND)
def test_problems_cost_by_severity_and_scope(found, wanted):
    """倒扣分 of 10 points: a tenth, three tenths or all of them, times the share of units or money; never below 0."""
    assert points("deduct-problems", 10, problems=problems(*found)) == wanted


DEVIATIONS = [
    ([("项目公司", "15%"), ("实施机构", "30%"), ("其他", "50%")], "85.00", "70.00"),
    ([("其他", "1")], "100.00", "100.00"),
    ([], "100.00", "100.00"),
    ([("项目公司", "60%"), ("项目公司", "60%")], "0.00", "100.00"),
    ([("实施机构", "101%")], REFUSED, REFUSED),
]


@pytest.mark.parametrize(("found", "company", "agency"), DEVIATIONS)
def test_a_deviation_counts_only_for_the_party_at_fault(found, company, agency):
    """Two totals of 100 side by side: what others caused touches neither."""
    deviations = [{"party": party, "cost": cost} for party, cost in found]
    scored = [points(f"deduct-faults-of-{party}", 100, deviations=deviations) for party in ("company", "agency")]

    assert scored == [company, agency]


ASKED = [
    ("checklist", {"elements": [{"met": True}, {"met": False}]}, {}, "5.00"),
    ("elements", {"elements": [{"share": "30%", "met": "1"}, {"share": "70%", "met": "50%"}]}, {}, "6.50"),
    ("deduct-problems", {"problems": [{"severity": "严重", "scope": "35%"}]}, {}, "6.50"),
    ("deduct-target-faults", {"wrong": "0", "irrelevant": "0", "undetailed": False}, {}, "10.00"),
    ("deduct-target-faults", {"wrong": "3", "irrelevant": "1", "undetailed": True}, {}, "7.90"),  # 10 - 0.6 - 0.5 - 1
    ("deduct-target-faults", {"wrong": "60", "irrelevant": "0", "undetailed": False}, {}, "0.00"),
    ("bands-80-60", {"level": "部分达成"}, {"judged": "0.6"}, "6.00"),
    ("level-alone", {"level": "达成"}, {}, "10.00"),
    (
        "answers-likert",
        {"survey": [{"level": "满意", "answers": "3"}, {"level": "很不满意", "answers": 1}]},
        {},
        "5.63",
    ),
    ("deduct-faults-of-agency", {"deviations": [{"party": "实施机构", "cost": "0.25"}]}, {}, "7.50"),
]


@pytest.mark.parametrize(("rule", "facts", "own", "wanted"), ASKED)
def test_the_facts_of_an_indicator_reach_its_rule(rule, facts, own, wanted):
    """As a project is scored: lists and levels stand beside the indicator, and nobody is asked for an actual."""
    first, *others = a_card(weight=10, target=Target.judged("建成"), actual=None, rule=rule, facts=facts, **own)
    rest = a_card(weight=40)[0]
    found = evaluated(a_project(indicators=[first, rest, *others])).projects[0].lines[1]

    assert found.points is not None, found.absent
    assert found.points.digits == wanted


def test_a_rule_that_lacks_its_list_names_it():
    """Nothing is taken for an empty list."""
    found = COMPILED["deduct-problems"].share({})

    assert (found.reason, found.arguments) == (MISSING, {"name": "problems"})
