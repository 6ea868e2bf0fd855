"""``perfkit form``: the form of a set as a workbook, blank or part-filled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS, STAGE, sound_kit
from perfkit.wording import Language

SET_AND_PATH = """\b
SET   指标体系，如 cn.mof.self-evaluation@2020；不写 @ 后面的版本，就列出有哪些
      the indicator set
PATH  资料文件夹，或一个项目的 .toml 文件；不写就是空白表
      the facts; without them a blank form"""


@click.command(
    "form", epilog=SET_AND_PATH, short_help="写出自评表（Excel），空白的或已填一部分 / write the form to fill in"
)
@click.argument("address", metavar="SET")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--to", type=click.Path(path_type=Path), default=Path(), help="文件夹，或 .xlsx 文件 / folder, or .xlsx file."
)
@click.option("--layout", default="", metavar="NAME", help="表样，如 three-columns / another layout of the form.")
@click.option("--overwrite", is_flag=True, help="覆盖已有的表 / replace forms that stand there.")
@STAGE
@LANGUAGE
@PLUGINS
@FORMAT
def form(
    address: str, path: Path | None, stage: str, folders: tuple[Path, ...], language: Language, form: Form, **how: Any
) -> int:
    """写出自评表（Excel），空白的或已填一部分 / write the form of a set as a workbook, blank or part-filled."""
    kit = sound_kit(language, folders)
    facts = None if path is None else kit.read(path, indicator_set=address, stage=stage)
    tell(kit.form(address, facts, **how), language, form)
    return 0
