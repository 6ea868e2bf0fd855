"""``perfkit indicators``: the indicator library looked through."""

from __future__ import annotations

from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS, SET, sound_kit
from perfkit.cli.table import aligned
from perfkit.wording import Language

TEXT = """\b
TEXT  代码、名称或别名里的字
      words in a code, a name or an alias"""


@click.command(
    "indicators", epilog=TEXT, short_help="查指标库：代码、单位、方向、来源 / look through the indicator library"
)
@click.argument("text", default="")
@click.option("--sector", default="", metavar="领域", help="如 道路、教育 / such as roads.")
@click.option("--type", default="", metavar="支出类型", help="如 补助、设备 / such as subsidy.")
@click.option("--block", default="", metavar="类别", help="如 产出、output / such as output.")
@click.option("--unit", default="", metavar="单位", help="如 公里、% / such as %.")
@click.option("--suggest", default="", metavar="名称", help="名称最像的指标 / those with a name most like it.")
@SET
@LANGUAGE
@PLUGINS
@FORMAT
def indicators(address: str | None, folders: tuple[Path, ...], language: Language, form: Form, **wanted: str) -> int:
    """查指标库；不带条件时列出有多少 / look through the indicator library; without a question a summary."""
    found = sound_kit(language, folders).indicators(**wanted, indicator_set=address)
    if form == "text" and found.asked and found.indicators:
        click.echo("\n".join([*aligned(list(found.rows(language))), "", *found.notes(language)]))
    else:
        tell(found, language, form)
    return 0
