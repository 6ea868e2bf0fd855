"""One template and one evaluation become the whole report, with nothing blank and nothing lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve

from perfkit.errors import ReportError
from perfkit.model import Grid, Heading, Paragraph
from perfkit.reports import Lookup, render_document

OUTLINE = [
    "一、项目基本情况",
    "（一）项目单位基本情况",
    "（二）自评项目情况",
    "（三）项目预期目标",
    "1.项目绩效总目标",
    "2.项目阶段性绩效目标",
    "二、单位自评工作开展情况",
    "（一）绩效评价目的",
    "（二）绩效自评原则",
    "（三）绩效评价方法和标准",
    "（四）绩效评价工作过程",
    "三、综合评价结论",
    "（一）评分结果",
    "（二）主要结论",
    "四、绩效目标完成情况总体分析",
    "（一）道路类项目",
    "1.项目资金情况分析",
    "2.项目绩效情况分析",
    "（1）项目成本",
    "（2）项目产出情况",
    "（3）项目效益情况",
    "（4）满意度",
    "五、偏离绩效目标的原因和改进措施",
    "（一）存在的主要问题",
    "（二）改进措施",
    "六、绩效自评结果应用和公开情况",
    "附件：核查问题",
]


def headings(document) -> list[str]:
    return [heading.number + heading.text for heading in document.headings]


def texts(document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_every_section_of_the_outline_is_there_in_order(document):
    """The headings of the county outline appear in their order, whatever stands between them."""
    waiting = iter(headings(document))
    assert [title for title in OUTLINE if title not in waiting] == []


def test_no_section_is_blank(document):
    """Below each heading stands a text, a table or a deeper heading."""
    blocks = [*document.blocks, None]
    for block, following in pairwise(blocks):
        if isinstance(block, Heading):
            deeper = isinstance(following, Heading) and following.level > block.level
            assert deeper or isinstance(following, (Paragraph, Grid)), block
        elif isinstance(block, Paragraph):
            assert block.text.strip()


def test_figures_come_from_facts_and_rules(document):
    """Sums, rates and the mean stand in the text as the set prints them in running text."""
    everything = "\n".join(texts(document))
    assert "年初预算数 12 万元，全年执行数 7.407 万元" in everything
    assert "自评平均分为 96 分（96.03），评价等级为“优”" in everything
    assert "核定编制 50 名，平均分 96 分。" in everything
    assert "年初预算数 6 万元，全年执行数 3.7035 万元，预算执行率 61.72%" in everything
    assert "项目编码 360722238888030005181。" in everything


def test_stated_figures_stand_beside_ours(document):
    """A stated rate that the facts do not give is printed with ours; one without facts is said to be unproven."""
    everything = "\n".join(texts(document))
    assert "预算执行率：填报 95.96%，核算 61.72%" in everything
    assert "单位另填报：到位资金 3 万元。所报资金记录中没有相应的数，未能核对。" in everything


def test_projects_without_problems_say_so(document):
    """A project that reports no problem and no measure prints the sentence that it reports none."""
    found = [
        [block.text for block in document.blocks if isinstance(block, (Heading, Paragraph))][start + 1]
        for start, block in enumerate(b for b in document.blocks if isinstance(b, (Heading, Paragraph)))
        if isinstance(block, Heading) and block.text == "道路类项目" and block.level == 3
    ]
    assert found == ["单位填报：无。", "单位填报：无。"]


def test_sections_without_a_text_speak_from_facts(document):
    """Where the unit wrote nothing, indicators and grades make a sentence; else the section is flagged."""
    everything = texts(document)
    assert "申报的指标及完成情况：道路条数，指标值 ≥5条，完成值 6条。" in everything
    assert "3 个有得分的项目中，评价等级为“优”的 3 个。" in everything
    assert everything.count("（本节单位未提供文字）") == 10


def test_the_annex_lists_errors_and_warnings_only(document, findings):
    """Findings of severity info stay out of the table and out of its count."""
    table = next(block for block in document.blocks if isinstance(block, Grid) and block.name == "findings")
    assert len(table.rows) == 2
    assert [cell.text for cell in table.rows[1]] == [
        "1",
        "错误",
        findings[0].place.worded("zh"),
        "链接指向的标题“甲|乙”不存在",
        "—",
    ]
    assert any("问题 1 项，其中错误 1 项、警告 0 项" in text for text in texts(document))


def test_provenance_names_set_edition_fingerprint_and_program(document):
    """The last line tells by which rules and program the figures were made."""
    assert "cn.test@1（版本 1，SHA-256 abababababababab…）" in document.foot
    assert "perfkit 0.1.0" in document.foot


def test_a_name_comes_out_as_typed_everywhere(document):
    """A project called ``*a* # |b|`` is a heading, a cell and a word in a sentence, and nothing but a name."""
    assert "（二）*a* # |b|" in headings(document)
    assert any("合并分析：*a* # |b|、道路 <新建> & 改造。" in text for text in texts(document))
    table = next(block for block in document.blocks if isinstance(block, Grid))
    assert table.rows[1][1].text == "*a* # |b|"


def test_a_text_nobody_prints_is_an_error(evaluation, findings, forms, lookup):
    """A misnamed file of the unit would be lost in silence; it is named with the texts the report asks for."""
    portfolio = evolve(evaluation.portfolio, narrative={"unit-profil": "甲"})
    with pytest.raises(ReportError) as caught:
        render_document(evolve(evaluation, portfolio=portfolio), findings, lookup, forms)
    fault = caught.value.faults[0]
    assert (fault.code, fault.place.file) == ("report.narrative-unused", "narrative/unit-profil.md")
    assert "unit-profile" in str(fault.arguments["near"])


def test_a_mistake_in_a_units_text_names_its_file_and_line(evaluation, findings, forms, lookup):
    """An unknown placeholder in a narrative is told with the file of the narrative, not of the template."""
    portfolio = evolve(evaluation.portfolio, narrative={"unit-profile": "一\n\n{{ 平均风 }}"})
    with pytest.raises(ReportError) as caught:
        render_document(evolve(evaluation, portfolio=portfolio), findings, lookup, forms)
    fault = caught.value.faults[0]
    assert (fault.place.file, fault.place.line, fault.arguments["near"]) == (
        "narrative/unit-profile.md",
        3,
        "平均分",
    )


@pytest.mark.parametrize(
    "text", ["{% include 'page.css' %}", "{% block x %}{% endblock %}", "{% macro m() %}{% endmacro %}"]
)
def test_a_units_text_is_text(evaluation, findings, forms, lookup, text):
    """What belongs to templates is refused in narratives."""
    portfolio = evolve(evaluation.portfolio, narrative={"unit-profile": text})
    with pytest.raises(ReportError) as caught:
        render_document(evolve(evaluation, portfolio=portfolio), findings, lookup, forms)
    assert caught.value.code == "report.syntax-forbidden"


def test_a_county_overrides_blocks_by_name(evaluation, findings, forms, lookup, tmp_path):
    """A county's template changes the sentence of one block; all other blocks are those of the nation."""
    national = render_document(evaluation, findings, lookup, forms)
    (tmp_path / "self-evaluation-report.md.j2").write_text(
        '{% extends "cn.mof:self-evaluation-report.md.j2" %}\n'
        "{% block 评分结果 %}均分 {{ 平均分.精确值 }}。{% endblock %}"
    )
    local = render_document(evaluation, findings, Lookup([("county", Path(tmp_path)), *lookup.chain]), forms)
    assert set(texts(local)) - set(texts(national)) == {"均分 2881/30。"}
    assert headings(local) == headings(national)


def test_without_projects_with_content_the_report_still_speaks(evaluation, findings, forms, lookup):
    """No analysed project, no cover and no texts: sentences say so, and the cover is made from the unit."""
    projects = [evolve(result, project=evolve(result.project, indicators=(), problems=(), measures=(), narrative={}))
                for result in evaluation.projects]  # fmt: skip
    portfolio = evolve(
        evaluation.portfolio, projects=[r.project for r in projects], groups=(), cover=None, narrative={}
    )
    bare = evolve(evaluation, portfolio=portfolio, projects=projects, groups=(), mean=None)
    document = render_document(bare, [], lookup, forms)
    everything = "\n".join(texts(document))
    assert "单位没有为任何项目提供分析资料。" in everything
    assert "没有项目取得总分，不计算平均分。" in everything
    assert "没有发现需要更正或说明的问题" in everything
    assert document.title == "2023 年度交通局预算项目支出绩效自评总报告"
    assert dict(line for line in document.cover.lines)["项目单位"] == "某县交通局"


def test_every_word_of_the_unit_is_in_both_languages(evaluation, findings, forms, lookup):
    """English labels and findings come out where English is asked for."""
    document = render_document(evaluation, findings, lookup, forms, language="en")
    assert "Indicator set cn.test@1" in document.foot
    assert any("initial budget 12 万元" in text for text in texts(document))
