"""``perfkit rollover``: what a new fiscal year changes and breaks for a set."""

from __future__ import annotations

from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS, sound_kit
from perfkit.wording import Language

SET = """\b
SET  指标体系，写成 id@edition
     the set, written as id@edition"""


@click.command(
    "rollover", epilog=SET, short_help="到了新年度，体系要改什么、坏什么 / what a new year changes and breaks for a set"
)
@click.argument("address", metavar="SET")
@click.option("--to", "year", type=int, required=True, metavar="YEAR", help="财政年度 / fiscal year.")
@click.option("--write", is_flag=True, help="在旧文件旁边写出新一版 / write the next edition beside the old file.")
@LANGUAGE
@PLUGINS
@FORMAT
def rollover(address: str, year: int, folders: tuple[Path, ...], language: Language, form: Form, *, write: bool) -> int:
    """到了新年度，指标体系要改什么、坏什么 / what a new fiscal year changes and breaks for a set.

    有要改正的，退出码为 1 / exit status 1 if something has to be mended.
    """
    found = sound_kit(language, folders).rollover(address, to=year, write=write)
    tell(found, language, form)
    return int(found.breaks)
