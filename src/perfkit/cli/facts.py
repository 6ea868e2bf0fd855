"""What commands with facts share: their argument and options, and the evaluation they ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from attrs import frozen

from perfkit.cli.options import LANGUAGE, PLUGINS, SET, STAGE, say_left_out, sound_kit
from perfkit.cli.progress import Bar
from perfkit.errors import Fault
from perfkit.kit import Kit
from perfkit.scoring import Evaluation
from perfkit.wording import Language

F = TypeVar("F", bound=Callable[..., Any])

PATH = """\b
PATH  资料文件夹（内有 portfolio.toml 或 project.toml），或一个项目的 .toml 文件
      the folder with portfolio.toml or project.toml, or the .toml file of one project"""

FOLDER = """\b
FOLDER  报告所在的文件夹，内有 manifest.json
        the folder of documents, with manifest.json"""


@frozen
class Asked:
    """The facts that a command was called for: where they are, at which stage, under which set, with which plugins."""

    path: Path
    stage: str
    address: str | None
    folders: tuple[Path, ...]
    language: Language

    def evaluated(self, bar: Bar) -> tuple[Kit, Evaluation]:
        """The facts read and scored under the set that is asked for, and the kit that did it."""
        bar("step.load", 0, 2)
        kit = sound_kit(self.language, self.folders)
        bar("step.read", 1, 2)
        portfolio = kit.read(self.path, indicator_set=self.address, stage=self.stage)
        evaluation = kit.evaluate(portfolio, indicator_set=self.address, progress=bar, on_fault=self._tell)
        say_left_out(kit)
        return kit, evaluation

    def _tell(self, fault: Fault) -> None:
        """Say on the error stream what went wrong beside an evaluation."""
        click.echo(fault.worded(self.language), err=True)


def facts_options(command: F) -> F:
    """The argument and the options that every command with facts shares, handed to it as ``asked``."""

    @wraps(command)
    def collected(
        path: Path, stage: str, address: str | None, folders: tuple[Path, ...], language: Language, **others: Any
    ) -> Any:
        return command(asked=Asked(path, stage, address, folders, language), **others)

    found: Any = collected
    for option in (LANGUAGE, PLUGINS, SET, STAGE):
        found = option(found)
    decorated: F = click.argument("path", type=click.Path(path_type=Path))(found)
    return decorated
