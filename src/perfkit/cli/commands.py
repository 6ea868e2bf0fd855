"""The commands. Each parses its arguments, calls the kit and prints what came back."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from perfkit.cli.formula import formula
from perfkit.cli.options import LANGUAGE, PLUGINS, SET, say_left_out, sound_kit
from perfkit.cli.progress import Bar
from perfkit.cli.subject import explained
from perfkit.cli.summary import findings_text, sarif, summary
from perfkit.cli.table import projects_table
from perfkit.cli.usage import Commands, OneOf
from perfkit.kit import Kit
from perfkit.scoring import Evaluation, finding_record, record, trace
from perfkit.wording import Language, say

F = TypeVar("F", bound=Callable[..., Any])

PATH = """\b
PATH  资料文件夹（内有 portfolio.toml），或一个项目的 .toml 文件
      the folder with portfolio.toml, or the .toml file of one project"""

CODE = """\b
CODE  项目的编码或名称，或项目分组的 key 或名称
      code or name of a project, or key or name of a group of projects"""

FOLDER = """\b
FOLDER  报告所在的文件夹，内有 manifest.json
        the folder of documents, with manifest.json"""


def _options(command: F) -> F:
    """The options that every command with facts shares."""
    for option in (
        LANGUAGE,
        PLUGINS,
        SET,
    ):
        command = option(command)
    return click.argument("path", type=click.Path(path_type=Path))(command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="perfkit", prog_name="perfkit")
@LANGUAGE
def perfkit(language: Language) -> None:
    """预算项目支出绩效评价：打分、核查、出报告 / scores, checks and reports budget projects."""


def _evaluated(
    path: Path, address: str | None, folders: tuple[Path, ...], language: Language, bar: Bar
) -> tuple[Kit, Evaluation]:
    bar("step.load", 0, 2)
    kit = sound_kit(language, folders)
    bar("step.read", 1, 2)
    evaluation = kit.evaluate(kit.read(path), indicator_set=address, progress=bar)
    say_left_out(kit)
    return kit, evaluation


@perfkit.command(epilog=PATH, short_help="写出报告（HTML 与 Word）/ write the report (HTML and Word)")
@_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="输出文件夹 / output folder.",
)
@click.option("--force", is_flag=True, help="覆盖被人改过的文件 / replace files that somebody changed.")
def report(
    path: Path, address: str | None, folders: tuple[Path, ...], language: Language, out: Path, *, force: bool
) -> int:
    """写出报告（HTML 与 Word）/ write the report (HTML and Word)."""
    with Bar(language) as bar:
        kit, evaluation = _evaluated(path, address, folders, language, bar)
        written = kit.report(evaluation, out, overwrite=force, progress=bar)
    click.echo(summary(evaluation, kit.check(evaluation), language))
    for file in written:
        click.echo(str(file))
    if written.missing:
        click.echo(say("cli.missing-texts", language, sections=written.missing), err=True)
    return 0


@perfkit.command(epilog=PATH, short_help="打分 / score")
@_options
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
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
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(projects_table(evaluation, language, width) + "\n")
        click.echo(summary(evaluation, findings, language))
    return 0


@perfkit.command(epilog=PATH, short_help="核查：有错误时退出码为 1 / check: exit status 1 if there are errors")
@_options
@click.option("--format", "form", type=OneOf(["text", "json", "sarif"]), default="text", show_default=True)
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


@perfkit.command(
    epilog=f"{PATH}\n\n{CODE}",
    short_help="解释一个项目或分组的每个数 / explain every figure of a project or group",
)
@_options
@click.argument("code")
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
def explain(
    path: Path,
    code: str,
    address: str | None,
    folders: tuple[Path, ...],
    language: Language,
    form: Literal["text", "json"],
) -> int:
    """解释一个项目或分组的每个数 / explain every figure of a project or group."""
    with Bar(language) as bar:
        _, evaluation = _evaluated(path, address, folders, language, bar)
    if form == "json":
        click.echo(json.dumps(trace(evaluation, code, language), ensure_ascii=False, indent=1))
    else:
        click.echo(explained(evaluation, code, language))
    return 0


@perfkit.command(epilog=FOLDER, short_help="核对报告是否被改动 / say whether documents were changed")
@click.argument("folder", type=click.Path(path_type=Path))
@LANGUAGE
def verify(folder: Path, language: Language) -> int:
    """核对报告是否被改动 / say whether documents were changed since they were written."""
    faults = Kit(language, installed=False).verify(folder)
    for fault in faults:
        click.echo(fault.worded(language))
    if not faults:
        click.echo(say("cli.verified", language, folder=folder))
    return int(bool(faults))


@perfkit.command(epilog=f"{FOLDER}\n\n{PATH}", short_help="重算一次，看是否与原来一致 / run again and compare")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("path", type=click.Path(path_type=Path))
@LANGUAGE
@PLUGINS
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
def replay(
    folder: Path, path: Path, folders: tuple[Path, ...], language: Language, form: Literal["text", "json"]
) -> int:
    """用资料重算一次，看是否与文件夹里的报告一致 / run what made the documents again, and compare."""
    replayed = sound_kit(language, folders).replay(folder, path)
    if form == "json":
        click.echo(json.dumps(replayed.record(language), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(replayed.worded(language)))
    return int(not replayed.same)


perfkit.add_command(formula)
