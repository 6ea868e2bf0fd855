"""The command for authors of plugins: is this plugin ready to be handed on."""

from __future__ import annotations

from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS, sound_kit
from perfkit.wording import Language

DIR = """\b
DIR  插件文件夹（内有 perfkit.toml），或插件包的文件夹（内有 pyproject.toml）
     a plugin folder with perfkit.toml, or the folder of a package with pyproject.toml"""


@click.command("test", epilog=DIR, short_help="插件是否就绪（否则退出码 1）/ is a plugin ready (else status 1)")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@LANGUAGE
@PLUGINS
@FORMAT
def test(folder: Path, folders: tuple[Path, ...], language: Language, form: Form) -> int:
    """插件是否就绪：证明指标体系，核对案例，试印模板和表格 / is a plugin ready: sets, cases, templates and forms."""
    found = sound_kit(language, folders).test(folder)
    tell(found, language, form)
    return int(not found.ready)
