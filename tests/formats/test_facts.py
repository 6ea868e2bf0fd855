"""Declared facts, reviews and grounds of a file: what each writing becomes, and what is refused where."""

from decimal import Decimal

import pytest

from hostile.catalogue import GOOD
from perfkit.errors import InputError
from perfkit.formats import read_portfolio
from perfkit.formats.facts import MOST_FACTS, MOST_FIELDS, MOST_RECORDS
from perfkit.model import Review

HEAD = 'schema = 1\nindicator-set = "cn.mof.self-evaluation@2020"\n\n'
PROJECT = '[project]\nname = "道路"\nyear = 2023\nunit = "县交通局"\n\n'

INDICATOR = """\
[[indicators]]
block = "output"
name = "工程质量"
weight = 90
target = { range = [1, 3] }
actual = 2
"""

FACTS = """\
[facts]
finished = false
stage = "running"
days = "12.5"
share = "95%"
cost = "30万元"
problems = []

[[facts.elements]]
name = "1标段 道路"
share = "30%"
met = 1
gate = true
grade = "良"
note = "12天"
fact = "95%"
evidence = "清水〔2023〕5号，第 2 页"
deduction = "3.5万元"
remark = "已完成，待验收"

[[facts.elements]]
name = "95%"
share = 0.7

[grounds]
finished = "竣工验收报告"

[reasons]
execution = "招标节约"

[[reviews]]
by = "department"
points = "92.5分"
reason = "现场核查"

[[reviews]]
by = "财政局"
points = 90
"""


@pytest.fixture
def path(tmp_path):
    """A file that a test may write."""
    return tmp_path / "project.toml"


def read(path, text):
    """The project of this text, and the codes of the remarks."""
    path.write_text(text, encoding="utf-8")
    portfolio = read_portfolio(path).portfolio
    assert all(remark.worded("zh") and remark.worded("en") for remark in portfolio.remarks)
    return portfolio.projects[0], [remark.code for remark in portfolio.remarks]


def refused(path, text):
    """Code, key and line of each fault; each can be said in both languages."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_portfolio(path)
    assert all(fault.worded("zh") and fault.worded("en") for fault in error.value.faults)
    return [(fault.code, fault.place.key, fault.place.line) for fault in error.value.faults]


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def test_every_kind_of_fact(path):
    """Truths, exact numbers, words, lists of records, and texts for people that look like a number and are none."""
    project, remarks = read(path, HEAD + PROJECT + FACTS)
    assert project.facts == {
        "finished": False,
        "stage": "running",
        "days": Decimal("12.5"),
        "share": Decimal("0.95"),
        "cost": Decimal(300_000),
        "problems": (),
        "elements": (
            {
                "name": "1标段 道路",
                "share": Decimal("0.30"),
                "met": Decimal(1),
                "gate": True,
                "grade": "良",
                "note": "12天",
                "fact": "95%",
                "evidence": "清水〔2023〕5号，第 2 页",
                "deduction": Decimal(35_000),
                "remark": "已完成，待验收",
            },
            {"name": "95%", "share": Decimal("0.7")},
        ),
    }
    assert project.grounds == {"finished": "竣工验收报告"}
    assert project.reasons == {"execution": "招标节约"}
    assert remarks == []


def test_reviews_of_a_project_and_of_an_indicator(path):
    """Who gave how many points and why, each with the line where it stands."""
    text = f"{HEAD}{PROJECT}{FACTS}\n{INDICATOR}\n[[indicators.reviews]]\nby = '专家'\npoints = 85\n"
    project, _ = read(path, text)
    first, second = project.reviews
    assert (first.by, first.points, first.reason) == ("department", Decimal("92.5"), "现场核查")
    assert second == Review("财政局", 90, origin=second.origin)
    assert second.origin.place.line == line_of(text, "财政局") - 1
    (review,) = project.indicators[0].reviews
    assert (review.by, review.points, review.origin.place.key) == ("专家", Decimal(85), "indicators[1].reviews[1]")


@pytest.mark.parametrize(
    "facts",
    [
        'facts = { elements = [{ name = "甲", share = "30%", met = 1, gate = true }], rater = "优" }\n',
        '[indicators.facts]\nrater = "优"\n'
        '[[indicators.facts.elements]]\nname = "甲"\nshare = "30%"\nmet = 1\ngate = true\n',
    ],
)
def test_facts_of_an_indicator_in_either_writing(path, facts):
    """A table of its own and one in a line say the same."""
    project, _ = read(path, HEAD + PROJECT + INDICATOR + facts)
    element = {"name": "甲", "share": Decimal("0.30"), "met": Decimal(1), "gate": True}
    assert project.indicators[0].facts == {"elements": (element,), "rater": "优"}


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('days = "12.5"', 'days = "12天"', "value.fact-unit", "facts.days"),
        ('days = "12.5"', 'days = "约12"', "value.vague", "facts.days"),
        ('days = "12.5"', "days = 2023-12-31", "input.not-fact", "facts.days"),
        ('days = "12.5"', "days = { a = 1 }", "input.not-fact", "facts.days"),
        ('days = "12.5"', "days = [1]", "input.not-table", "facts.days[1]"),
        ('days = "12.5"', "target = 12", "fact.reserved", "facts.target"),
        ('days = "12.5"', "peers = []", "fact.reserved", "facts.peers"),
        ('days = "12.5"', "a-b = 1\na_b = 1", "fact.same-name", "facts.a_b"),
        ("met = 1", "a_b = 1\na-b = 1", "fact.same-name", "facts.elements[1].a-b"),
        ('"running"', '"in progress"', "value.no-word", "facts.stage"),
        ("met = 1", 'met = "1项"', "value.fact-unit", "facts.elements[1].met"),
        ("met = 1", 'met = "完成 1 项"', "value.no-word", "facts.elements[1].met"),
        ("met = 1", 'met = ""', "value.nothing", "facts.elements[1].met"),
        ("met = 1", "met = [1]", "input.not-fact", "facts.elements[1].met"),
        ("met = 1", "met = [{ a = 1 }]", "input.not-fact", "facts.elements[1].met"),
        ('name = "95%"', "name = 95", "input.not-text", "facts.elements[2].name"),
        ('finished = "竣工验收报告"', "finished = ''", "name.empty", "grounds.finished"),
        ('execution = "招标节约"', "execution = ' '", "name.empty", "reasons.execution"),
        ('finished = "竣工验收报告"', "finished = true", "input.not-text", "grounds.finished"),
        ("points = 90", "points = -1", "review.negative", "reviews[2].points"),
        ("points = 90", 'points = "90%"', "value.no-number", "reviews[2].points"),
        ("points = 90", "points = true", "input.not-number", "reviews[2].points"),
        ("points = 90", "point = 90", "input.misspelt-key", "reviews[2].point"),
        ('by = "财政局"', 'by = ""', "name.empty", "reviews[2].by"),
        ('by = "财政局"', 'by = "department"', "review.twice", "reviews[2].by"),
        ('by = "财政局"', 'by = "computed"', "review.computed", "reviews[2].by"),
    ],
)
def test_single_slips(path, old, new, code, key):
    """Each is refused at its own key and line."""
    text = HEAD + PROJECT + FACTS
    found = refused(path, text.replace(old, new, 1))
    assert (code, key, line_of(text, old) + new.count("\n")) in found
    assert {one for one, _, _ in found} <= {code, "input.missing-keys"}


def test_a_ground_for_no_fact_is_told(path):
    """It is kept, and the fact that was probably meant is named."""
    project, remarks = read(path, HEAD + PROJECT + FACTS.replace("finished = false", "finishd = false"))
    assert project.grounds == {"finished": "竣工验收报告"}
    assert remarks == ["grounds.no-fact"]


@pytest.mark.parametrize(
    ("text", "key", "count", "most"),
    [
        (
            "[facts]\n" + "".join(f"f{at} = 1\n" for at in range(MOST_FACTS + 1)),
            "facts",
            MOST_FACTS + 1,
            MOST_FACTS,
        ),
        (
            f"[facts]\nelements = [{'{ met = 1 },' * (MOST_RECORDS + 1)}]\n",
            "facts.elements",
            MOST_RECORDS + 1,
            MOST_RECORDS,
        ),
        (
            f"[[facts.elements]]\n{''.join(f'f{at} = 1' + chr(10) for at in range(MOST_FIELDS + 1))}",
            "facts.elements[1]",
            MOST_FIELDS + 1,
            MOST_FIELDS,
        ),
    ],
    ids=["facts", "records", "fields"],
)
def test_too_many(path, text, key, count, most):
    """One more than the most is refused, with both numbers; the most itself is read."""
    path.write_text(HEAD + PROJECT + text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_portfolio(path)
    (fault,) = error.value.faults
    assert (fault.code, fault.place.key, fault.arguments) == ("fact.too-many", key, {"count": count, "most": most})


def test_as_many_as_may_be(path):
    """A thousand records are read."""
    project, _ = read(path, f"{HEAD}{PROJECT}[facts]\nelements = [{'{ met = 1 },' * MOST_RECORDS}]\n")
    assert len(project.facts["elements"]) == MOST_RECORDS


def test_what_a_file_says_stays_when_a_row_of_money_joins_it(tmp_path):
    """Facts, grounds and reviews of a project file are those of the joined project."""
    (tmp_path / "projects").mkdir()
    (tmp_path / "portfolio.toml").write_text(
        HEAD + '[portfolio]\nyear = 2023\nunit = "县交通局"\n[tables.funding]\nfile = "funding.csv"\nunit = "元"\n',
        encoding="utf-8",
    )
    (tmp_path / "funding.csv").write_text("name,budget\n道路,5\n", encoding="utf-8")
    text = "schema = 1\n[project]\nname = '道路'\n" + FACTS
    (tmp_path / "projects" / "road.toml").write_text(text, encoding="utf-8")
    (project,) = read_portfolio(tmp_path).portfolio.projects
    assert project.funding.budget == 5
    assert (len(project.facts), list(project.grounds), len(project.reviews)) == (7, ["finished"], 2)


def test_a_sound_project_has_none_of_them(path):
    """What nobody wrote is empty."""
    project, _ = read(path, GOOD)
    assert (project.facts, project.grounds, project.reviews) == ({}, {}, ())
    assert {(len(one.facts), one.reviews, one.applicable) for one in project.indicators} == {(0, (), True)}
