"""The command that reads targets and actuals, a line each, and prints what they say."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from perfkit.cli.options import LANGUAGE
from perfkit.jobs import MOST_BYTES
from perfkit.kit import Kit
from perfkit.wording import Language

LINES = """\b
FILE  每行一个指标：指标值、制表符、完成值；还可以有单位和指标名称两栏。不写或写 - 就读标准输入
      one indicator a line: target, tab, actual; unit and name may follow. Without it, or with -, the
      standard input is read

\b
例 / example
  printf '≥95%%\\t96.5%%\\n' | perfkit values

\b
退出码：0 每行都读得懂，1 有的行要改，2 命令写得不对
exit status: 0 every line was read, 1 some are to be mended, 2 called wrongly"""


@click.command("values", epilog=LINES, short_help="读指标值和完成值，每行一个 JSON / read targets and actuals")
@click.argument("file", type=click.File("rb"), default="-")
@LANGUAGE
def values(file: BinaryIO, language: Language) -> int:
    """读指标值和完成值，每行印一个 JSON / read targets and actuals, print one JSON object a line."""
    interactive = sys.stdin.isatty() or sys.stdout.isatty()
    in_ascii = (sys.stdout.encoding or "utf-8").lower() not in (
        "utf-8",
        "utf8",
    )  # escapes are JSON too, whatever the terminal can print
    refused = False
    for pair in Kit(language, installed=False).read_values(_lines(file)):
        refused = refused or pair.refused
        sys.stdout.write(json.dumps(pair.record(language), ensure_ascii=in_ascii) + "\n")
        if interactive:
            sys.stdout.flush()
    sys.stdout.flush()
    return int(refused)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long only as much as shows that it is, so that memory stays flat."""
    while line := file.readline(MOST_BYTES + 1):
        yield line
        while not line.endswith(b"\n") and len(line) > MOST_BYTES:
            line = file.readline(MOST_BYTES + 1)
