"""Writes the pages that follow from the program: ``python docs/generate.py``. A test says when one is stale."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import hook_pages
import library_page
import manifest_page
import places_page
import rule_pages
import testing_page
import tomli
import value_pages

from perfkit.formats import SchemaName, json_schema
from perfkit.reports.reference import reference
from perfkit.wording import Language

DOCS = Path(__file__).parent

SUBJECTS = {
    "files": ("文件和文件夹", "files and folders"),
    "office": ("Office 文件", "Office files"),
    "sheets": ("表格文件", "files of sheets"),
    "toml": ("TOML 的写法", "TOML"),
    "facts": ("事实", "facts"),
    "records": ("JSON 和数据库的记录", "records of JSON and of databases"),
    "stages": ("环节", "stages"),
    "use": ("结果应用", "use of results"),
    "collect": ("收表", "collecting forms"),
    "values": ("指标值和完成值", "targets and actuals"),
    "life": ("项目的全过程", "the life of a project"),
    "model": ("数和对象", "numbers and objects"),
    "formula": ("算式和规则", "formulas and rules"),
    "sets": ("指标体系和插件", "indicator sets and plugins"),
    "layouts": ("填报表的版式", "layouts of forms"),
    "filled": ("填好的表", "filled-in forms"),
    "plugin-folder": ("插件文件夹", "plugin folders"),
    "amendments": ("调整", "amendments"),
    "constraints": ("结构约束", "shape constraints"),
    "rollover": ("换年度", "a new fiscal year"),
    "hooks": ("插件的钩子", "hooks of plugins"),
    "bounds": ("可能的得分", "possible points"),
    "findings": ("核查问题", "findings"),
    "papers": ("底稿", "working papers"),
    "paper-book": ("底稿工作簿", "the working paper as a workbook"),
    "lost": ("失分", "lost points"),
    "library": ("指标库", "the indicator library"),
    "evidence": ("佐证资料", "evidence"),
    "strength": ("佐证的强弱", "strength of evidence"),
    "further": ("补充信息", "further facts of a form"),
    "fillin": ("要填的表", "forms to fill in"),
    "workbook": ("工作簿", "workbooks"),
    "report": ("报告和模板", "reports and templates"),
    "answers": ("问一问结果", "questions to a result"),
    "margin": ("等级的余地", "the margin of a grade"),
    "changes": ("改一处", "single changes"),
    "robustness": ("换一种做法", "other ways of scoring"),
    "diff": ("两个指标体系差在哪里", "what two sets say otherwise"),
    "cases": ("案例", "worked examples"),
    "conformance": ("插件是否就绪", "whether a plugin is ready"),
    "testing": ("测试", "tests of plugins"),
    "new": ("新建插件", "a new plugin"),
    "pack": ("装成安装包", "a plugin becomes a package"),
    "installed": ("装了哪些插件", "what is installed"),
    "doctor": ("检查安装", "looking whether all is there"),
    "jobs": ("要求和写出", "what is asked for and written"),
    "compare": ("比较两次评价", "comparing evaluations"),
    "side": ("填报、计算和复核", "what is stated, computed and reviewed"),
    "raters": ("评委打分", "raters"),
    "provenance": ("出处", "provenance"),
    "replay": ("重算", "running again"),
    "effective": ("实际分值", "effective weights"),
    "standing": ("项目集和同类项目", "portfolios and peers"),
    "weighting": ("权重的确定方法", "weights by method"),
    "tried": ("试规则", "trying rules"),
    "cli": ("命令行", "the command line"),
}
"""Titles of the files in ``messages/``; a file that is not named here comes last, under its own name."""

HEAD = """# 代码表 · Codes

本页由程序从 `src/perfkit/messages/` 生成。每条错误和核查问题的末尾都有方括号里的代码，例如 `[score.impossible]`。
在本页可以查到。代码不变，句子可能改进。花括号里是当时的数和名称。程序自身的错误印作 `[internal]`，退出码为 70。

This page is written from `src/perfkit/messages/`. Each error and each finding ends with its code in brackets, such as
`[score.impossible]`; look for it here. Codes stay, sentences may improve. Names in braces stand for the figures and
names at hand. A mistake of the program itself is printed as `[internal]`, with exit status 70.
"""


def tables() -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]:
    """The entries of each file in ``messages/`` by the stem of its name, in the order in which they stand."""
    folder = files("perfkit").joinpath("messages")
    found = {
        entry.name: tomli.loads(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if _is_table(entry.name)
    }
    stems = [*SUBJECTS, *sorted({name.removesuffix(".toml") for name in found} - set(SUBJECTS))]
    return {stem: found[f"{stem}.toml"] for stem in stems if f"{stem}.toml" in found}


def _is_table(name: str) -> bool:
    return name.endswith(".toml")


def codes() -> str:
    """The page ``docs/reference/codes.md``: every code that a person can meet, with its sentences."""
    return HEAD + "".join(_section(stem, entries) for stem, entries in tables().items())


def _section(stem: str, entries: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    met = {code: entry for code, entry in entries.items() if "found" in entry}
    if not met:
        return ""
    lines = ["", f"## {' · '.join(SUBJECTS.get(stem, (stem,)))}", "", "| 代码 code | 中文 | English |", "|---|---|---|"]
    lines += [f"| `{code}` | {_cell(met[code], 'zh')} | {_cell(met[code], 'en')} |" for code in sorted(met)]
    return "\n".join(lines) + "\n"


def _cell(entry: Mapping[str, Mapping[str, str]], language: str) -> str:
    """What was found; what was expected; how to mend it: each on a line of its own."""
    return "<br>".join(_said(sentence) for sentence in _sentences(entry, language))


def _sentences(entry: Mapping[str, Mapping[str, str]], language: str) -> Iterator[str]:
    for part in ("found", "expected", "hint"):
        if part in entry:
            yield entry[part][language]


def _said(sentence: str) -> str:
    """A sentence inside a table cell of Markdown."""
    sentence = sentence.replace("{{", "{").replace("}}", "}")
    for sign, instead in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "\\|"), ("*", "\\*"), ("`", "\\`")):
        sentence = sentence.replace(sign, instead)
    return " ".join(sentence.split())


RULES_BELOW = "<!-- docs/generate.py -->\n"
"""Behind this line a page of rules is written anew; what stands before it is written by hand."""


def rules(language: Language) -> str:
    """The page ``how-to/rules.md``: what is written by hand, then every national rule in words."""
    written, mark, _ = _rules_path(language).read_text(encoding="utf-8").partition(RULES_BELOW)
    if not mark:
        raise SystemExit(f"{_rules_path(language)}: no line {RULES_BELOW}")
    return written + mark + rule_pages.pages(language)


def _rules_path(language: Language) -> Path:
    return DOCS / language / "how-to" / "rules.md"


def values(language: Language) -> str:
    """The page ``explanation/values.md``: what is written by hand, then the tables of spellings."""
    path = DOCS / language / "explanation" / "values.md"
    written, mark, _ = path.read_text(encoding="utf-8").partition(RULES_BELOW)
    if not mark:
        raise SystemExit(f"{path}: no line {RULES_BELOW}")
    return written + mark + value_pages.tables(language)


def places(language: Language) -> str:
    """The page ``explanation/places.md``: what is written by hand, then what each place changes."""
    written, mark, _ = (
        (DOCS / language / "explanation" / "places.md").read_text(encoding="utf-8").partition(RULES_BELOW)
    )
    return written + mark + places_page.pages(language)


TRACE = DOCS / "reference" / "trace.md"

_SIDES = re.compile(r"(?P<en>.*?) (?P<zh>[^ ]*[\u4e00-\u9fff].*)", re.S)
"""A description in the schema: English, then Chinese."""


def trace() -> str:
    """The page ``reference/trace.md``: what is written by hand, then every key of the schema."""
    written, mark, _ = TRACE.read_text(encoding="utf-8").partition(RULES_BELOW)
    schema = json.loads(TRACE.with_suffix(".schema.json").read_text(encoding="utf-8"))
    return written + mark + "".join(_object_rows(name, part) for name, part in schema["$defs"].items())


def _object_rows(name: str, part: Mapping[str, Any]) -> str:
    """The table of one object of the schema, and of those that stand inside its lists."""
    if "properties" not in part:
        return ""
    lines = [
        "",
        f"### `{name}`",
        "",
        f"{part['description'].capitalize()}.",
        "",
        "| 键 key | 意思 | meaning |",
        "|---|---|---|",
    ]
    inner = ""
    for key, value in part["properties"].items():
        sides = _SIDES.fullmatch(value["description"])
        if sides is None:
            raise SystemExit(f"{name}.{key}: the description is not in both languages")
        lines.append(f"| `{key}` | {_said(sides['zh'])} | {_said(sides['en'])} |")
        if "properties" in value.get("items", {}):
            inner += _object_rows(f"{name}.{key}[]", value["items"])
    return "\n".join(lines) + "\n" + inner


def schema(name: SchemaName) -> str:
    """The file ``reference/NAME.schema.json``."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=1) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "reference/codes.md": codes,
    "reference/manifest.md": manifest_page.page,
    "reference/hooks.md": hook_pages.page,
    "reference/report-context.md": reference,
    "reference/testing.md": testing_page.page,
    "reference/indicators.md": library_page.page,
    "reference/trace.md": trace,
    "reference/project.schema.json": lambda: schema("project"),
    "reference/portfolio.schema.json": lambda: schema("portfolio"),
    "zh/explanation/places.md": lambda: places("zh"),
    "en/explanation/places.md": lambda: places("en"),
    "zh/how-to/rules.md": lambda: rules("zh"),
    "en/how-to/rules.md": lambda: rules("en"),
    "zh/explanation/values.md": lambda: values("zh"),
    "en/explanation/values.md": lambda: values("en"),
}


def main() -> int:
    """Write every page; with ``--check`` only say which are stale."""
    stale = [name for name, page in PAGES.items() if not _is_current(name, page())]
    if "--check" in sys.argv[1:]:
        sys.stdout.write("".join(f"stale: docs/{name}\n" for name in stale))
        return int(bool(stale))
    for name in stale:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


def _is_current(name: str, text: str) -> bool:
    path = DOCS / name
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
