"""``perfkit schema``: the JSON Schema of the records that perfkit reads."""

from __future__ import annotations

import json

import click

from perfkit.cli.options import LANGUAGE
from perfkit.cli.usage import OneOf
from perfkit.kit import Kit
from perfkit.wording import Language

NAME = """\b
NAME  project 单个项目，portfolio 一个单位一年的全部项目
      a project by itself, or the projects of a unit in one year"""


@click.command("schema", epilog=NAME, short_help="印出 JSON 记录的格式 / print the JSON Schema of records")
@click.argument("name", type=OneOf(["project", "portfolio"]), default="project")
@LANGUAGE
def schema(name: str, language: Language) -> int:
    """印出 JSON 记录的格式（JSON Schema）/ print the JSON Schema of records."""
    click.echo(json.dumps(Kit(language, installed=False).json_schema(name), ensure_ascii=False, indent=1))
    return 0
