"""A folder of facts, or one file, read whole: what is in it, where it came from, and all reasons why not."""

import datetime
import hashlib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from hostile.catalogue import GOOD
from perfkit.errors import InputError
from perfkit.formats import read_portfolio
from perfkit.model import Choice, Target

A, B = "360722238888030005182", "360722238888030002242"

FOLDER = {
    "portfolio.toml": f"""\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"
plugins = ["../county"]

[portfolio]
year = 2023
unit = "高新区管委会"
short = "高新区"
department = "县人民政府"
staffing = {{ "编制" = 50, "在编" = 65 }}

[cover]
title = "总报告"
date = "2024 年 5 月"
lines = [
  {{ label = "项目单位", text = "高新区管委会" }},
  {{ label = "评价类型", options = ["实施过程评价", "完成结果评价"], note = "未勾选" }},
]

[tables.funding]
file = "funding.csv"
unit = "万元"

[tables.scores]
file = "scores.csv"

[[groups]]
key = "incentives"
name = "惠企政策兑现"
members = ["{B}", "园区基础设施建设"]

[[groups.indicators]]
block = "satisfaction"
name = "企业满意度"
target = "≥95%"

[[problems]]
title = "资金不足"
text = "缺口较大"
cause = "收入下降"

[[measures]]
title = "多方筹资"
owner = "财政局"
deadline = "2024年12月31日"
""",
    "funding.csv": "name,initial,executed\n产业发展引导资金,30417,1990.4123\nPPP 项目,10000,2199.77\n",
    "scores.csv": f"code,name,points,grade\n{A},园区基础设施建设,97,优\n{B},产业发展引导资金,95,优\n",
    "stated.toml": f"""\
schema = 1
[portfolio]
count = 33
points = "98"
amounts = {{ unit = "万元", budget = "75692.63" }}
[groups.incentives]
amounts = {{ unit = "万元", received = "41235.25" }}
rates = {{ receipt = "22.19%" }}
[projects."{A}"]
rates = {{ execution = "100%" }}
[projects."PPP项目"]
grade = "良"
[tables.rates]
file = "rates.csv"
""",
    "rates.csv": "row,name,execution\n1,产业发展引导资金,6.54\n2,PPP项目,21.99\n",
    "projects/road.toml": f"""\
schema = 1
[project]
code = "{A}"
name = "园区基础设施建设"
period = {{ start = 2023-01-01, end = 2023-12-31 }}
goal = "建成道路"
[facts]
finished = true
lanes = "4"
share = "95%"
[funding]
unit = "万元"
budget = 7000
executed = "7000万元"
[[funding.lines]]
source = "当年财政拨款"
budget = 7000
""",
    "narrative/results-use.md": "# 结果应用\r\n全文 {{ year }}\r\n",
    "narrative/incentives/output.md": "产出",
    "narrative/road/cost.md": "成本",
    f"narrative/{B}/benefit.md": "效益",
}


def written(folder: Path, **changes: str | None) -> Path:
    """The folder with some of its files changed; a change of None leaves a file out."""
    for name, content in {**FOLDER, **changes}.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="")
    return folder


def refused(path: Path) -> list[tuple[str, str, str]]:
    """Code, file and key of each fault; each can be said in both languages."""
    with pytest.raises(InputError) as error:
        read_portfolio(path)
    for fault in error.value.faults:
        assert fault.worded("zh")
        assert fault.worded("en")
    return [(fault.code, fault.place.file, fault.place.key) for fault in error.value.faults]


def test_a_whole_folder(tmp_path):
    """Every part of the folder is found where the model keeps it, exactly."""
    read = read_portfolio(written(tmp_path)).portfolio
    assert (read.unit.name, read.unit.short, read.unit.staffing) == ("高新区管委会", "高新区", {"编制": 50, "在编": 65})
    assert (read.year, read.indicator_set, read.plugins) == (2023, "cn.mof.self-evaluation@2020", ("../county",))
    assert read.cover.lines == (
        ("项目单位", "高新区管委会"),
        Choice("评价类型", ("实施过程评价", "完成结果评价"), (), "未勾选"),
    )
    assert [(project.code, project.name) for project in read.projects] == [
        (A, "园区基础设施建设"),
        (B, "产业发展引导资金"),
        (None, "PPP 项目"),
    ]
    road, fund, ppp = read.projects
    assert (road.funding.budget, road.funding.executed, road.funding.lines[0].budget) == (70_000_000,) * 3
    assert road.facts == {"finished": True, "lanes": Decimal(4), "share": Decimal("0.95")}
    assert (str(road.stated.points), road.stated.grade, str(road.stated.rates["execution"])) == ("97 分", "优", "100%")
    assert (road.period[1], road.goal) == (datetime.date(2023, 12, 31), "建成道路")
    assert Fraction(fund.funding.executed) == Fraction("19904123")
    assert str(fund.stated.rates["execution"]) == "6.54%"
    assert (ppp.stated.grade, str(ppp.stated.rates["execution"]), ppp.stated.points) == ("良", "21.99%", None)
    assert (read.stated.count, str(read.stated.points)) == (33, "98 分")
    assert read.stated.amounts["budget"].digits == "75692.63"
    (group,) = read.groups
    assert read.members(group) == (fund, road)
    assert group.indicators[0].target == Target("at-least", Decimal(95), "%", "≥95%")
    assert (str(group.stated.rates["receipt"]), str(group.stated.amounts["received"])) == ("22.19%", "41235.25 万元")
    assert read.narrative == {"results-use": "# 结果应用\n全文 {{ year }}\n"}
    assert (group.narrative, road.narrative) == ({"output": "产出\n"}, {"cost": "成本\n"})
    assert fund.narrative == {"benefit": "效益\n"}
    assert (read.problems[0].cause, read.measures[0].deadline) == ("收入下降", datetime.date(2024, 12, 31))
    assert [remark.code for remark in read.remarks] == ["date.text"]


def test_origins_name_file_line_and_row(tmp_path):
    """Each value says where it was read: the line of its key, or the row of its table."""
    read = read_portfolio(written(tmp_path)).portfolio
    road, fund, _ = read.projects
    lines = FOLDER["projects/road.toml"].split("\n")
    place = road.funding.origin.place
    assert (place.file, place.line) == ("projects/road.toml", lines.index("[funding]") + 1)
    assert (fund.funding.origin.place.file, fund.funding.origin.place.row) == ("funding.csv", 1)
    assert (fund.stated.points.origin.place.file, fund.stated.points.origin.place.row) == ("scores.csv", 2)
    assert read.groups[0].stated.rates["receipt"].origin.place.key == "groups.incentives.rates.receipt"


def test_every_file_that_was_read_is_listed_with_its_fingerprint(tmp_path):
    """The list of inputs holds exactly the files that were read, and the hashes of their bytes."""
    (written(tmp_path) / "narrative" / ".DS_Store").write_bytes(b"x")
    (tmp_path / "notes.txt").write_text("not a fact")
    files = read_portfolio(tmp_path).files
    assert list(files) == sorted(FOLDER)
    for name, digest in files.items():
        assert digest == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()


def test_one_file_is_a_portfolio_of_one(tmp_path):
    """A project file alone gives unit and year itself; its money is in 元 and its indicators are read."""
    path = tmp_path / "project.toml"
    path.write_text(GOOD, encoding="utf-8")
    read = read_portfolio(path)
    (project,) = read.portfolio.projects
    assert (read.portfolio.unit.name, read.portfolio.year) == ("高新区管委会", 2023)
    assert project.funding.executed == 146_540_000
    assert [str(one.target) for one in project.indicators] == [
        "≥5项",
        "≥95%",
        "≤30万元",
        "≥200人",
        "建立长效管护机制",
        "≥90%",
    ]
    assert [one.actual for one in project.indicators] == [6, 96, 28, 210, None, 93]
    assert (project.indicators[4].reached, project.indicators[4].judged) == ("已建立", 1)
    assert list(read.files) == ["project.toml"]


def test_faults_of_all_files_come_at_once(tmp_path):
    """A folder with a fault in each file names them all in one run."""
    path = written(
        tmp_path,
        **{
            "funding.csv": "name,initial,executed\n产业发展引导资金,约5,1\nPPP 项目,10000,2199.77\n",
            "scores.csv": FOLDER["scores.csv"].replace("97", "好"),
            "stated.toml": FOLDER["stated.toml"].replace("receipt", "receipts"),
            "projects/road.toml": FOLDER["projects/road.toml"].replace('"万元"', '"萬圓"'),
            "portfolio.toml": FOLDER["portfolio.toml"].replace("year = 2023", "year = 3023"),
        },
    )
    assert set(refused(path)) >= {
        ("value.vague", "funding.csv", "initial"),
        ("value.no-number", "scores.csv", "points"),
        ("stated.rate", "stated.toml", "groups.incentives.rates.receipts"),
        ("funding.unit", "projects/road.toml", "funding.unit"),
        ("year.impossible", "portfolio.toml", "portfolio.year"),
    }


def test_a_broken_portfolio_file_does_not_hide_broken_projects(tmp_path):
    """The project files are read even where portfolio.toml cannot be."""
    path = written(tmp_path, **{"portfolio.toml": "schema = 1\nyear == 3\n", "projects/road.toml": "schema = 1\n"})
    assert {(code, file) for code, file, _ in refused(path)} == {
        ("toml.equals-twice", "portfolio.toml"),
        ("input.missing-keys-root", "projects/road.toml"),
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("portfolio.toml", f'"{B}", ', '"产业发展", ', ("reference.unknown", "groups[1].members[1]")),
        ("portfolio.toml", f'"{B}", ', f'"{B}", "{A}", ', ("group.member-twice", "groups[1].members[3]")),
        ("portfolio.toml", f'["{B}", "园区基础设施建设"]', "[]", ("group.empty", "groups[1].members")),
        ("portfolio.toml", 'note = "未勾选"', 'ticked = ["结果评价"]', ("cover.tick", "cover.lines[2].ticked[1]")),
        (
            "portfolio.toml",
            'text = "高新区管委会" }',
            "options = [], text = '' }",
            ("cover.text-or-options", "cover.lines[1]"),
        ),
        ("portfolio.toml", '"编制" = 50', '"编制" = -50', ("portfolio.staffing", "portfolio.staffing.编制")),
        ("portfolio.toml", "2024年12月31日", "2024年2月30日", ("date.impossible", "measures[1].deadline")),
        ("portfolio.toml", "2024年12月31日", "31/12/2024", ("date.unreadable", "measures[1].deadline")),
        ("portfolio.toml", '"funding.csv"', '"/etc/passwd"', ("file.reference-absolute", "tables.funding.file")),
        ("portfolio.toml", '"funding.csv"', '"fundings.csv"', ("file.missing", "tables.funding.file")),
        ("stated.toml", "groups.incentives", "groups.incentive", ("stated.group", "groups.incentive")),
        ("stated.toml", "PPP项目", "PPP", ("reference.unknown", "projects.PPP")),
        ("stated.toml", 'unit = "万元", budget', "budget", ("funding.unit-missing", "portfolio.amounts")),
        ("stated.toml", "budget = ", "budgets = ", ("stated.stage", "portfolio.amounts.budgets")),
        ("stated.toml", "count = 33", "count = -1", ("stated.count", "portfolio.count")),
        ("rates.csv", "2,PPP项目", "3,PPP项目", ("stated.row", "row")),
        ("rates.csv", "2,PPP项目", "2,PP项目", ("stated.row-name", "name")),
        ("projects/road.toml", "[project]", "[project]\nyear = 2022", ("project.other-year", "project.year")),
        ("projects/road.toml", "[project]", "plugins = ['x']\n[project]", ("project.belongs-to-portfolio", "plugins")),
        ("projects/road.toml", '"4"', '"约4"', ("value.vague", "facts.lanes")),
        ("projects/road.toml", '"4"', '"4条"', ("value.fact-unit", "facts.lanes")),
        ("projects/road.toml", "lanes", "budget", ("fact.reserved", "facts.budget")),
        ("projects/road.toml", "lanes", "children", ("fact.reserved", "facts.children")),
        ("projects/road.toml", 'source = "当年财政拨款"', 'source = ""', ("name.empty", "funding.lines[1].source")),
    ],
)
def test_single_faults(tmp_path, file, old, new, expected):
    """One slip in a sound folder gives one fault, at the key that has to be mended."""
    assert old in FOLDER[file]
    path = written(tmp_path, **{file: FOLDER[file].replace(old, new, 1)})
    assert refused(path) == [(expected[0], file, expected[1])]


def test_a_name_of_several_projects_names_none_of_them(tmp_path):
    """A member given by a name that two rows have is refused, and both rows are shown."""
    path = written(
        tmp_path,
        **{
            "funding.csv": "name,initial,executed\n征地,5,1\n征地,6,1\n",
            "rates.csv": None,
            "stated.toml": None,
            "portfolio.toml": FOLDER["portfolio.toml"].replace(f'"{B}", ', '"征 地", '),
        },
    )
    with pytest.raises(InputError) as error:
        read_portfolio(path)
    (fault,) = error.value.faults
    assert (fault.code, fault.arguments["count"]) == ("reference.several", 2)
    assert "funding.csv" in fault.worded("zh")


def test_texts_that_belong_to_nobody_are_refused(tmp_path):
    """A folder of texts whose name is no group, project file or code would be lost in silence."""
    path = written(tmp_path, **{"narrative/raod/cost.md": "成本"})
    assert refused(path) == [("narrative.no-owner", "narrative/raod", "")]


def test_two_files_of_one_project_are_refused(tmp_path):
    """Two project files with one code are a question that only the unit can answer."""
    path = written(tmp_path, **{"projects/road2.toml": FOLDER["projects/road.toml"]})
    assert ("project.code-twice", "projects/road2.toml", "project.code") in refused(path)


def test_files_that_are_not_read_are_told(tmp_path):
    """A scan beside the projects, a text file among the narrative and a lock file are left aside with a remark."""
    path = written(
        tmp_path,
        **{"projects/old.pdf": "x", "narrative/notes.txt": "x", "projects/~$road.toml": "x"},
    )
    remarks = read_portfolio(path).portfolio.remarks
    assert {(remark.code, remark.place.file) for remark in remarks} >= {
        ("folder.not-read", "projects/old.pdf"),
        ("narrative.not-markdown", "narrative/notes.txt"),
        ("folder.editor-lock", "projects/~$road.toml"),
    }
    assert all(remark.worded("zh") and remark.worded("en") for remark in remarks)


def test_links_do_not_lead_out_of_the_folder(tmp_path):
    """A project file that is a link to a file elsewhere is refused."""
    outside = tmp_path / "outside.toml"
    outside.write_text(FOLDER["projects/road.toml"], encoding="utf-8")
    path = written(tmp_path / "facts", **{"projects/road.toml": None, "narrative/road/cost.md": None})
    (path / "projects").mkdir()
    (path / "projects" / "road.toml").symlink_to(outside)
    assert refused(path) == [("file.reference-outside", "projects/road.toml", "")]


def test_a_folder_without_a_portfolio_says_what_it_holds(tmp_path):
    """Naming the wrong folder is answered with what is in it."""
    (tmp_path / "road.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_portfolio(tmp_path)
    assert error.value.code == "portfolio.no-file"
    assert "road.toml" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('judged = "100%"', 'judged = "120%"', ("value.no-share", "indicators[5].judged")),
        ('actual = "93%"', 'actual = "103%"', ("indicator.satisfaction-over-hundred", "indicators[6].actual")),
        ('actual = "93%"', 'actual = "不适用"', ("indicator.not-applicable-reason", "indicators[6].actual")),
        ('actual = "93%"', 'actual = "93%"\njudged = "90%"', ("indicator.judged-number", "indicators[6].judged")),
        ('target = "≥90%"', "target = { at-least = 90, at-most = 95 }", ("target.one-kind", "indicators[6].target")),
        ('target = "≥90%"', "target = { judged = '' }", ("name.empty", "indicators[6].target.judged")),
        (
            'target = "≥90%"',
            'target = { at-least = "90‰", unit = "%" }',
            ("value.other-unit", "indicators[6].target.at-least"),
        ),
        (
            'target = "≥90%"',
            "target = { range = [90, 95], judged = 'x' }",
            ("target.one-kind", "indicators[6].target"),
        ),
        ('target = "≥90%"', "target = { range = [90] }", ("target.range-ends", "indicators[6].target.range")),
        ('target = "≥90%"', "target = { range = [90, 95, 99] }", ("target.range-ends", "indicators[6].target.range")),
        ('target = "≥90%"', "target = { range = [95, 90] }", ("target.range", "indicators[6].target.range")),
        ('target = "≥90%"', "target = { range = '90～95' }", ("input.not-list", "indicators[6].target.range")),
        ('target = "≥90%"', "target = { range = [90, '约95'] }", ("value.vague", "indicators[6].target.range[2]")),
        (
            'target = "≥90%"',
            "target = { range = ['90%', '95‰'], unit = '%' }",
            ("value.other-unit", "indicators[6].target.range[2]"),
        ),
        ('target = "≥90%"', 'target = "90%～95%"', ("value.range", "indicators[6].target")),
        ('actual = "已建立"', 'actual = "不适用"', ("indicator.not-applicable-reason", "indicators[5].actual")),
        (
            'actual = "已建立"',
            'actual = "不适用"\nreason = "未实施"',
            ("indicator.not-applicable-judged", "indicators[5].judged"),
        ),
        ("weight = 20", 'weight = "20%"', ("value.no-number", "indicators[1].weight")),
        ('name = "单位成本"', 'name = "\\u200b"', ("name.empty", "indicators[3].name")),
    ],
)
def test_indicators_that_make_no_sense(tmp_path, old, new, expected):
    """An indicator that contradicts itself is refused at the key that has to be mended."""
    path = tmp_path / "project.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    assert refused(path) == [(expected[0], "project.toml", expected[1])]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('actual = "93%"', 'actual = "不适用"\nreason = "未开展调查"', ["indicator.not-applicable"]),
        ('actual = "已建立"\njudged = "100%"', 'actual = "N/A"\nreason = "未实施"', ["indicator.not-applicable"]),
        ('target = "≥90%"', 'target = { at-least = 90, unit = "%" }', []),
        ('target = "≥90%"', 'target = { range = [90, "95%"], unit = "%" }', []),
        ('target = "≥90%"', 'target = { range = ["９０", 95], unit = "%" }', ["value.wide"]),
        ('actual = "93%"', "actual = 93", []),
        ('actual = "93%"', 'actual = "0.93"', ["value.share-as-percent"]),
        ("start = 2023-01-01", 'start = "2023.1.1"', ["date.text"]),
        ("end = 2023-12-31", "end = 2022-12-31", ["period.other-year"]),
        ('name = "单位成本"', 'name = "单位\\n成本"', ["name.line-breaks"]),
        ('name = "园区基础设施建设"', 'name = "XXX项目"', ["name.sample"]),
        ('code = "360722238888030005182"', 'code = "\'3607 2223 8888 0300 05182"', ["code.cleaned"]),
    ],
)
def test_what_is_accepted_with_a_word(tmp_path, old, new, codes):
    """What can be read in one way only is accepted, and every reading other than as typed is told."""
    assert old in GOOD
    path = tmp_path / "project.toml"
    content = GOOD.replace(old, new, 1)
    if codes == ["period.other-year"]:
        content = content.replace("2023-01-01", "2022-01-01", 1)
    path.write_text(content, encoding="utf-8")
    assert [remark.code for remark in read_portfolio(path).portfolio.remarks] == codes


def single(tmp_path, text):
    """The one project of a file with this text."""
    path = tmp_path / "project.toml"
    path.write_text(text, encoding="utf-8")
    return read_portfolio(path).portfolio.projects[0]


def test_a_range_has_two_ends(tmp_path):
    """Both ends are numbers in the unit of the target, and the actual is read in it too."""
    target = single(tmp_path, GOOD.replace('"≥90%"', '{ range = ["90%", 95.5], unit = "%" }')).indicators[5].target
    assert target == Target.between("90", "95.5", "%")
    assert str(target) == "90～95.5%"


def test_what_does_not_apply_is_no_missing_figure(tmp_path):
    """With its reason an indicator of either kind is said not to apply; every other one applies."""
    text = GOOD.replace('actual = "93%"', 'actual = "不适用"\nreason = "未开展调查"').replace(
        'actual = "已建立"\njudged = "100%"', 'actual = "不适用"\nreason = "未实施"'
    )
    indicators = single(tmp_path, text).indicators
    assert [one.applicable for one in indicators] == [True, True, True, True, False, False]
    assert [(one.actual, one.reason) for one in indicators[4:]] == [(None, "未实施"), (None, "未开展调查")]


def test_a_group_key_that_is_used_twice_is_refused_at_its_line(tmp_path):
    """The second group is named by the line of its key."""
    twice = FOLDER["portfolio.toml"] + f'\n[[groups]]\nname = "另一组"\nkey = "incentives"\nmembers = ["{B}"]\n'
    with pytest.raises(InputError) as caught:
        read_portfolio(written(tmp_path, **{"portfolio.toml": twice}))

    (fault,) = caught.value.faults
    line = len(twice.splitlines()) - 1
    assert (fault.code, fault.place.line, fault.place.key) == ("group.key-twice", line, "groups[2].key")


def test_each_stated_entry_knows_its_own_line(tmp_path):
    """Points, sums and rates by their figures, the count and the grade by name."""
    text = """\
schema = 1

[portfolio]
count = 33
grade = "优"
points = "98"

[portfolio.amounts]
unit = "万元"
budget = "75,692.63"

[groups.incentives.rates]
receipt = "22.19%"
"""
    portfolio = read_portfolio(written(tmp_path, **{"stated.toml": text, "rates.csv": None})).portfolio
    stated, group = portfolio.stated, portfolio.groups[0].stated

    assert stated.origin.place.line == 3
    assert {name: origin.place.line for name, origin in stated.origins.items()} == {"count": 4, "grade": 5}
    assert stated.points.origin.place.line == 6
    assert stated.amounts["budget"].origin.place.line == 10
    assert group.rates["receipt"].origin.place.line == 13
    (remark,) = (one for one in portfolio.remarks if one.place.file == "stated.toml")
    assert "“75,692.63”读作 75692.63 万元" in remark.worded("zh")
