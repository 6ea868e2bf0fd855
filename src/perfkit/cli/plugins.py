"""``perfkit plugins``: what is installed, what each plugin adds, and what of others it stands for."""

from __future__ import annotations

from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS
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
