"""The command that tells the whole life of a project."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS, sound_kit
from perfkit.wording import Language

FOLDER = """\b
FOLDER  一个项目的全过程文件夹，内有 project.toml 和 stages
        the folder of the life of one project, with project.toml and stages"""


@click.command(
    "life", epilog=FOLDER, short_help="一个项目的全过程：各环节的结果和期限 / all stages of a project, and its clocks"
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="看到哪一天；不写就是最后一个环节那天 / as known on that day; by default that of the last stage.",
)
@LANGUAGE
@PLUGINS
@FORMAT
def life(folder: Path, on: datetime.datetime | None, folders: tuple[Path, ...], language: Language, form: Form) -> int:
    """一个项目的全过程：各环节的结果、后果、期限、问题和措施 / every stage, what follows, deadlines, measures."""
    tell(sound_kit(language, folders).life(folder, on=None if on is None else on.date()), language, form)
    return 0
