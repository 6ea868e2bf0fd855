"""Faults in the unit's texts name the files they were read from."""

from __future__ import annotations

import copy
import pickle
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from chain import CHAIN
from outlines import document
from perfkit.errors import ReportError
from perfkit.formats import read_portfolio
from perfkit.kit import Kit
from perfkit.model import Group, Text
from perfkit.reports import render_document

YEAR = Path(__file__).parents[2] / "examples" / "one-year"
EXAMPLE = Path(__file__).parents[2] / "examples" / "xinfeng-2023"


@pytest.fixture
def folder(tmp_path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "facts")
    return tmp_path / "facts"


def report(folder: Path) -> ReportError:
    kit = Kit(installed=False, folders=CHAIN)
    evaluation = kit.evaluate(kit.read(folder))
    with pytest.raises(ReportError) as caught:
        kit.report(evaluation, folder.parent / "build", formats=["html"])
    return caught.value


@pytest.mark.parametrize("name", ["infrastructure/cost.md", "incentives/output.md", "purpose.md"])
def test_a_fault_names_the_file_that_was_read(folder, name):
    """A project's file lies in the folder of its stem, a group's in that of its key: so they are named."""
    (folder / "narrative" / name).write_text("一\n\n{{ 单位.简秤 }}\n", encoding="utf-8")
    (fault,) = report(folder).faults
    assert (fault.place.file, fault.place.line) == (f"narrative/{name}", 3)


def test_a_text_nobody_asks_for_is_named_by_its_file(folder):
    """A misnamed text of a project too."""
    (folder / "narrative" / "infrastructure" / "costs.md").write_text("成本。\n", encoding="utf-8")
    (fault,) = report(folder).faults
    assert (fault.code, fault.place.file) == ("report.narrative-unused", "narrative/infrastructure/costs.md")


def test_forbidden_markdown_is_named_by_its_file(folder):
    """Faults that show only in the rendered Markdown as well."""
    (folder / "narrative" / "infrastructure" / "cost.md").write_text("一\n\n`粗`\n", encoding="utf-8")
    (fault,) = report(folder).faults
    assert (fault.place.file, fault.place.line) == ("narrative/infrastructure/cost.md", 3)


def test_a_text_carries_its_file_wherever_it_goes(folder):
    """Texts are ordinary texts that know their file, through joining, copying and pickling."""
    portfolio = read_portfolio(folder).portfolio
    (project,) = portfolio.named("360722238888030005182")
    text = project.narrative["cost"]
    assert text.file == "narrative/infrastructure/cost.md"
    assert portfolio.narrative["purpose"].file == "narrative/purpose.md"
    assert [found.file for found in (copy.deepcopy(text), pickle.loads(pickle.dumps(text)))] == [text.file] * 2  # noqa: S301 (own bytes)
    assert Text("甲") == "甲"
    assert Text("甲").file == ""


def test_sections_without_text_are_named_where_their_files_would_lie(evaluation, lookup, forms):
    """A group without any text is looked for in the folder of its key."""
    (result,) = evaluation.groups
    group: Group = evolve(result.group, narrative={"funds": "款。"})
    document = render_document(evolve(evaluation, groups=[evolve(result, group=group)]), [], lookup, forms)
    assert {"roads/output", "roads/benefit", "roads/satisfaction"} <= set(document.missing)


@pytest.fixture
def year(tmp_path) -> Path:
    """The life of a project, without the texts it comes with."""
    shutil.copytree(YEAR, tmp_path / "year", ignore=shutil.ignore_patterns("narrative"))
    return tmp_path / "year"


def staged(folder: Path, stage: str, **texts: str) -> list[str]:
    """The sections without a text in the report of a stage."""
    for name, text in texts.items():
        file = folder / "narrative" / f"{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    kit = Kit(installed=False)
    return list(document(kit, kit.evaluate(kit.read(folder, stage=stage))).missing)


def test_missing_texts_of_a_stage_are_named_with_its_folder(year):
    """As the file would have to be called; a text for all stages serves where the stage has none."""
    texts = dict.fromkeys(("background", "purpose", "methods"), "通用。")
    lacking = staged(year, "evaluation", **texts, evaluation__experience="自己的。", evaluation__process="一。")
    assert lacking == ["evaluation/problems", "evaluation/advice"]


def test_a_text_for_all_stages_may_be_for_another_one(year):
    """The purpose is a section of the evaluation: in the report of monitoring it is not missed, nor is it an error."""
    assert "purpose" not in " ".join(staged(year, "monitoring-06", purpose="了解情况。"))
    assert "evaluation/purpose" not in staged(year, "evaluation")


@pytest.mark.parametrize("name", ["purpos", "monitoring-06__purpose"])
def test_a_text_of_a_life_that_no_report_asks_for_is_refused(year, name):
    """A slip in a text for all stages, and a section that the report of the stage does not have."""
    with pytest.raises(ReportError) as caught:
        staged(year, "monitoring-06", **{name: "一"})
    assert [fault.code for fault in caught.value.faults] == ["report.narrative-unused"]
    assert caught.value.faults[0].place.file == f"narrative/{name.replace('__', '/')}.md"


def test_a_text_of_a_life_serves_the_whole_and_its_project(year):
    """The report of a self-evaluation asks for the cost of each project; a life has one."""
    assert "self-evaluation/cost" not in staged(year, "self-evaluation", **{"self-evaluation__cost": "成本。"})
