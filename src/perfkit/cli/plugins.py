"""The commands that ask about plugins and sets: what is installed, and what one set says otherwise than another."""

from __future__ import annotations

from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS, sound_kit
from perfkit.kit import Kit
from perfkit.wording import Language


@click.command("plugins", short_help="装了哪些插件，各加了什么、改了什么 / what is installed, what it adds and changes")
@LANGUAGE
@PLUGINS
@FORMAT
def plugins(folders: tuple[Path, ...], language: Language, form: Form) -> int:
    """装了哪些插件，各加了什么、改了什么 / what is installed, and what each plugin adds and changes."""
    found = Kit(language, folders).plugins()
    tell(found, language, form)
    return int(bool(found.faults) or any(plugin.faults for plugin in found.plugins))


ADDRESS = """\b
BEFORE, AFTER  指标体系，写成 id@edition
               sets, written as id@edition"""


@click.command("diff", epilog=ADDRESS, short_help="一个指标体系比另一个改了什么 / what one set changes about another")
@click.argument("before")
@click.argument("after")
@LANGUAGE
@PLUGINS
@FORMAT
def diff(before: str, after: str, folders: tuple[Path, ...], language: Language, form: Form) -> int:
    """一个指标体系比另一个改了什么，为什么 / what one set says otherwise than another, and why.

    违反必须遵守的约束时退出码为 1 / exit status 1 if a binding constraint is broken.
    """
    found = sound_kit(language, folders).diff(before, after)
    tell(found, language, form)
    return int(found.broken)
