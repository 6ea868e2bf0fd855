"""How far a total is from the next grade up and from losing its own."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import (
    MODES,
    Adjustment,
    Case,
    GradeBand,
    Policies,
    Review,
    Rounding,
    Rule,
    Stated,
    Title,
)
from perfkit.scoring.answers.margin import margin, threshold
from scoring.small import a_rule, a_set, judged, leaf, rebuilt, scored

SET = a_set(leaf("output", 100))
ROUNDED = a_set(
    leaf("output", 100),
    rules=[
        a_rule(
            "mean",
            "sum(children, weight * share) / sum(children, weight)",
            needs={"children": {"weight": "number", "share": "number"}},
        )
    ],
    combine="mean",
    rounding={"leaf": Rounding(1)},
    policies=Policies(grade_of="rounded"),
)


def of(share, under=SET, **facts):
    """The margin of a project that earns this share of 100 points."""
    return margin(scored(under, judged("output", 100, share), **facts))


def told(share, under=SET, language="zh", **facts):
    return list(of(share, under, **facts).worded(language))


@pytest.mark.parametrize(
    ("share", "up", "down"),
    [
        ("1", None, 10),
        ("0.9", None, 0),
        ("0.8999", "0.01", "9.99"),
        ("0.8875", "1.25", "8.75"),
        ("0.8", 10, 0),
        ("0.6", 20, 0),
        ("0.59", 1, 59),
        ("0", 60, 0),
    ],
)
def test_the_distances_are_those_to_the_lower_bounds(share, up, down):
    """优 from 90, 良 from 80, 中 from 60: up to the next one, down to one's own."""
    found = of(share)
    assert (found.up, found.down) == (None if up is None else Fraction(up), Fraction(down))


def test_a_margin_is_told_in_both_languages():
    """88.75 is 良, 1.25 below 优; with more than 8.75 lost it is 中."""
    assert told("0.8875") == [
        "总分 88.75 分，等级“良”",
        "离“优”（90 分起）还差 1.25 分；再失分超过 8.75 分，等级降为“中”",
    ]
    assert told("0.8875", language="en") == [
        "Total 88.75 points, grade 良",
        "1.25 points below 优 (from 90); losing more than 8.75 points gives 中",
    ]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0.95", "已是最高等级；再失分超过 5 分，等级降为“良”"),
        ("0.9", "已是最高等级；再失一点分，等级就降为“良”"),
        ("0.8", "离“优”（90 分起）还差 10 分；再失一点分，等级就降为“中”"),
        ("0.5", "离“中”（60 分起）还差 10 分；已是最低等级"),
    ],
)
def test_the_ends_of_the_scale_have_one_neighbour(share, words):
    """There is nothing above 优 and nothing below 差."""
    assert told(share)[1] == words


def test_below_the_lowest_band_there_is_only_the_way_up():
    """A penalty that may go below nothing leaves -5 points, for which there is no grade."""
    penalty = Adjustment(
        code="late", title=Title("逾期"), at="total", when="late", points="points - 5", limits=("-10", "100")
    )
    under = a_set(leaf("output", 100), needs={"late": "truth"}, adjustments=[penalty])
    found = of("0", under, facts={"late": True})
    assert (found.up, found.above.band.name, found.down, found.own) == (5, "差", None, None)
    assert told("0", under, facts={"late": True}) == ["总分 -5 分，等级“—”", "离“差”（0 分起）还差 5 分；已是最低等级"]


@given(st.sampled_from(MODES), st.integers(0, 2), st.integers(0, 1000), st.integers(0, 4000))
def test_a_threshold_is_where_rounding_begins_to_give_the_grade(mode, places, lowest, quarters):
    """Whatever the way of rounding and wherever the bound lies: a total has the grade just where its figure has."""
    band, rounding = GradeBand("优", f"{lowest / 10:.1f}"), Rounding(places, mode)
    total = Fraction(quarters, 40)
    assert threshold(band, rounding).reached(total) == (Fraction(rounding.round(total)) >= Fraction(lowest, 10))


@pytest.mark.parametrize(
    ("mode", "at", "included"),
    [
        ("half-up", "89.95", True),
        ("half-down", "89.95", False),
        ("half-even", "89.95", True),  # 899.5 tenths go to the even 900
        ("down", "90", True),
        ("floor", "90", True),
        ("up", "89.9", False),
        ("ceiling", "89.9", False),
    ],
)
def test_each_way_of_rounding_has_its_threshold(mode, at, included):
    """With one place 优 begins half a tenth, a whole tenth or nothing below 90."""
    found = threshold(GradeBand("优", 90), Rounding(1, mode))
    assert (found.at, found.included) == (Fraction(at), included)


def test_a_bound_with_more_places_than_the_total_is_reached_by_the_next_figure():
    """From 89.95 with one place: 90.0 is the least figure that has it, and 89.95 is rounded to that."""
    assert threshold(GradeBand("优", "89.95"), Rounding(1)).at == Fraction("89.95")
    assert threshold(GradeBand("优", "89.91"), Rounding(1)).at == Fraction("89.95")


def test_where_the_rounded_total_is_graded_its_rounding_is_told():
    """The total of a rule is not rounded itself: 89.96 prints as 90.0 and is 优 already."""
    less = a_rule("less", "least(children, share) - 0.0004", needs={"children": {"share": "number"}})
    under = rebuilt(ROUNDED, rules={**ROUNDED.rules, "less": less}, combine="less")
    result = scored(under, judged("output", 100, "0.9"))
    found = margin(result)
    assert (result.points.exact, result.grade) == (Fraction("89.96"), "优")
    assert (found.down, found.own.included) == (Fraction("0.01"), True)
    assert list(found.worded("zh"))[2] == "等级按取舍后的总分评定（四舍五入，1 位小数）"


@pytest.mark.parametrize(
    ("share", "mode", "grade", "up", "down"),
    [
        ("0.894", "half-up", "良", "0.1", "9.9"),  # 89.4 is shown as 89; 89.5 would be 90
        ("0.896", "half-up", "优", None, "0.1"),  # shown as 90
        ("0.896", "down", "良", "0.4", "9.6"),  # shown as 89
        ("0.891", "up", "优", None, "0.1"),  # shown as 90, and so is all above 89
    ],
)
def test_a_rounded_total_is_measured_from_before_it_was_rounded(share, mode, grade, up, down):
    """What is lacking, and what may be lost, are points that were earned, not points of the figure that is printed."""
    under = rebuilt(SET, rounding={"total": Rounding(0, mode)})
    found = of(share, under)
    assert found.result.grade == grade
    assert (found.up, found.down) == (None if up is None else Fraction(up), Fraction(down))


def test_totals_are_measured_before_rounding_whatever_made_them():
    """Adjusted, combined, and scaled up because something does not apply: 89.4 each, shown as 89, 0.1 below 优."""
    total = {"total": Rounding(0)}
    penalty = Adjustment(code="late", title=Title("逾期"), at="total", when="late", points="points - 1")
    adjusted = a_set(leaf("output", 100), needs={"late": "truth"}, adjustments=[penalty], rounding=total)
    combined = rebuilt(ROUNDED, rounding=total, policies=Policies())
    scaled = rebuilt(
        a_set(leaf("output", 60), leaf("benefit", 40)), rounding=total, policies=Policies(not_applicable="total")
    )
    away = judged("benefit", 40, None, applicable=False, reason="未安排")
    found = [
        of("0.904", adjusted, facts={"late": True}),
        of("0.894", combined),
        margin(scored(scaled, judged("output", 60, "0.894"), away)),
    ]
    assert [(one.points.digits, one.exact, one.up) for one in found] == [("89", Fraction("89.4"), Fraction("0.1"))] * 3


def test_a_half_down_total_needs_a_little_more_than_its_threshold():
    """Exactly 89.95 is rounded down to 89.9 and stays 良."""
    under = rebuilt(
        ROUNDED, indicators=[leaf("output", 50), leaf("benefit", 50)], rounding={"leaf": Rounding(1, "half-down")}
    )
    result = scored(under, judged("output", 50, "0.9"), judged("benefit", 50, "0.898"))
    found = margin(result)
    assert (result.points.exact, result.grade) == (Fraction("89.9"), "良")
    assert "离“优”还差 0.05 分多一点：刚好差 0.05 分时还不够" in list(found.worded("zh"))[1]
    assert found.record()["up"] == {"points": "0.05", "grade": "优", "enough": False}


def test_losing_exactly_the_margin_costs_the_grade_where_the_threshold_is_not_included():
    """优 begins above 89.95; from 90 exactly 0.05 may not be lost."""
    under = rebuilt(
        ROUNDED, indicators=[leaf("output", 50), leaf("benefit", 50)], rounding={"leaf": Rounding(1, "half-down")}
    )
    found = margin(scored(under, judged("output", 50, "0.9"), judged("benefit", 50, "0.9")))
    assert "再失 0.05 分，等级降为“良”" in list(found.worded("zh"))[1]
    assert found.record()["down"] == {"points": "0.05", "grade": "良", "enough": True}


def test_a_stated_total_has_a_margin_too():
    """Whoever gave the total that counts."""
    found = margin(scored(SET, stated=Stated(points="88.5")))
    assert (found.up, found.down) == (Fraction("1.5"), Fraction("8.5"))


def test_the_total_of_an_evaluator_is_the_one_that_has_a_margin():
    """The bureau's 91 counts, not the 70 that was computed."""
    under = rebuilt(SET, policies=Policies(final=("bureau", "computed")))
    assert of("0.7", under, reviews=(Review("bureau", 91, "抽查"),)).down == 1


def test_without_a_total_there_is_no_margin():
    """Nobody judged the only indicator."""
    found = of(None)
    assert (found.points, found.up, found.down, found.graded_otherwise) == (None, None, None, "no-total")
    assert list(found.worded("zh")) == ["没有总分，谈不上离哪个等级还差多少"]
    assert found.record() == {"points": None, "grade": None, "up": None, "down": None, "graded_otherwise": "no-total"}


def test_a_grade_that_a_rule_gives_is_not_measured_in_points():
    """The rule looks at the shares of the nodes; the words name it."""
    by_rule = Rule(
        name="by-share",
        title=Title("按产出评级"),
        cases=[Case("output >= 90%", "优")],
        otherwise="差",
        gives=("优", "差"),
        needs={"output": "number"},
    )
    under = a_set(leaf("output", 100), rules=[by_rule], grade_by="by-share")
    found = of("0.95", under)
    assert (found.points.exact, found.above, found.own, found.graded_otherwise) == (95, None, None, "by-rule")
    assert told("0.95", under)[1] == "等级由指标体系的规则“按产出评级 [by-share]”评定，不按总分的分数段"


def test_a_grade_that_a_veto_gives_is_not_measured_in_points():
    """Misused money is 差 whatever the total; without it the bands hold again."""
    veto = Adjustment(
        code="misused", title=Title("一票否决"), at="total", when="misused", points="min(points, 59)", grade="差"
    )
    under = a_set(leaf("output", 100), needs={"misused": "truth"}, adjustments=[veto])
    assert told("0.95", under, facts={"misused": True}) == [
        "总分 59 分，等级“差”",
        "等级由调整“一票否决”给定，与总分无关",
    ]
    assert of("0.95", under, facts={"misused": False}).down == 5


def test_a_margin_is_plain_data():
    """Points as exact texts, with the grade that lies beyond."""
    assert of("0.8875").record() == {
        "points": "88.75",
        "grade": "良",
        "up": {"points": "1.25", "grade": "优", "enough": True},
        "down": {"points": "8.75", "grade": "中", "enough": False},
        "graded_otherwise": None,
    }
    assert of("0.95").record()["up"] is None
    assert of("0.5").record()["down"] is None
