"""The catalogue of bad inputs: what a row is, and the good project that each row spoils in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from attrs import field, frozen

FILE = "project.toml"

GOOD = """\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[project]
code = "360722238888030005182"
name = "园区基础设施建设"
year = 2023
unit = "高新区管委会"
department = "县人民政府"
period = { start = 2023-01-01, end = 2023-12-31 }

[funding]
unit = "万元"
approved = 14654
initial = 14654
budget = 14654
received = 14654
executed = 14654

[[indicators]]
block = "output"
category = "数量指标"
name = "基础设施项目数"
weight = 20
target = "≥5项"
actual = 6

[[indicators]]
block = "output"
category = "质量指标"
name = "验收合格率"
weight = 20
target = "≥95%"
actual = "96%"

[[indicators]]
block = "output"
category = "成本指标"
name = "单位成本"
weight = 10
target = "≤30万元"
actual = "28万元"

[[indicators]]
block = "benefit"
category = "社会效益指标"
name = "带动就业人数"
weight = 15
target = "≥200人"
actual = "210人"

[[indicators]]
block = "benefit"
category = "可持续影响指标"
name = "管护机制"
weight = 15
target = "建立长效管护机制"
actual = "已建立"
judged = "100%"

[[indicators]]
block = "satisfaction"
category = "服务对象满意度指标"
name = "企业满意度"
weight = 10
target = "≥90%"
actual = "93%"
"""

SET = """\
id = "cn.test.local"
edition = "1"
title = { zh = "试验", en = "test" }
fiscal-years = { from = 2020 }
extends = "cn.mof.self-evaluation@2020"
"""

PLUGIN = """\
id = "cn.test"
version = "1"
title = { zh = "试验", en = "test" }
"""

Verdict = Literal["E", "W", "A"]
"""refused · accepted with a remark · accepted without a word."""

Build = Callable[[Path], Path]
"""Writes the bad files into an empty folder and gives the path to be read."""


@frozen
class Row:
    """One row of the catalogue.

    Attributes:
        id: as in the catalogue.
        verdict: see :data:`Verdict`.
        build: see :data:`Build`.
        codes: every code that is reported, and no other.
        key: path of the key at which the first of them stands.
        line: a text that stands in the line it names, or the number of the line; empty where there is no line.
        file: the file it names.
        judging: True if files and facts are in order and only the indicator set can tell that something is wrong.
        unprivileged: True if the row means nothing to an administrator.
    """

    id: str
    verdict: Verdict
    build: Build
    codes: tuple[str, ...] = ()
    key: str = ""
    line: str | int = ""
    file: str = FILE
    judging: bool = False
    unprivileged: bool = False


def text(content: str, name: str = FILE) -> Build:
    """A project file with this content."""
    return raw(content.encode(), name)


def raw(content: bytes, name: str = FILE) -> Build:
    """A project file of these bytes."""

    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return build


def change(*pairs: tuple[str, str], name: str = FILE) -> Build:
    """The good project with texts replaced; each must be there exactly where it is meant: its first place counts."""
    content = GOOD
    for old, new in pairs:
        if old not in content:
            raise ValueError(f"the good project does not hold {old!r}")
        content = content.replace(old, new, 1)
    return text(content, name)


def target(new: str) -> Build:
    """The good project with another target in its second indicator."""
    return change(('target = "≥95%"', f"target = {new}"))


def weight(new: str) -> Build:
    """The good project with another weight in its third indicator."""
    return change(("weight = 10\n", f"weight = {new}\n"))


def after(line: str, new: str) -> Build:
    """The good project with one more line behind ``line``."""
    return change((line + "\n", f"{line}\n{new}\n"))


def files(entries: Mapping[str, str | bytes], read: str = ".") -> Build:
    """A folder with these files; ``read`` is the one to be read, or the folder itself."""

    def build(folder: Path) -> Path:
        for name, content in entries.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder / read

    return build


def with_set(content: str, address: str = "cn.test.local@1", **more: str) -> Build:
    """The good project under a set of its own, in a plugin folder beside it."""
    named = GOOD.replace("cn.mof.self-evaluation@2020", address, 1)
    plugin = {"perfkit.toml": PLUGIN, "indicator-sets/one.toml": content} | {
        f"indicator-sets/{name}.toml": other for name, other in more.items()
    }
    project = named.replace("\n\n[project]", '\nplugins = ["plugin"]\n\n[project]', 1)
    return files({FILE: project, **{f"plugin/{name}": body for name, body in plugin.items()}}, FILE)


@frozen
class Deviation:
    """A row that this design decides otherwise: what happens instead, and why."""

    id: str
    instead: str = field()
    reason: str = field()
