"""What commands with facts share: their argument and options, and the evaluation they ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from perfkit.cli.options import LANGUAGE, PLUGINS, SET, say_left_out, sound_kit
from perfkit.cli.progress import Bar
from perfkit.errors import Fault
from perfkit.kit import Kit
from perfkit.scoring import Evaluation
from perfkit.wording import Language

F = TypeVar("F", bound=Callable[..., Any])

PATH = """\b
PATH  资料文件夹（内有 portfolio.toml），或一个项目的 .toml 文件
      the folder with portfolio.toml, or the .toml file of one project"""

FOLDER = """\b
FOLDER  报告所在的文件夹，内有 manifest.json
        the folder of documents, with manifest.json"""


def facts_options(command: F) -> F:
    """The options that every command with facts shares."""
    for option in (
        LANGUAGE,
        PLUGINS,
        SET,
    ):
        command = option(command)
    return click.argument("path", type=click.Path(path_type=Path))(command)


def _tell(language: Language) -> Callable[[Fault], None]:
    """Say on the error stream what went wrong beside an evaluation."""
    return lambda fault: click.echo(fault.worded(language), err=True)


def evaluated(
    path: Path, address: str | None, folders: tuple[Path, ...], language: Language, bar: Bar
) -> tuple[Kit, Evaluation]:
    """The facts at ``path`` read and scored under the set that is asked for, and the kit that did it."""
    bar("step.load", 0, 2)
    kit = sound_kit(language, folders)
    bar("step.read", 1, 2)
    portfolio = kit.read(path, indicator_set=address)
    evaluation = kit.evaluate(portfolio, indicator_set=address, progress=bar, on_fault=_tell(language))
    say_left_out(kit)
    return kit, evaluation
