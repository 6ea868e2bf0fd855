"""A folder of forms: the good ones give results, the bad ones are named, and nothing stops the run."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from perfkit import InputError, Kit, ReportError
from perfkit.cli.main import run
from perfkit.jobs import collected_file

FORM = (Path(__file__).parents[2] / "examples" / "one-project" / "form.toml").read_text(encoding="utf-8")
NAME = "义务教育营养改善计划专项资金"


def a_form(name, code="", spoilt=False):
    """The form of the example for another project; spoilt in two places."""
    text = FORM.replace(f'name = "{NAME}"', f'name = "{name}"' + (f'\ncode = "{code}"' if code else ""))
    return text.replace("weight = 10\n", 'weight = "十来分"\n', 2) if spoilt else text


def forms(folder, **texts):
    """A folder with these forms."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def table(path):
    """The rows of a table that was written, without its head."""
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))[1:]


@pytest.fixture
def kit():
    """Without plugins that happen to be installed."""
    return Kit(installed=False)


def test_good_forms_give_results_and_bad_ones_are_named(kit, tmp_path):
    """With the points that each has alone; the bad one with every fault, its place and how to mend it."""
    folder = forms(tmp_path / "forms", a=a_form("路"), b=a_form("桥", spoilt=True))
    forms(folder / "town", c=a_form("渠"))
    found = kit.collect(folder, tmp_path / "out")
    alone = kit.evaluate(kit.read(folder / "a.toml")).projects[0]

    assert [(one.name, len(one.projects), len(one.faults)) for one in found.files] == [
        ("a.toml", 1, 0),
        ("b.toml", 0, 2),
        ("town/c.toml", 1, 0),
    ]
    assert [row[:3] + row[6:8] for row in table(tmp_path / "out" / "projects.csv")] == [
        ["a.toml", "", "路", alone.final_points.digits, alone.grade],
        ["town/c.toml", "", "渠", alone.final_points.digits, alone.grade],
    ]
    faults = table(tmp_path / "out" / "faults.csv")
    assert [(row[0], row[7]) for row in faults] == [("b.toml", "value.no-number")] * 2
    assert all(row[3] and row[4] and row[5] for row in faults)
    assert kit.verify(tmp_path / "out") == ()


def test_what_is_told_names_every_bad_form_with_its_first_fault(kit, tmp_path):
    """Counts first, then a line for each, in both languages."""
    folder = forms(tmp_path / "forms", a=a_form("路"), b=a_form("桥", spoilt=True))
    (folder / "说明.pdf").write_bytes(b"%PDF-1.4")
    told = list(kit.collect(folder, tmp_path / "out").worded("zh"))

    assert told[:4] == [
        "读了 2 个文件：1 个有结果（1 个项目），1 个没有",
        "等级：优 1 个",
        "没有读的文件（不是表）：说明.pdf",
        "没有结果的文件，各列第一处：",
    ]
    assert told[4].startswith("  b.toml，第 ")
    assert told[4].endswith("[value.no-number]（这个文件另有 1 处）")
    english = list(Kit("en", installed=False).collect(folder, tmp_path / "english").worded("en"))
    assert english[0] == "2 files read: 1 with results (1 projects), 1 without"


def test_a_set_that_is_asked_for_gives_the_exact_mean(kit, tmp_path):
    """Of all projects with a total, each evaluated by itself under that set."""
    stated = 'schema = 1\n[project]\nname = "{}"\nyear = 2023\nunit = "乡"\n[stated]\npoints = {}\n'
    folder = forms(tmp_path / "forms", **{f"p{n}": stated.format(f"项目{n}", n) for n in (91, 92, 92.5)})
    found = kit.collect(folder, tmp_path / "out", indicator_set="cn.mof.self-evaluation@2020")

    assert str(found.mean.exact) == "551/6"
    assert "平均分 91.83（3 个有总分的项目）" in list(found.worded("zh"))


@pytest.mark.parametrize(
    ("codes", "code"), [(("360722238888030005182",) * 2, "collect.code-twice"), (("", ""), "collect.name-twice")]
)
def test_two_forms_of_one_project_are_both_refused(kit, tmp_path, codes, code):
    """By the code, or without one by unit and name; each is told of the other, and a third project stays."""
    names = ("路一", "路二") if codes[0] else ("路", "路")
    texts = {key: a_form(name, one) for key, name, one in zip("ab", names, codes, strict=True)}
    found = kit.collect(forms(tmp_path / "forms", c=a_form("桥"), **texts), tmp_path / "out")

    assert [(one.name, [fault["code"] for fault in one.faults]) for one in found.files] == [
        ("a.toml", [code]),
        ("b.toml", [code]),
        ("c.toml", []),
    ]
    assert "a.toml、b.toml" in found.files[0].faults[0]["said"]


def test_a_project_that_could_not_be_scored_is_named_and_leaves_the_others_of_its_file(kit, tmp_path):
    """Weights that do not add up: the finding that says so stands among the faults, with its hint."""
    root = tmp_path / "forms" / "bureau"
    (root / "projects").mkdir(parents=True)
    (root / "portfolio.toml").write_text(
        'schema = 1\nindicator-set = "cn.mof.self-evaluation@2020"\n[portfolio]\nyear = 2022\nunit = "局"\n', "utf-8"
    )
    one = a_form("路").replace('indicator-set = "cn.mof.self-evaluation@2020"\n', "")
    (root / "projects" / "a.toml").write_text(one, encoding="utf-8")
    (root / "projects" / "b.toml").write_text(
        a_form("桥")
        .replace("weight = 10\n", "weight = 11\n", 1)
        .replace('indicator-set = "cn.mof.self-evaluation@2020"\n', ""),
        encoding="utf-8",
    )
    found = kit.collect(tmp_path / "forms", tmp_path / "out").files[0]

    assert [project["name"] for project in found.projects] == ["路"]
    assert found.faults
    assert all("桥" in fault["said"] and fault["hint"] for fault in found.faults)


SHEET = """\
2023年度项目支出绩效自评表
项目名称,{name},实施单位,某局
项目资金（万元）,年初预算数,全年预算数,全年执行数
年度资金总额,100,100,90
一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分
产出指标,{category},里程,≥5公里,6公里,50,50
效益指标,社会效益指标,人口,≥9人,9人,30,{points}
满意度指标,服务对象满意度指标,满意度,≥90%,95%,10,10
"""


def test_what_is_wrong_with_an_indicator_names_the_form(kit, tmp_path):
    """A finding that names the indicator alone keeps the project from a total, and one beside it counts."""
    (tmp_path / "forms").mkdir()
    for name, category, points in (("路", "路上指标", 30), ("桥", "数量指标", 12), ("渠", "数量指标", 30)):
        text = SHEET.format(name=name, category=category, points=points)
        (tmp_path / "forms" / f"{name}.csv").write_text(text, encoding="utf-8")
    found = kit.collect(tmp_path / "forms", tmp_path / "out", indicator_set="cn.mof.self-evaluation@2020")

    bad = [(one.name, [fault["code"] for fault in one.faults]) for one in found.files if one.faults]
    assert bad == [("路.csv", ["indicator.category-unknown"])]
    assert [(one["name"], one["warnings"]) for one in found.projects] == [("桥", "1"), ("渠", "0")]


def test_the_findings_of_a_workbook_go_to_the_project_of_their_sheet(kit, tmp_path):
    """An indicator of one name stands on both sheets; only that of the first is wrong."""
    book = Workbook()
    for name, category in (("路", "路上指标"), ("桥", "数量指标")):
        sheet = book.create_sheet(name)
        for row in SHEET.format(name=name, category=category, points=30).splitlines():
            sheet.append(row.split(","))
    del book["Sheet"]
    (tmp_path / "forms").mkdir()
    book.save(tmp_path / "forms" / "表.xlsx")
    (one,) = kit.collect(tmp_path / "forms", tmp_path / "out", indicator_set="cn.mof.self-evaluation@2020").files

    assert [(fault["code"], fault["sheet"]) for fault in one.faults] == [("indicator.category-unknown", "路")]
    assert [(project["name"], project["errors"]) for project in one.projects] == [("桥", "0")]


def test_one_name_with_two_codes_is_two_projects(kit, tmp_path):
    """Equal names alone say nothing."""
    texts = {"a": a_form("路", "360722238888030005182"), "b": a_form("路", "360722238888030005183")}
    assert len(kit.collect(forms(tmp_path / "forms", **texts), tmp_path / "out").good) == 2


class StoppedError(Exception):
    """The run is stopped here."""


def test_a_run_that_was_stopped_goes_on_where_it_was(kit, tmp_path, monkeypatch):
    """No file is read twice; the results are those of a run that was never stopped, byte for byte."""
    folder = forms(tmp_path / "forms", **{f"p{n}": a_form(f"路{n}", spoilt=n == 3) for n in range(6)})
    whole = kit.collect(folder, tmp_path / "whole")
    read, original = [], collected_file.Reading.__call__
    monkeypatch.setattr(
        collected_file.Reading, "__call__", lambda self, name: (read.append(name), original(self, name))[1]
    )

    def stop(step, done, of):
        if done == 4:
            raise StoppedError

    with pytest.raises(StoppedError):
        kit.collect(folder, tmp_path / "out", progress=stop)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["collect.jsonl"]
    with (tmp_path / "out" / "collect.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"file":"p4.to')  # cut off
    again = kit.collect(folder, tmp_path / "out")

    assert sorted(read) == [f"p{n}.toml" for n in range(6)]
    assert sum(one.before for one in again.files) == 4
    assert "其中 4 个上次已经读过，没有再读" in list(again.worded("zh"))
    for name in ("projects.csv", "faults.csv", "collected.json", "manifest.json"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert [one.projects for one in whole.files] == [one.projects for one in again.files]


def test_a_file_that_was_mended_is_read_again_and_no_other(kit, tmp_path):
    """Its bytes are others now; with another language or set everything is read anew."""
    folder = forms(tmp_path / "forms", a=a_form("路"), b=a_form("桥", spoilt=True))
    assert len(kit.collect(folder, tmp_path / "out").bad) == 1
    forms(folder, b=a_form("桥"))
    mended = kit.collect(folder, tmp_path / "out")
    assert [(one.name, one.before) for one in mended.files] == [("a.toml", True), ("b.toml", False)]
    assert not mended.bad

    other = kit.collect(folder, tmp_path / "out", indicator_set="cn.mof.self-evaluation@2020")
    assert not any(one.before for one in other.files)


def test_a_form_with_plugins_of_its_own_is_read_every_time(kit, tmp_path):
    """A change of its plugin would go unseen otherwise."""
    county = tmp_path / "county"
    kit.new("county", to=tmp_path, extends="cn.mof.self-evaluation@2020")
    text = a_form("路").replace("[project]", f'plugins = ["{county}"]\n\n[project]', 1)
    folder = forms(tmp_path / "forms", a=text, b=a_form("桥"))
    for _ in range(2):
        found = kit.collect(folder, tmp_path / "out")
    assert [(one.name, one.before, len(one.projects)) for one in found.files] == [
        ("a.toml", False, 1),
        ("b.toml", True, 1),
    ]


def test_a_folder_with_a_portfolio_is_read_as_a_whole(kit, tmp_path):
    """Its projects come under the name of the folder; its other files are not read by themselves."""
    root = forms(tmp_path / "forms", a=a_form("路"))
    inner = root / "bureau"
    inner.mkdir()
    (inner / "portfolio.toml").write_text(
        'schema = 1\nindicator-set = "cn.mof.self-evaluation@2020"\n[portfolio]\nyear = 2023\nunit = "局"\n'
        '[tables.scores]\nfile = "scores.csv"\n',
        encoding="utf-8",
    )
    (inner / "scores.csv").write_text("项目名称,得分\n甲,90\n乙,80\n", encoding="utf-8")
    found = kit.collect(root, tmp_path / "out")
    assert [(one.name, len(one.projects)) for one in found.files] == [("a.toml", 1), ("bureau", 2)]
    (inner / "scores.csv").write_text("项目名称,得分\n甲,九十来分\n乙,80\n", encoding="utf-8")
    spoilt = kit.collect(root, tmp_path / "out").files[1]
    assert (spoilt.before, spoilt.faults[0]["file"]) == (False, "bureau/scores.csv")


def test_our_own_mistake_is_told_as_one_and_stops_nothing(kit, tmp_path, monkeypatch):
    """The file and the line of the program are named; no traceback, and the other file has its result."""
    original = collected_file.read

    def broken(host, path, *rest):
        if path.name == "a.toml":
            raise ZeroDivisionError
        return original(host, path, *rest)

    monkeypatch.setattr(collected_file, "read", broken)
    found = kit.collect(forms(tmp_path / "forms", a=a_form("路"), b=a_form("桥")), tmp_path / "out")
    assert [fault["code"] for fault in found.files[0].faults] == ["collect.bug"]
    assert "ZeroDivisionError，test_collect.py:" in found.files[0].faults[0]["said"]
    assert len(found.good) == 1


@pytest.mark.parametrize("name", ["=1+1", "+86", "@SUM(A1)", "＝1+1", "360722238888030005182"])
def test_no_cell_of_a_table_becomes_a_formula_or_loses_digits(kit, tmp_path, name):
    """A text that a spreadsheet would take for something else stands behind an apostrophe."""
    found = kit.collect(forms(tmp_path / "forms", a=a_form(name, "360722238888030005182")), tmp_path / "out")
    assert not found.bad, found.bad[0].faults
    row = table(tmp_path / "out" / "projects.csv")[0]
    assert row[1] == "'360722238888030005182"
    assert row[2] == f"'{name}"


def test_results_are_not_written_among_the_forms(kit, tmp_path):
    """The next run would read them; a folder without forms, and a file, are refused as well."""
    folder = forms(tmp_path / "forms", a=a_form("路"))
    for path, to, code in (
        (folder, folder / "build", "collect.inside"),
        (folder / "a.toml", tmp_path / "out", "collect.not-folder"),
        (forms(tmp_path / "none"), tmp_path / "out", "collect.no-forms"),
    ):
        with pytest.raises(InputError) as caught:
            kit.collect(path, to)
        assert caught.value.code == code
    assert not (tmp_path / "out").exists()


def test_results_that_somebody_changed_are_not_replaced(kit, tmp_path):
    """What was written by hand into a table is worth more than a second run."""
    folder = forms(tmp_path / "forms", a=a_form("路"))
    kit.collect(folder, tmp_path / "out")
    (tmp_path / "out" / "projects.csv").write_text("别的", encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        kit.collect(folder, tmp_path / "out")
    assert caught.value.code == "report.changed-by-hand"
    assert (tmp_path / "out" / "projects.csv").read_text(encoding="utf-8") == "别的"


@pytest.mark.slow
def test_the_command_reads_in_parallel_and_says_by_its_exit_status_what_came_of_it(tmp_path, capsys):
    """0 where all could be read, 1 where some could not, 2 where it was called wrongly; the results are the same."""
    folder = forms(tmp_path / "forms", **{f"p{n}": a_form(f"路{n}") for n in range(8)})
    assert run(["collect", str(folder), "--out", str(tmp_path / "two"), "--workers", "2"]) == 0
    assert run(["collect", str(folder), "--out", str(tmp_path / "one"), "--workers", "1"]) == 0
    assert (tmp_path / "one" / "collected.json").read_bytes() == (tmp_path / "two" / "collected.json").read_bytes()
    forms(folder, p8=a_form("坏", spoilt=True))
    assert run(["collect", str(folder), "--out", str(tmp_path / "two"), "--format", "json"]) == 1
    assert run(["collect", str(folder), "--workers", "0"]) == 2
    assert run(["collect"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert len(json.loads((tmp_path / "two" / "collected.json").read_text("utf-8"))["files"]) == 9
