"""Options that several commands share, and the kit they ask for."""

from __future__ import annotations

from pathlib import Path

import click

from perfkit.cli.usage import OneOf
from perfkit.errors import PluginError
from perfkit.kit import Kit
from perfkit.wording import LANGUAGES, Language, say


def _language(ctx: click.Context, param: click.Parameter, value: Language | None) -> Language:
    """The language said after the command, else the one said before it, else Chinese."""
    outer: Language | None = ctx.parent.params.get("language") if ctx.parent else None
    return value or outer or "zh"


LANGUAGE = click.option(
    "--language", type=OneOf(LANGUAGES), callback=_language, help="中文或英文 / Chinese or English."
)
PLUGINS = click.option(
    "--plugins", "folders", type=click.Path(path_type=Path), multiple=True, help="插件文件夹 / plugin folder."
)
STAGE = click.option(
    "--stage", default="", metavar="STAGE", help="项目全过程中的环节，如 monitoring / stage in the life of a project."
)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="输出文件夹 / output folder.",
)
SET = click.option("--set", "address", metavar="ID@EDITION", help="指标体系 / indicator set.")


def sound_kit(language: Language, folders: tuple[Path, ...]) -> Kit:
    """A kit with these folders: what is asked for by name must be sound, unlike a package that is just installed."""
    kit = Kit(language, folders)
    if folders and kit.faults:
        own = tuple(fault for fault in kit.faults if fault not in Kit(language).faults)
        if own:
            raise PluginError(own)
    return kit


def say_left_out(kit: Kit) -> None:
    """Name the plugins that were left out, once that has not stopped the run, which names them itself."""
    for fault in kit.faults:
        click.echo(say("cli.plugin-left-out", kit.language, fault=fault.worded(kit.language)), err=True)
