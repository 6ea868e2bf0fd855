"""The JSON rows of the catalogue, JSON-001 to JSON-163, each with the smallest file that shows it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli
from attrs import evolve

from hostile import catalogue
from hostile.catalogue import Build, Row, raw

FILE, MANY = "project.json", "projects.json"
RECORD: dict[str, Any] = tomli.loads(catalogue.GOOD, parse_float=Decimal)


def written(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1, default=str)


GOOD = written(RECORD)


def text(content: str, name: str = FILE) -> Build:
    """A JSON file with this content."""
    return raw(content.encode("utf-8", "surrogatepass"), name)


def change(*pairs: tuple[str, str], name: str = FILE) -> Build:
    """The good project with texts replaced; each must be there, its first place counts."""
    content = GOOD
    for old, new in pairs:
        if old not in content:
            raise ValueError(f"the good project does not hold {old!r}")
        content = content.replace(old, new, 1)
    return text(content, name)


def edited(edit: Callable[[dict[str, Any]], Any], name: str = FILE) -> Build:
    """The good project with its record changed."""
    record = copy.deepcopy(RECORD)
    edit(record)
    return text(written(record), name)


def put(*way: str | int | Any) -> Build:
    """The good project with another value, the last argument, at the keys and positions before it."""
    *path, last, value = way

    def edit(record: dict[str, Any]) -> None:
        holder: Any = record
        for step in path:
            holder = holder[step]
        holder[last] = value

    return edited(edit)


def without(*way: str | int) -> Build:
    """The good project without a key."""
    *path, last = way

    def edit(record: dict[str, Any]) -> None:
        holder: Any = record
        for step in path:
            holder = holder[step]
        del holder[last]

    return edited(edit)


NAME = '"name": "园区基础设施建设"'
BUDGET = '"budget": 14654'
THIRD = ("indicators", 2)


def named(new: str) -> Build:
    """The good project with another name, written by hand."""
    return change((NAME, new))


def budget(new: str) -> Build:
    """The good project with another budget, written by hand."""
    return change((BUDGET, f'"budget": {new}'))


def _large(folder: Path) -> Path:
    path = folder / FILE
    with path.open("wb") as file:
        file.truncate(300_000_000)
    return path


def _folder(folder: Path) -> Path:
    (folder / FILE).mkdir()
    return folder / FILE


def _cut(content: str) -> str:
    """The file as far as the middle of its third indicator."""
    return content[: content.index("单位成本")].rpartition(",")[0]


def lines(*documents: str) -> str:
    return "".join(f"{document}\n" for document in documents)


def on_one_line(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, default=str)


def another(name: str, code: str | None = None) -> dict[str, Any]:
    """The good record of another project."""
    record = copy.deepcopy(RECORD)
    record["project"] |= {"name": name, "code": code or f"36072223888803{len(name):06}1"}
    return record


def listed(count: int) -> list[dict[str, Any]]:
    """As many good records, each with a name and a code of its own."""
    return [another(f"项目{at}", f"36072223888803{at:06}1") for at in range(count)]


def _twice() -> str:
    records = listed(33)
    records[18]["project"]["code"] = records[3]["project"]["code"]
    return written(records)


def _one_broken() -> str:
    records = listed(33)
    records[6]["indicators"][0]["weight"] = "多"
    return written(records)


def _many(count: int) -> Build:
    one = {"block": "output", "category": "数量指标", "weight": 1, "target": "≥1", "actual": 1}
    return put("indicators", [{**one, "name": f"n{at}"} for at in range(count)])


def _sealed(folder: Path) -> Path:
    """Evidence with a fingerprint, and the file it was taken of, changed since."""
    (folder / "a.pdf").write_bytes(b"changed")
    evidence = [{"kind": "official", "document": "验收单", "file": "a.pdf", "sha256": "0" * 64}]
    return put("indicators", 1, "evidence", evidence)(folder)


def _proof(file: str) -> Build:
    return put("indicators", 1, "evidence", [{"kind": "official", "document": "验收单", "file": file}])


THE_FILE = (
    Row("JSON-001", "E", text(""), ("json.empty",), line=1),
    Row("JSON-002", "E", text("  \n\n  \n"), ("json.blank",), line=1),
    Row("JSON-003", "W", raw(b"\xef\xbb\xbf" + GOOD.encode(), FILE), ("text.bom",)),
    Row("JSON-004", "E", raw(GOOD.encode("utf-16"), FILE), ("text.utf16",), line=1),
    Row("JSON-006", "E", raw(GOOD.encode("gb18030"), FILE), ("text.gbk",), line=6),
    Row("JSON-007", "E", text(_cut(GOOD)), ("json.open",)),
    Row("JSON-008", "E", text(f"{GOOD}\n{GOOD}"), ("json.more",), line=GOOD.count("\n") + 2),
    Row("JSON-009", "E", text(lines(on_one_line(RECORD), on_one_line(RECORD))), ("json.lines",), line=2),
    Row(
        "JSON-011",
        "W",
        text(lines(on_one_line(RECORD), "", on_one_line(another("乙"))), "projects.jsonl"),
        ("json.line-empty",),
        line=2,
        file="projects.jsonl",
    ),
    Row("JSON-012", "E", text("<!DOCTYPE html>\n<html><body>404</body></html>\n"), ("text.web-page",)),
    Row("JSON-013", "E", text(f"var x = {GOOD};\n"), ("json.before",), line=1),
    Row("JSON-014", "E", text(f"cb({GOOD})"), ("json.before",), line=1),
    Row("JSON-016", "E", _large, ("file.too-large",)),
    Row("JSON-017", "E", text(GOOD + "\0" * 40), ("text.hidden",), line=GOOD.count("\n") + 1),
    Row("JSON-018", "E", text(f")]}}',\n{GOOD}"), ("json.before",), line=1),
    Row("JSON-019", "E", _folder, ("portfolio.no-file",)),
    Row("JSON-019", "E", lambda folder: folder / FILE, ("file.missing",)),
    Row("JSON-021", "E", text(f"// 2023\n{GOOD}"), ("json.comment",), line=1),
)

GRAMMAR = (
    Row("JSON-022", "E", text("{'name': 'x'}"), ("json.single-quotes",), line=1),
    Row("JSON-023", "E", text('{name: "x"}'), ("json.bare-key",), line=1),
    Row("JSON-024", "E", text('{"name" "x"}'), ("json.colon-missing",), line=1),
    Row("JSON-026", "E", text('{"a": 1， "b": 2}'), ("json.other-sign",), line=1),
    Row("JSON-027", "E", text("{“a”: 1}"), ("json.curly-quotes",), line=1),
    Row("JSON-028", "E", text('{"a": 1,}'), ("json.comma-extra",), line=1),
    Row("JSON-029", "E", text("[1, 2,]"), ("json.comma-extra",), line=1),
    Row("JSON-031", "E", text("[1,,2]"), ("json.value-missing",), line=1),
    Row("JSON-032", "E", text('{"a": }'), ("json.value-missing",), line=1),
    Row("JSON-033", "E", text('{"a"}'), ("json.colon-missing",), line=1),
    Row("JSON-034", "E", text('{"a": 1 "b": 2}'), ("json.comma-missing",), line=1),
    Row("JSON-036", "E", text("[1, 2"), ("json.open",), line=1),
    Row("JSON-037", "E", text('{"a": [1, 2}'), ("json.bracket-other",), line=1),
    Row("JSON-038", "E", text("]"), ("json.bracket-alone",), line=1),
    Row("JSON-039", "E", text('{"a": "x'), ("json.quote-open",), line=1),
    Row("JSON-041", "E", named('"name":\n "园区\t基础"'), ("json.control",), "project.name", "园区\t基础"),
    Row("JSON-042", "E", named(r'"name": "\x41"'), ("json.escape",), "project.name", r"\x41"),
    Row("JSON-043", "E", named(r'"name": "\u12"'), ("json.short-escape",), "project.name", r"\u12"),
    Row("JSON-044", "E", named(r'"name": "C:\data"'), ("json.escape",), "project.name", r"C:\data"),
    Row("JSON-046", "E", named(r'"name": "\udc00\ud800"'), ("json.no-character",), "project.name", r"\udc00"),
    Row("JSON-047", "E", text('{"a": True}'), ("json.truth-word",), "a", 1),
    Row("JSON-048", "E", text('{"a": None}'), ("json.null-word",), "a", 1),
    Row("JSON-049", "E", text('{"a": undefined}'), ("json.null-word",), "a", 1),
    Row("JSON-051", "E", named(f"// 名称\n{NAME}"), ("json.comment",), line="// 名称"),
    Row("JSON-052", "E", named(f"/* 名称 */ {NAME}"), ("json.comment",), line="/* 名称"),
    Row("JSON-053", "E", named(f"# 名称\n{NAME}"), ("json.comment",), line="# 名称"),
    Row("JSON-054", "E", text('{"a": 1; "b": 2}'), ("json.other-sign",), line=1),
    Row("JSON-056", "E", change(('"2023-12-31"', "2023-12-31")), ("json.bare-date",), "project.period.end", '"end"'),
    Row("JSON-057", "E", change(('"≥95%"', "95%")), ("json.bare-figure",), "indicators[2].target", "95%"),
    Row("JSON-058", "E", budget("14,654"), ("json.thousands",), "funding.budget", "14,654"),
    Row("JSON-059", "E", text('"园区"'), ("record.no-mapping",)),
    Row("JSON-061", "E", text("null"), ("record.no-mapping",)),
    Row("JSON-062", "A", text(written(listed(3)))),
    Row("JSON-063", "E", text("[" * 100_000), ("json.too-deep",), line=1),
    Row("JSON-064", "E", text('{"a":' * 100_000), ("json.too-deep",), line=1),
    Row("JSON-066", "E", named('"name": "' + "路" * 17_000_000 + '"'), ("file.too-large",)),
)

NUMBERS = (
    Row("JSON-067", "E", budget("NaN"), ("json.not-finite",), "funding.budget", '"budget"'),
    Row("JSON-068", "E", budget("Infinity"), ("json.not-finite",), "funding.budget", '"budget"'),
    Row("JSON-069", "E", budget("-Infinity"), ("json.not-finite",), "funding.budget", '"budget"'),
    Row("JSON-071", "E", budget("1E+999999999"), ("json.out-of-range",), "funding.budget", '"budget"'),
    Row("JSON-072", "E", budget("1E-999999999"), ("json.out-of-range",), "funding.budget", '"budget"'),
    Row("JSON-073", "E", budget("1" * 5_000), ("json.number-long",), "funding.budget", '"budget"'),
    Row("JSON-074", "E", budget("01"), ("json.number-form",), "funding.budget", '"budget"'),
    Row("JSON-076", "E", budget(".5"), ("json.number-form",), "funding.budget", '"budget"'),
    Row("JSON-077", "E", budget("5."), ("json.number-form",), "funding.budget", '"budget"'),
    Row("JSON-078", "E", budget("0x1F"), ("json.other-base",), "funding.budget", '"budget"'),
    Row("JSON-079", "E", budget("1_000"), ("json.number-form",), "funding.budget", '"budget"'),
    Row("JSON-081", "A", put("facts", {"late-days": 0})),
    Row("JSON-082", "A", put("facts", {"share": Decimal("0.1")})),
    Row(
        "JSON-083",
        "W",
        change(('"funding"', '"facts": {"share": 0.30000000000000004},\n"funding"')),
        ("json.float-artefact",),
        "facts.share",
        '"share"',
    ),
    Row(
        "JSON-084",
        "E",
        change(('"360722238888030005182"', "360722238888030005182")),
        ("input.not-text",),
        "project.code",
        '"code"',
    ),
    Row("JSON-086", "A", put(*THIRD, "weight", "10")),
    Row("JSON-087", "E", put(*THIRD, "weight", True), ("input.not-number",), "indicators[3].weight", '"weight": true'),
    Row(
        "JSON-088",
        "E",
        put("indicators", 1, "target", {"at-least": "95%", "unit": "‰"}),
        ("value.other-unit",),
        "indicators[2].target.at-least",
        '"at-least"',
    ),
    Row("JSON-089", "E", change(('"year": 2023', '"year": 95.0')), ("input.not-whole",), "project.year", '"year"'),
    Row("JSON-091", "E", put(*THIRD, "weight", -5), ("indicator.weight-negative",), "indicators[3].weight", "-5"),
    Row("JSON-092", "E", change(('"weight": 10', '"weight": 1e-7')), ("indicator.weight-places",), judging=True),
)

KEYS = (
    Row(
        "JSON-093",
        "E",
        change(('"weight": 10', '"weight": 10,\n"weight": 5')),
        ("json.key-twice",),
        "indicators[3].weight",
        '"weight": 5',
    ),
    Row("JSON-094", "E", text('{"é": 1,\n"e\u0301": 2}'), ("json.key-twice",), line=2),
    Row("JSON-096", "E", named('"na\u200bme": "园区"'), ("record.key-hidden",), line="园区"),
    Row("JSON-097", "E", put("project", "__proto__", {}), ("input.unknown-key",), "project.__proto__", "__proto__"),
    Row("JSON-097", "E", put("project", "__class__", "x"), ("input.unknown-key",), "project.__class__", "__class__"),
    Row("JSON-098", "E", put("project", "", 1), ("record.key-empty",), "project", '"project"'),
    Row("JSON-099", "E", put("project", "k" * 100_000, 1), ("record.key-long",), line="kkk"),
    Row("JSON-101", "E", put(*THIRD, "wieght", 10), ("input.misspelt-key",), "indicators[3].wieght", "wieght"),
    Row("JSON-102", "E", without("schema"), ("input.missing-keys-root",)),
    Row("JSON-103", "E", put("schema", "1"), ("input.not-whole",), "schema", '"schema"'),
    Row("JSON-104", "E", put("schema", 99), ("input.schema-newer",), "schema", '"schema"'),
    Row("JSON-106", "E", put("project", None), ("input.missing-keys-root",)),
    Row("JSON-107", "E", put("project.name", "x"), ("input.dotted-key",), "project.name", "project.name"),
    Row("JSON-108", "E", put("project", "name", None), ("input.missing-keys",), "project", '"project"'),
    Row("JSON-109", "E", put("project", "name", ""), ("name.empty",), "project.name", '"name"'),
    Row("JSON-111", "E", put("project", "name", {}), ("input.not-text",), "project.name", '"name"'),
    Row("JSON-112", "E", put("project", "name", ["x"]), ("input.not-text",), "project.name", '"name"'),
    Row("JSON-113", "E", put("project", "year", "2023"), ("input.not-whole",), "project.year", '"year"'),
    Row("JSON-114", "E", put("project", "year", None), ("input.missing-keys",), "project", '"project"'),
    Row("JSON-116", "E", put("funding", "budget", {"value": 1}), ("input.not-number",), "funding.budget", '"budget"'),
    Row("JSON-117", "E", put("funding", "budget", [1]), ("input.not-number",), "funding.budget", '"budget"'),
    Row("JSON-118", "E", put("funding", "budget", True), ("input.not-number",), "funding.budget", '"budget"'),
    Row("JSON-119", "E", put("funding", "unit", None), ("input.missing-keys",), "funding", '"funding"'),
    Row("JSON-121", "E", put("indicators", {}), ("input.not-list",), "indicators", '"indicators"'),
    Row("JSON-122", "E", put("indicators", [None]), ("input.not-table",), "indicators[1]", "null"),
    Row("JSON-123", "E", put("indicators", [[]]), ("input.not-table",), "indicators[1]", "[]"),
    Row("JSON-124", "E", put("indicators", ["a"]), ("input.not-table",), "indicators[1]", '"a"'),
    Row("JSON-126", "E", _many(1_001), ("indicator.too-many",), "indicators", '"indicators"'),
    Row("JSON-127", "E", put(*THIRD, "weight", None), ("indicator.no-weight",), "indicators[3].weight", "null"),
    Row("JSON-128", "W", put(*THIRD, "weight", "十"), ("value.words",), "indicators[3].weight", "十"),
    Row("JSON-129", "E", put(*THIRD, "target", None), ("input.missing-keys",), "indicators[3]"),
    Row("JSON-131", "E", put("indicators", 2, "category", 1), ("input.not-text",), "indicators[3].category"),
    Row("JSON-132", "E", put("project", "period", "2023"), ("input.not-table",), "project.period", '"period"'),
    Row(
        "JSON-133",
        "E",
        put("project", "period", "start", "2023-02-30"),
        ("date.impossible",),
        "project.period.start",
        "2023-02-30",
    ),
    Row(
        "JSON-134",
        "W",
        put("project", "period", "start", "2023-2-3"),
        ("date.text",),
        "project.period.start",
        "2023-2-3",
    ),
    Row(
        "JSON-136",
        "E",
        put("project", "period", "start", "2023-01-01T00:00:00Z"),
        ("date.unreadable",),
        "project.period.start",
        "T00",
    ),
    Row("JSON-137", "E", put("plugins", "a,b"), ("input.not-list",), "plugins", '"plugins"'),
)

SENSE = (
    Row("JSON-138", "E", named(r'"name": "园\u0000区"'), ("text.hidden",), "project.name", "园"),
    Row("JSON-139", "E", named(r'"name": "园\u202e区"'), ("text.disguise",), "project.name", "园"),
    Row("JSON-141", "A", put("project", "name", "<script>alert(1)</script>")),
    Row("JSON-142", "A", put("project", "name", "=1+1")),
    Row("JSON-143", "A", put("project", "name", "{{7*7}}")),
    Row("JSON-144", "E", put("indicators", 1, "target", "&ge;95%"), ("value.unreadable",), "indicators[2].target"),
    Row("JSON-146", "E", put("indicators", 1, "reason", "QUJD" * 500_000), ("name.too-long",), "indicators[2].reason"),
    Row("JSON-147", "E", put(*THIRD, "weight", 0), ("weights.sum-differs",), judging=True),
    Row(
        "JSON-148",
        "E",
        edited(lambda record: record["indicators"].append({**record["indicators"][0]})),
        ("indicator.duplicate",),
        "indicators[7].name",
    ),
    Row("JSON-149", "E", put("indicator-set", "cn.none@1"), ("set.not-installed",), judging=True),
    Row("JSON-151", "E", _sealed, ("evidence.file-differs",), "indicators[2].evidence[1].file", "a.pdf"),
    Row(
        "JSON-152",
        "E",
        change((NAME, '"项目名称": "园区"')),
        ("input.unknown-key",),
        "project.项目名称",
        "项目名称",
    ),
    Row(
        "JSON-154",
        "E",
        put(
            "indicators",
            1,
            "changes",
            [{"on": "2023-06-01", "target": "≥90%"}, {"on": "2023-03-01", "target": "≥92%"}],
        ),
        ("target.change-order",),
        "indicators[2].changes[2].on",
        "2023-03-01",
    ),
    Row("JSON-156", "A", put("funding", "budget", "14654万元")),
    Row("JSON-157", "E", put("funding", "currency", "USD"), ("input.unknown-key",), "funding.currency", "USD"),
    Row("JSON-157", "E", put("funding", "unit", "USD"), ("funding.unit",), "funding.unit", "USD"),
    Row(
        "JSON-158",
        "E",
        _proof("../../x.pdf"),
        ("file.reference-outside",),
        "indicators[2].evidence[1].file",
        "x.pdf",
    ),
    Row("JSON-159", "E", _proof("http://example.cn/x.pdf"), ("file.reference-web",), "indicators[2].evidence[1].file"),
    Row("JSON-161", "E", text(_twice(), MANY), ("record.code-twice",), "[19].project.code", file=MANY),
    Row("JSON-162", "E", text(_one_broken(), MANY), ("value.no-number",), "[7].indicators[1].weight", "多", file=MANY),
    Row("JSON-163", "E", put("score", 98), ("input.unknown-key",), "score", '"score"'),
    Row("JSON-163", "E", put("project", "grade", "优"), ("input.unknown-key",), "project.grade", '"grade"'),
)

ROWS = tuple(
    evolve(row, file=FILE) if row.file == catalogue.FILE else row
    for row in (*THE_FILE, *GRAMMAR, *NUMBERS, *KEYS, *SENSE)
)
