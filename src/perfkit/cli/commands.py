"""The commands. Each parses its arguments, calls the kit and prints what came back."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Literal

import click

from perfkit.cli.answers import compare, explain, replay, standing
from perfkit.cli.author import new, pack
from perfkit.cli.collect import collect
from perfkit.cli.doctor import doctor
from perfkit.cli.facts import FOLDER, PATH, Asked, facts_options
from perfkit.cli.form import form
from perfkit.cli.formula import formula
from perfkit.cli.indicators import indicators
from perfkit.cli.life import life
from perfkit.cli.options import LANGUAGE, OUT
from perfkit.cli.plugins import diff, plugins
from perfkit.cli.progress import Bar
from perfkit.cli.rollover import rollover
from perfkit.cli.schema import schema
from perfkit.cli.summary import findings_text, sarif, summary
from perfkit.cli.table import projects_table
from perfkit.cli.test import test
from perfkit.cli.usage import Commands, OneOf
from perfkit.cli.values import values
from perfkit.jobs import FORMATS
from perfkit.kit import Kit
from perfkit.scoring import finding_record, record
from perfkit.wording import Language, say

FORMATS_HELP = """\b
html、word、excel（工作底稿），或插件的格式（插件编号:名称），可写多次；不写就是 html 和 word
html, word, excel (the working paper), or one of a plugin (plugin id:name), may be repeated; without it html and word"""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="perfkit", prog_name="perfkit")
@LANGUAGE
def perfkit(language: Language) -> None:
    """预算项目支出绩效评价：打分、核查、出报告 / scores, checks and reports budget projects."""


@perfkit.command(epilog=PATH, short_help="写出报告（HTML 与 Word）/ write the report (HTML and Word)")
@facts_options
@OUT
@click.option("--format", "formats", multiple=True, metavar="NAME", help=FORMATS_HELP)
@click.option("--force", is_flag=True, help="覆盖被人改过的文件 / replace files that somebody changed.")
@click.option("--public", is_flag=True, help="公开版：遮盖电话、证件号、邮箱和人名 / cover what is personal.")
def report(asked: Asked, out: Path, formats: tuple[str, ...], *, force: bool, public: bool) -> int:
    """写出报告（HTML 与 Word）/ write the report (HTML and Word)."""
    language = asked.language
    with Bar(language) as bar:
        kit, evaluation = asked.evaluated(bar)
        written = kit.report(evaluation, out, formats=formats or FORMATS, overwrite=force, public=public, progress=bar)
    click.echo(summary(evaluation, kit.check(evaluation), language))
    for file in written:
        click.echo(str(file))
    if written.missing:
        click.echo(say("cli.missing-texts", language, sections=written.missing), err=True)
    if written.covered is not None:
        click.echo(say("cli.covered", language, count=written.covered), err=True)
    return 0


@perfkit.command(epilog=PATH, short_help="打分 / score")
@facts_options
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
def evaluate(asked: Asked, form: Literal["text", "json"]) -> int:
    """打分 / score."""
    language = asked.language
    with Bar(language) as bar:
        kit, evaluation = asked.evaluated(bar)
    findings = kit.check(evaluation)
    if form == "json":
        click.echo(json.dumps(record(evaluation, findings, language), ensure_ascii=False, indent=1))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(projects_table(evaluation, language, width) + "\n")
        click.echo(summary(evaluation, findings, language))
    return 0


@perfkit.command(epilog=PATH, short_help="核查：有错误时退出码为 1 / check: exit status 1 if there are errors")
@facts_options
@click.option("--format", "form", type=OneOf(["text", "json", "sarif"]), default="text", show_default=True)
def check(asked: Asked, form: Literal["text", "json", "sarif"]) -> int:
    """核查：有错误时退出码为 1 / check: exit status 1 if there are errors."""
    language = asked.language
    with Bar(language) as bar:
        kit, evaluation = asked.evaluated(bar)
    findings = kit.check(evaluation)
    if form == "json":
        found = {"findings": [finding_record(finding, language) for finding in findings]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif form == "sarif":
        click.echo(json.dumps(sarif(findings, language), ensure_ascii=False, indent=1))
    else:
        click.echo(findings_text(findings, language))
    return int(any(finding.severity == "error" for finding in findings))


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


for command in (
    collect, explain, life, compare, standing, replay, plugins, diff, indicators, test, rollover, doctor, new, pack,
    form, formula, values, schema,
):  # fmt: skip
    perfkit.add_command(command)
