"""``perfkit doctor``: whether everything is there that a user needs."""

from __future__ import annotations

from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS
from perfkit.kit import Kit
from perfkit.wording import Language


@click.command("doctor", short_help="检查安装、系统和插件 / look whether everything needed is there")
@LANGUAGE
@PLUGINS
@FORMAT
def doctor(folders: tuple[Path, ...], language: Language, form: Form) -> int:
    """检查安装、系统和插件：缺什么，怎么补 / look whether everything needed is there, and how to mend it."""
    found = Kit(language, folders).doctor()
    tell(found, language, form)
    return int(not found.sound)
