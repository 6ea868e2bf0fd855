"""Checks on small portfolios: each fault is found, and what is right stays silent."""

import pytest
from attrs import evolve

from perfkit.checks import check
from perfkit.errors import Place
from perfkit.model import Funding, FundingLine, Group, Origin, Project, Stated, number, stated_figure
from perfkit.testing import a_card, a_project, a_stated_project, evaluated, national_set

NATIONAL = national_set()


def codes(*projects, **facts):
    """The codes that the checks find."""
    return sorted(finding.code for finding in check(evaluated(*projects, under=NATIONAL, **facts)))


def figure(text, unit="万元"):
    return stated_figure(number(text), unit)


def funded(name, **amounts):
    """A project of which only the money is known, in 元."""
    return Project(name=name, funding=Funding(**amounts))


def test_a_sound_portfolio_has_no_findings():
    """No false alarm on projects that are right in every respect."""
    stated = Stated(count=1, points=figure("100", "分"), grade="优", amounts={"budget": figure("100", "元")})

    assert codes(a_project(stated=stated), stated=stated) == []


def test_a_count_that_no_table_confirms():
    """The number in the text is held against each table."""
    assert codes(a_project(), stated=Stated(count=2)) == ["coverage.count-differs"]
    assert codes(a_project(), stated=Stated(count=1)) == []


def test_names_in_one_table_only_and_names_used_twice():
    """Lists are compared by name after joining; a name on two rows is said to be unusable."""
    found = codes(
        a_stated_project("90"),
        funded("丙", initial=1, executed=1),
        funded("丁", initial=1, executed=1),
        funded("丁 ", initial=2, executed=2),
    )

    assert found == ["coverage.name-ambiguous", "coverage.not-funded", "coverage.not-scored"]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("3", []),
        ("3.0", []),
        ("4", ["total.differs"]),
        ("1.5", ["total.other-column"]),
    ],
)
def test_a_stated_total_is_compared_with_its_column_and_with_the_others(stated, expected):
    """A total that is another column's is named as such."""
    rows = [funded("丙", initial=10000, executed=5000), funded("丁", initial=20000, executed=10000)]

    assert expected == codes(*rows, stated=Stated(amounts={"budget": figure(stated)}))


@pytest.mark.parametrize(("mean", "expected"), [("95", []), ("95.0", []), ("94.99", ["mean.differs"])])
def test_a_stated_mean_agrees_at_its_own_precision(mean, expected):
    """95 says no more than 95; 94.99 says something else than 95."""
    rows = [evolve(a_stated_project(points), name=points) for points in ("90", "100")]

    assert expected == codes(*rows, stated=Stated(points=figure(mean, "分")))


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("50.66", []), ("50.65", ["rate.other-rounding"]), ("50.7", ["rate.other-rounding"]), ("51.66", ["rate.differs"])],
)
def test_a_printed_rate_against_the_amounts(rate, expected):
    """50.6585 % printed as the set rounds, cut off, with fewer places, and wrongly."""
    of = Project(
        name="丙",
        funding=Funding(initial="14654", executed="7423.495"),
        stated=Stated(rates={"execution": figure(rate, "%")}),
    )

    assert expected == codes(of)


@pytest.mark.parametrize(
    ("points", "executed", "expected"),
    [
        ("95.07", "50.66", []),
        ("95.08", "50.66", ["score.impossible"]),
        ("5.06", "50.66", ["score.impossible"]),
        ("5.07", "50.66", []),
        ("100", "100", []),
    ],
)
def test_a_total_is_impossible_just_outside_its_bounds(points, executed, expected):
    """90 + 10 × rate can still be reached; a hundredth more cannot."""
    assert expected == codes(a_stated_project(points, initial="100", executed=executed))


def test_an_unverified_rule_makes_a_doubt_and_no_error():
    """What a rule from memory forbids is only a warning."""
    from perfkit.model import Basis

    rule = evolve(NATIONAL.rules["ratio"], basis=[Basis("财预〔2020〕10号", verified=False)])
    doubtful = evolve(NATIONAL, rules={**NATIONAL.rules, "ratio": rule})
    (found,) = check(evaluated(a_stated_project("100", initial=2, executed=1), under=doubtful))

    assert (found.code, found.severity) == ("score.impossible-unverified", "warning")
    assert "未核对" in found.message("zh")
    assert "not verified" in found.message("en")


@pytest.mark.parametrize(("points", "expected"), [("101", ["score.outside-scale"]), ("100", [])])
def test_without_any_known_line_the_scale_is_the_bound(points, expected):
    """A total above a hundred cannot be, even where nothing else is known."""
    assert expected == codes(a_stated_project(points))


def test_a_printed_grade_must_be_that_of_the_printed_total():
    """89.5 is 良, whatever integer bands may say."""
    of = Project(name="丙", stated=Stated(points=figure("89.5", "分"), grade="优"))

    assert codes(of) == ["grade.differs"]


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        (Funding(budget=100, executed=100, lines=[FundingLine("甲", budget=60), FundingLine("乙", budget=40)]), []),
        (Funding(budget=100, executed=100, lines=[FundingLine("甲", budget=90)]), ["funding.lines-differ"]),
        (Funding(budget=100, received=70, executed=80), ["funding.executed-exceeds-received"]),
        (Funding(budget=100, received=0, executed=0), ["funding.nothing-received"]),
        (Funding(budget=100, executed=101), ["funding.executed-exceeds-budget"]),
        (Funding(budget=0, executed=1), ["funding.spent-without-budget"]),
        (Funding(approved=240, initial=150, executed=1), ["funding.approved-differs"]),
        (Funding(approved="8041285.9", initial="8041285", executed=1), ["funding.digit-lost"]),
    ],
)
def test_amounts_of_one_project_against_each_other(money, expected):
    """Each contradiction has its own code; a lost digit is told from a change."""
    assert expected == codes(Project(name="丙", funding=money))


def test_an_amount_in_the_text_against_its_row():
    """What the text says of a project is compared with its row of money."""
    of = evolve(funded("丙", initial=70000000, executed=1), stated=Stated(amounts={"budget": figure("7000")}))
    wrong = evolve(of, stated=Stated(amounts={"budget": figure("7001")}))

    assert codes(of) == []
    assert codes(wrong) == ["funding.stated-differs"]


@pytest.mark.parametrize(
    ("points", "expected"),
    [("50", []), ("49", ["line.points-differ"]), ("51", ["line.outside-weight"]), ("-1", ["line.outside-weight"])],
)
def test_printed_points_of_a_line(points, expected):
    """Points that differ are a doubt; points above the weight or below zero cannot be."""
    assert expected == codes(a_project(indicators=a_card(stated_points=points)))


def test_a_stated_total_beside_a_computed_one():
    """Where every line was scored, another total is just different."""
    stated = Stated(points=figure("96", "分"))

    assert codes(a_project(stated=stated)) == ["score.total-differs"]


MEMBERS = [
    funded("甲", initial=60000, executed=30000),
    funded("乙", initial=40000, executed=10000),
    funded("丙", initial=10000, executed=5001),
]


@pytest.mark.parametrize(
    ("amounts", "rates", "expected"),
    [
        ({"budget": "11", "executed": "4.5001"}, {"execution": "40.91"}, []),
        ({"received": "4.5"}, {}, ["group.other-stage"]),
        ({"received": "11"}, {}, []),
        ({"executed": "11"}, {}, ["group.other-stage"]),
        ({"executed": "3.5"}, {}, ["group.lacks-rows"]),
        ({"executed": "3"}, {}, ["group.lacks-rows"]),
        ({"executed": "4.4"}, {}, ["group.differs"]),
        ({}, {"execution": "41.92"}, ["group.rate-differs"]),
        (
            {"received": "9", "executed": "4.5001"},
            {"execution": "50"},
            ["group.rate-other-denominator"],
        ),
    ],
)
def test_what_a_group_states_against_its_rows(amounts, rates, expected):
    """Other stages, missing rows and other denominators are recognised and told from plain differences."""
    stated = Stated(
        amounts={stage: figure(text) for stage, text in amounts.items()},
        rates={name: figure(text, "%") for name, text in rates.items()},
    )
    group = Group(key="g", name="组", members=["甲", "乙", "丙"], stated=stated)

    assert expected == codes(*MEMBERS, groups=[group])


def test_findings_speak_both_languages_and_say_where():
    """Place, sentence, way to mend it and code, in Chinese and in English."""
    origin = Origin(Place(file="funding.csv", row=3))
    of = Project(name="丙", funding=Funding(budget=100, executed=101, origin=origin))
    (found,) = check(evaluated(of, under=NATIONAL))

    assert "funding.csv，数据第 3 行（表格第 4 行），丙：" in found.worded("zh")
    assert found.worded("en").startswith("funding.csv, data row 3 (row 4 of the sheet), 丙: spent 0.0101 万元")
    assert found.worded("en").endswith("[funding.executed-exceeds-budget]")
