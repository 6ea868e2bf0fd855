"""The commands. Each parses its arguments, calls the kit and prints what came back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from perfkit.cli.progress import Bar
from perfkit.cli.summary import findings_text, sarif, summary
from perfkit.kit import Kit
from perfkit.scoring import Evaluation, finding_record, record
from perfkit.wording import Language, say

F = TypeVar("F", bound=Callable[..., Any])


def _options(command: F) -> F:
    """The options that every command with facts shares."""
    for option in (
        click.option(
            "--language", type=click.Choice(["zh", "en"]), default="zh", help="中文或英文 / Chinese or English."
        ),
        click.option(
            "--plugins", "folders", type=click.Path(path_type=Path), multiple=True, help="插件文件夹 / plugin folder."
        ),
        click.option("--set", "address", metavar="ID@EDITION", help="指标体系 / indicator set."),
    ):
        command = option(command)
    return click.argument("path", type=click.Path(path_type=Path))(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="perfkit")
def perfkit() -> None:
    """预算项目支出绩效评价：打分、核查、出报告 / scores, checks and reports budget projects."""


def _evaluated(
    path: Path, address: str | None, folders: tuple[Path, ...], language: Language, bar: Bar
) -> tuple[Kit, Evaluation]:
    kit = Kit(language, folders)
    bar("step.read", 0, 1)
    evaluation = kit.evaluate(kit.read(path), indicator_set=address, progress=bar)
    for fault in kit.faults:  # only where it did not stop the run, which names it itself
        click.echo(say("cli.plugin-left-out", language, fault=fault.worded(language)), err=True)
    return kit, evaluation


@perfkit.command()
@_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="输出文件夹 / output folder.",
)
def report(path: Path, address: str | None, folders: tuple[Path, ...], language: Language, out: Path) -> int:
    """写出报告（HTML 与 Word）/ write the report (HTML and Word)."""
    with Bar(language) as bar:
        kit, evaluation = _evaluated(path, address, folders, language, bar)
        written = kit.report(evaluation, out, progress=bar)
    click.echo(summary(evaluation, kit.check(evaluation), language))
    for file in written:
        click.echo(str(file))
    return 0


@perfkit.command()
@_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def evaluate(
    path: Path, address: str | None, folders: tuple[Path, ...], language: Language, form: Literal["text", "json"]
) -> int:
    """打分 / score."""
    with Bar(language) as bar:
        kit, evaluation = _evaluated(path, address, folders, language, bar)
    findings = kit.check(evaluation)
    if form == "json":
        click.echo(json.dumps(record(evaluation, findings, language), ensure_ascii=False, indent=1))
    else:
        click.echo(summary(evaluation, findings, language))
    return 0


@perfkit.command()
@_options
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
def check(
    path: Path,
    address: str | None,
    folders: tuple[Path, ...],
    language: Language,
    form: Literal["text", "json", "sarif"],
) -> int:
    """核查：有错误时退出码为 1 / check: exit status 1 if there are errors."""
    with Bar(language) as bar:
        kit, evaluation = _evaluated(path, address, folders, language, bar)
    findings = kit.check(evaluation)
    if form == "json":
        found = {"findings": [finding_record(finding, language) for finding in findings]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif form == "sarif":
        click.echo(json.dumps(sarif(findings, language), ensure_ascii=False, indent=1))
    else:
        click.echo(findings_text(findings, language))
    return int(any(finding.severity == "error" for finding in findings))


@perfkit.command()
@_options
@click.argument("code")
def explain(path: Path, code: str, address: str | None, folders: tuple[Path, ...], language: Language) -> int:
    """解释一个项目的每个数 / explain every figure of one project."""
    with Bar(language) as bar:
        _, evaluation = _evaluated(path, address, folders, language, bar)
    click.echo(evaluation[code].explain(language))
    return 0


@perfkit.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh")
def verify(folder: Path, language: Language) -> int:
    """核对报告是否被改动 / say whether documents were changed since they were written."""
    faults = Kit(language, installed=False).verify(folder)
    for fault in faults:
        click.echo(fault.worded(language))
    if not faults:
        click.echo(say("cli.verified", language, folder=folder))
    return int(bool(faults))
