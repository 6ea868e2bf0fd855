"""The command that reads a folder of filled-in forms."""

from __future__ import annotations

import os
from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, OUT, PLUGINS, SET, say_left_out, sound_kit
from perfkit.cli.progress import Bar
from perfkit.wording import Language

FOLDER = """\b
FOLDER  放着填好的表的文件夹，下级文件夹也读
        the folder of filled-in forms; folders in it are read as well"""


@click.command("collect", epilog=FOLDER, short_help="收表：一个文件夹的表逐一打分 / score a folder of forms")
@click.argument("folder", type=click.Path(path_type=Path))
@OUT
@click.option("--workers", type=click.IntRange(min=1), help="同时读几个，默认同处理器数 / how many at once.")
@SET
@LANGUAGE
@PLUGINS
@FORMAT
def collect(
    folder: Path,
    out: Path,
    workers: int | None,
    address: str | None,
    folders: tuple[Path, ...],
    language: Language,
    form: Form,
) -> int:
    """收表：一个文件夹的表逐一读取、打分，坏的指出来，中断了可以接着做 / read and score a folder of forms.

    有读不了的表时退出码为 1 / a run that was stopped goes on; exit status 1 if some forms could not be read.
    """
    with Bar(language) as bar:
        kit = sound_kit(language, folders)
        found = kit.collect(
            folder, out, indicator_set=address or "", workers=workers or os.cpu_count() or 1, progress=bar
        )
    say_left_out(kit)
    tell(found, language, form)
    return int(bool(found.bad))
