"""The commands of whoever makes a plugin: a new one, and a package of one."""

from __future__ import annotations

from pathlib import Path

import click

from perfkit.cli.answers import FORMAT, Form, tell
from perfkit.cli.options import LANGUAGE, PLUGINS, sound_kit
from perfkit.wording import Language

NAME = """\b
NAME  文件夹的名称，也可以是路径；里面还什么都没有
      the folder that will be made, a name or a path"""


@click.command("new", epilog=NAME, short_help="新建县级插件，写好就能用 / a new county plugin that already works")
@click.argument("name")
@click.option("--extends", default="", metavar="ID@EDITION", help="在哪个指标体系上调整 / the set to amend.")
@click.option("--to", type=click.Path(path_type=Path), default=Path(), help="放在哪个文件夹里 / where to make it.")
@click.option("--id", "plugin", default="", help="插件的标识，如 cn.jx.xinfeng / id of the plugin.")
@LANGUAGE
@PLUGINS
@FORMAT
def new(
    name: str, extends: str, to: Path, plugin: str, folders: tuple[Path, ...], language: Language, form: Form
) -> int:
    """新建县级插件，写好就能用 / a new county plugin: a folder of data that already works."""
    kit = sound_kit(language, folders)
    tell(kit.new(name, extends=extends, to=to, plugin=plugin), language, form)
    return 0


FOLDER = """\b
FOLDER  插件文件夹，内有 perfkit.toml
        the folder of the plugin, with perfkit.toml"""


@click.command("pack", epilog=FOLDER, short_help="把插件文件夹装成安装包 / a plugin folder becomes a package")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), help="安装包的文件夹 / folder of the package.  [perfkit-ID]")
@LANGUAGE
@PLUGINS
@FORMAT
def pack(folder: Path, to: Path | None, folders: tuple[Path, ...], language: Language, form: Form) -> int:
    """把插件文件夹装成安装包，文件一字不改 / a plugin folder becomes a package; no file is changed."""
    tell(sound_kit(language, folders).pack(folder, to), language, form)
    return 0
