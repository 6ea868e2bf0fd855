"""A report claims only what is true: what was computed, what the unit stated, and what cannot be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from perfkit.errors import Place
from perfkit.model import Figure, Finding, Grid, Heading, Origin, Paragraph, Stated, Title
from perfkit.reports import render_document
from perfkit.reports.places import Places


def texts(document) -> str:
    return "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def tables(document) -> dict[str, list[list[str]]]:
    return {
        block.name: [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    }


def points(value: str) -> Figure:
    return Figure(Fraction(value), "分")


def impossible(name: str, code: str = "score.impossible", row: int = 1) -> Finding:
    figures = {"stated": points("100"), "high": points("95.07"), "low": points("5.07"), "points": points("5.07")}
    figures |= {"weight": points("10"), "rate": Figure(Fraction(5065, 10000), "%")}
    names = {"name": name, "set": "cn.test@1", "rule": "ratio", "measure": "预算执行率", "basis": ("财预〔2020〕10号",)}
    severity = "error" if code == "score.impossible" else "warning"
    return Finding(code, severity, Place(file="scores.csv", row=row), figures, names)


OTHER = Finding("report.link-unknown", "warning", names={"target": "甲"})


@pytest.fixture
def render(evaluation, lookup, forms):
    return lambda findings, given=evaluation, **more: render_document(given, findings, lookup, forms, **more)


def test_scores_are_said_to_be_stated(render):
    """Where nothing was computed the report says so, and does not claim that its scores were computed."""
    said = texts(render([OTHER]))
    assert "以上得分为单位填报。" in said
    assert "本报告的合计、比率、平均分由所报事实计算，没有照抄填报数；3 个项目的得分为单位填报，照录；" in said


def test_impossible_totals_are_counted_beside_the_scores(render):
    """The sentence below the table of scores says how many cannot be, and how many are only doubted."""
    found = [impossible("甲"), impossible("乙"), impossible("丙", "score.impossible-unverified")]
    said = texts(render(found))
    assert "以上得分为单位填报，其中 2 个按预算执行率不可能发生，另有 1 个按预算执行率存疑，见附件。" in said


def test_computed_scores_are_told_apart_from_stated_ones(render, evaluation):
    """One computed total among stated ones is counted as computed, in the text and in the annex."""
    first, *rest = evaluation.projects
    mixed = evolve(evaluation, projects=[evolve(first, state="computed", points=points("90")), *rest])
    said = texts(render([OTHER], mixed))
    assert "以上得分中，1 个由各项指标按规则核算，2 个为单位填报。" in said
    assert "平均分、1 个项目的得分由所报事实计算" in said
    computed = evolve(mixed, projects=[evolve(p, state="computed", points=points("90")) for p in evaluation.projects])
    said = texts(render([], computed))
    assert "以上得分由各项指标按规则核算。" in said
    assert "个项目的得分为单位填报" not in said


def test_no_fraction_stands_in_official_prose(render):
    """The mean is printed as text rounds it, with the table's places beside it, never as a fraction."""
    assert "自评平均分为 96 分（96.03），" in texts(render([]))
    assert "2881/30" not in texts(render([]))


def test_impossible_totals_have_one_compact_table(render):
    """Project, rate, highest and stated in a row; set, rule, basis and verification once; no second listing."""
    document = render([impossible("甲", row=3), OTHER, impossible("乙")])
    found = tables(document)
    assert found["impossible"][1:] == [
        ["scores.csv，数据第 3 行（表格第 4 行）", "甲", "50.65", "95.07", "100"],
        ["scores.csv，数据第 1 行（表格第 2 行）", "乙", "50.65", "95.07", "100"],
    ]
    assert [row[3] for row in found["findings"][1:]] == ["链接指向的标题“甲”不存在"]
    said = texts(document)
    assert "有 2 个按预算执行率不可能发生（指标体系 cn.test@1，规则 ratio，依据 财预〔2020〕10号，条文已核对）" in said
    assert "问题 3 项，其中错误 2 项、警告 1 项。" in said


def test_a_template_that_asks_for_findings_alone_gets_them_all(render, lookup, forms, evaluation, tmp_path):
    """Nothing is lost where a county's block has no table of impossible totals."""
    (tmp_path / "self-evaluation-report.md.j2").write_text(
        '{% extends "cn.mof:self-evaluation-report.md.j2" %}\n'
        "{% block 核查问题 %}\n```{grid} findings\n```\n{% endblock %}",
        encoding="utf-8",
    )
    county = evolve(lookup, chain=[("county", tmp_path), *lookup.chain])
    document = render_document(evaluation, [impossible("甲"), OTHER], county, forms)
    assert len(tables(document)["findings"]) == 3


@pytest.fixture
def read(evaluation):
    """The evaluation as if it had been read from a folder."""
    first, *rest = evaluation.portfolio.projects
    said = Stated(origin=Origin(Place(file="stated.toml", line=5, key="portfolio")))
    from_table = evolve(
        first,
        origin=Origin(Place(file="scores.csv", row=1)),
        funding=evolve(first.funding, origin=Origin(Place(file="funding.csv", row=4))),
    )
    form = evolve(rest[0], origin=Origin(Place(file="projects/road.toml", line=2)))
    return evolve(evaluation, portfolio=evolve(evaluation.portfolio, projects=[from_table, form, rest[1]], stated=said))


def label(fact: str) -> str:
    return {"budget": "全年预算数", "execution_rate": "预算执行率", "received": "到位资金"}[fact]


PLACES = {
    "a row of money": (Place(file="funding.csv", row=4, item="路"), ("资金表第 4 行", "路")),
    "a row of scores": (Place(file="scores.csv", row=1, item="360 路"), ("得分表第 1 行", "360 路")),
    "a whole table": (Place(item="scores.csv"), ("得分表",)),
    "a stated count": (Place(file="stated.toml", line=5, key="portfolio", item="count"), ("填报数", "项目数")),
    "a stated sum": (Place(file="stated.toml", key="portfolio", item="amounts.budget"), ("填报数", "全年预算数")),
    "a group's amount": (Place(file="stated.toml", item="道路 · received"), ("填报数", "道路 · 到位资金")),
    "a group's rate": (Place(file="stated.toml", item="道路 · execution"), ("填报数", "道路 · 预算执行率")),
    "an entry by its key": (Place(file="stated.toml", line=9, key="portfolio.count"), ("填报数", "项目数")),
    "a group's entry by its key": (
        Place(file="stated.toml", line=9, key="groups.roads.rates.execution", item="道路"),
        ("填报数", "道路 · 预算执行率"),
    ),
    "a stated total": (Place(file="stated.toml", key="projects.360.points", item="路"), ("填报数", "路 · 得分")),
    "an amount handed in by a program": (Place(item="道路 · amounts.received"), ("道路 · 到位资金",)),
    "a cell of a table": (Place(file="funding.csv", row=4, key="budget", item="路"), ("资金表第 4 行", "路")),
    "a project's form": (
        Place(file="projects/road.toml", line=9, key="indicators[1]"),
        ("项目自评表", "道路 <新建> & 改造"),
    ),
    "any other file": (
        Place(file="narrative/cost.md", line=3, item="甲"),
        ("narrative/cost.md，第 3 行", "甲"),
    ),
    "nowhere": (Place(), ()),
}


@pytest.mark.parametrize("case", PLACES)
def test_places_are_named_as_officials_name_them(read, case):
    """Tables and forms of the report instead of files, keys and the names of programs."""
    place, words = PLACES[case]
    assert Places.of(read, label, "zh").lines(place) == words


def test_places_inside_a_sentence_are_worded_too(read):
    """The rows a finding names are rows of the table, in both languages."""
    finding = Finding("x", "warning", names={"rows": (Place(file="funding.csv", row=4), "a"), "title": Title("题")})
    assert Places.of(read, label, "zh").told(finding).names == {"rows": ("资金表第 4 行", "a"), "title": Title("题")}
    assert Places.of(read, label, "en").told(finding).names["rows"] == ("funding table, row 4", "a")


def test_a_missing_budget_prints_its_stand_in_with_a_note(render, evaluation):
    """The column 全年预算数 is never empty where the initial budget stood in for it; the note counts such rows."""
    found = next(block for block in render([]).blocks if isinstance(block, Grid) and block.name == "funding")
    assert [row[-3].text for row in found.rows[1:]] == ["2", "4", "6", "12"]
    assert found.note == "注：未列全年预算数，以年初预算数代。"
    first, *rest = evaluation.projects
    given = evolve(first, project=evolve(first.project, funding=evolve(first.project.funding, budget=30000)))
    document = render([], evolve(evaluation, projects=[given, *rest], groups=()))
    found = next(block for block in document.blocks if isinstance(block, Grid) and block.name == "funding")
    assert [row[-3].text for row in found.rows[1:]] == ["3", "4", "6", "13"]
    assert found.note == "注：有 2 行未列全年预算数，以年初预算数代。"


def test_a_difference_bears_the_name_of_what_was_compared(render, evaluation):
    """A stated budget that is held against the initial budget is printed under that name."""
    stated = Stated(amounts={"budget": Figure(Fraction(70000), "万元")})
    document = render([], evolve(evaluation, portfolio=evolve(evaluation.portfolio, stated=stated)))
    assert "年初预算数：填报 7 万元，核算 12 万元。" in texts(document)


def test_sections_without_a_text_are_handed_back(document, render, evaluation):
    """The document names each section the unit gave no text for, as the file that would hold it is named."""
    assert document.missing[:4] == ("overall-goal", "annual-goals", "purpose", "principles")
    assert "roads/benefit" in document.missing
    assert "unit-profile" not in document.missing
    given = evolve(evaluation.portfolio, narrative={**evaluation.portfolio.narrative, "purpose": "为了修路。"})
    assert "purpose" not in render([], evolve(evaluation, portfolio=given)).missing


def test_the_figures_come_before_the_units_words(render, evaluation):
    """In the analysis of funds the sentence made from the records stands first, the unit's text after it."""
    (group,) = evaluation.groups
    told = evolve(group, group=evolve(group.group, narrative={"funds": "本单位的说明。"}))
    said = texts(render([], evolve(evaluation, groups=[told])))
    order = ["依据资金记录，年初预算数 6 万元", "本单位的说明。", "单位填报的下列数与依据事实核算的结果不一致"]
    assert sorted(order, key=said.index) == order


def test_a_chinese_document_holds_no_english_words(render, read):
    """With language zh, labels, places, severities, dates and notes are all Chinese."""
    words = {"error", "warning", "remark", "row", "line", "budget", "executed", "initial", "stated", "Note", "table"}
    document = render([impossible("甲"), OTHER], read, language="zh")
    for block in document.blocks:
        pieces = [block.text] if isinstance(block, (Paragraph, Heading)) else [block.note, block.caption]
        pieces += [cell.text for row in getattr(block, "rows", ()) for cell in row]
        for piece in pieces:
            assert not words & set(piece.replace("，", " ").split()), piece
