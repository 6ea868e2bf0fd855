"""The TOML rows of the catalogue, TOML-001 to TOML-202, each with the smallest file that shows it."""

from __future__ import annotations

import os
from pathlib import Path

from hostile.catalogue import GOOD, SET, Build, Row, after, change, files, raw, target, text, weight, with_set

FOLDER = """\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[portfolio]
year = 2023
unit = "高新区管委会"

[tables.funding]
file = "funding.csv"
unit = "万元"
"""

MEMBER = GOOD.replace('indicator-set = "cn.mof.self-evaluation@2020"\n', "")

SECOND = '[[indicators]]\nblock = "output"\ncategory = "质量指标"\nname = "验收合格率"\n'


def _folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def _missing(folder: Path) -> Path:
    (folder / "projekt.toml").write_text(GOOD, encoding="utf-8")
    return folder / "project.toml"


def _no_right(folder: Path) -> Path:
    path = text(GOOD)(folder)
    path.chmod(0)
    return path


def _pipe(folder: Path) -> Path:
    path = folder / "project.toml"
    os.mkfifo(path)
    return path


def _portfolio(more: str = "", entries: dict[str, str] | None = None) -> Build:
    table = "name,initial,budget,executed\n园区基础设施建设,14654,14654,14654\n"
    return files({"portfolio.toml": FOLDER + more, "funding.csv": table, **(entries or {})})


def _many(count: int) -> str:
    head, _, _ = GOOD.partition("[[indicators]]")
    one = '[[indicators]]\nblock="output"\ncategory="数量指标"\nname="n{at}"\nweight=1\ntarget="≥1"\nactual=1\n'
    return head + "".join(one.format(at=at) for at in range(count))


def _indicators(value: str) -> str:
    head, _, _ = GOOD.partition("[project]")
    body = GOOD.partition("[project]")[2].partition("[[indicators]]")[0]
    return f"{head}indicators = {value}\n\n[project]{body}"


THE_FILE = (
    Row("TOML-001", "E", text(""), ("toml.empty",), line=1),
    Row("TOML-002", "E", text("  \n\n   \n"), ("toml.blank",), line=1),
    Row("TOML-003", "E", text("# 项目\n# 待填\n"), ("toml.only-comments",), line=1),
    Row("TOML-004", "W", raw(b"\xef\xbb\xbf" + GOOD.encode()), ("text.bom",)),
    Row("TOML-006", "E", raw(GOOD.encode("utf-16")), ("text.utf16",), line=1),
    Row("TOML-007", "E", raw(GOOD.encode("utf-16-le")), ("text.utf16",), line=1),
    Row("TOML-008", "E", raw(GOOD.encode().replace("园区".encode(), b"\xe5\x9b")), ("text.broken",), line=6),
    Row("TOML-009", "E", change(("园区基础", "园区\0基础")), ("text.hidden",), line=6),
    Row("TOML-011", "E", text(GOOD.replace("\n", "\r")), ("text.lone-cr",), line=1),
    Row("TOML-012", "A", text(GOOD.replace("\n", "\r\n"))),
    Row("TOML-013", "A", text(GOOD.rstrip("\n"))),
    Row("TOML-014", "E", text(GOOD + "#" * 40_000_000), ("file.too-large",)),
    Row("TOML-016", "E", text("\n".join(f"k{at} = 1" for at in range(20_000))), ("toml.too-many",), line=10_001),
    Row("TOML-017", "E", _folder, ("portfolio.no-file",), file="empty"),
    Row("TOML-018", "E", _missing, ("file.missing",)),
    Row("TOML-019", "E", _no_right, ("file.no-permission",), unprivileged=True),
    Row("TOML-021", "E", _pipe, ("file.not-plain",)),
    Row("TOML-022", "E", raw(b"PK\x03\x04" + b"\0" * 40 + b"xl/workbook.xml"), ("text.workbook",)),
    Row("TOML-023", "E", text('{\n  "schema": 1\n}\n'), ("toml.json",), line=1),
    Row("TOML-024", "E", text('project:\n  name: "道路"\n'), ("toml.yaml",), line=1),
    Row("TOML-027", "E", after("schema = 1", "<<<<<<< HEAD"), ("toml.merge-mark",), line="<<<<<<<"),
    Row("TOML-028", "E", text(GOOD, "~$项目.toml"), ("file.editor-lock",), file="~$项目.toml"),
)

NAME = 'name = "园区基础设施建设"'
UNIT = 'unit = "高新区管委会"'
BUDGET = "budget = 14654"


def _name(written: str) -> str:
    return GOOD.replace(NAME, written, 1)


def _budget(written: str) -> str:
    return GOOD.replace(BUDGET, f"budget = {written}", 1)


def _top(written: str) -> str:
    return GOOD.replace("schema = 1\n", f"schema = 1\n{written}\n", 1)


GRAMMAR = (
    Row("TOML-029", "E", text(_name("name = 园区")), ("toml.bare-text",), line=6),
    Row("TOML-031", "E", text(_name('name ＝ "园区"')), ("toml.full-width-equals",), line=6),
    Row("TOML-032", "E", text(_name('名称 = "园区"')), ("toml.bare-key",), line=6),
    Row("TOML-033", "E", text(_name('name : "园区"')), ("toml.colon",), line=6),
    Row("TOML-034", "E", text(_name('name "园区"')), ("toml.equals-missing",), line=6),
    Row("TOML-036", "E", text(_name('= "园区"')), ("toml.key-missing",), line=6),
    Row("TOML-037", "E", text(_name('name = "园区')), ("toml.quote-open",), line=6),
    Row("TOML-038", "E", text(_name("name = 'it''s'")), ("toml.quote-inside",), line=6),
    Row("TOML-039", "E", text(_name('name = "C:\\data\\x"')), ("toml.backslash",), line=6),
    Row("TOML-041", "E", text(GOOD.replace(UNIT, 'unit = """高新区', 1)), ("toml.long-text-open",), line='"""'),
    Row("TOML-042", "E", change(("[project]", "[project")), ("toml.bracket-missing",), line=4),
    Row("TOML-043", "E", change(("[[indicators]]", "[[indicators]")), ("toml.second-bracket-missing",), line=20),
    Row("TOML-044", "E", text(GOOD + "\n[project]\n"), ("toml.table-twice",), line=GOOD.count("\n") + 2),
    Row("TOML-046", "E", after("weight = 20", "weight = 10"), ("toml.key-twice",), line=25),
    Row(
        "TOML-047", "E", text(_top("facts.done = 1") + "\n[facts.done]\n"), ("toml.already-value",), line="[facts.done]"
    ),
    Row("TOML-048", "E", text(GOOD + "\n[project.period]\n"), ("toml.table-closed",), line="[project.period]"),
    Row("TOML-049", "E", text(_top('plugins = ["a", "b"')), ("toml.list-open",), line=2),
    Row("TOML-051", "A", _portfolio('[cover]\nlines = [{ label = "日期", text = "2024 年" },]\n')),
    Row("TOML-052", "A", change(("end = 2023-12-31 }", "end = 2023-12-31, }"))),
    Row("TOML-053", "A", change(("{ start = 2023-01-01, ", "{\n  start = 2023-01-01,\n  "))),
    Row("TOML-054", "E", text(_name(NAME + " # ok\t\a")), ("text.hidden",), line=6),
    Row("TOML-056", "E", text(GOOD + "\n[facts]\nfinished = yes\n"), ("toml.yes-no",), line="finished = yes"),
    Row("TOML-057", "E", text(GOOD + "\n[facts]\nfinished = True\n"), ("toml.true-case",), line="finished = True"),
    Row("TOML-058", "E", text(_budget("null")), ("toml.null",), line=16),
    Row("TOML-059", "E", text(_budget("14,654")), ("toml.thousands",), line=16),
    Row("TOML-061", "E", target("95%"), ("toml.percent",), line="target = 95%"),
    Row("TOML-062", "E", text(_budget("014654")), ("toml.leading-zero",), line=16),
    Row(
        "TOML-063",
        "E",
        change(('"360722238888030005182"', "360722238888030005182")),
        ("toml.code-as-number",),
        "project.code",
        5,
    ),
    Row("TOML-064", "E", text(_budget(".5")), ("toml.point",), line=16),
    Row("TOML-066", "E", text(_budget("1__000")), ("toml.underscores",), line=16),
    Row("TOML-067", "W", text(_budget("14_654")), ("toml.underscore",), "funding.budget", 16),
    Row("TOML-068", "E", text(_budget("+-5")), ("toml.signs",), line=16),
    Row("TOML-069", "E", change(("2023-12-31", "2023-2-9")), ("toml.date",), line=10),
    Row("TOML-071", "E", change(("2023-12-31", "2023/12/31")), ("toml.date",), line=10),
    Row("TOML-072", "E", change(("2023-12-31", "2023年12月31日")), ("toml.date",), line=10),
    Row("TOML-073", "E", text(_top("plugins = " + "[" * 500 + "]" * 500)), ("toml.too-deep",), line=2),
    Row("TOML-074", "E", text(_top("facts = " + "{a=" * 5000 + "1" + "}" * 5000)), ("toml.too-deep",), line=2),
    Row(
        "TOML-076",
        "E",
        text(_top("\n".join(".".join(["k"] * at) + ".v = 1" for at in range(1, 600)))),
        ("toml.key-parts",),
    ),
    Row("TOML-077", "E", text(_budget("1" * 10_000)), ("toml.number-long",), "funding.budget", 16),
    Row("TOML-078", "E", text(_budget("0x" + "f" * 900_000)), ("toml.other-base",), "funding.budget", 16),
    Row("TOML-079", "E", text(_name('name = "\\uD800"')), ("toml.no-character",), line=6),
    Row("TOML-081", "E", text(_top("k" * 100_000 + " = 1")), ("toml.key-long",), line=2),
    Row("TOML-082", "E", text(_top('"" = 1')), ("toml.empty-key",), line=2),
    Row("TOML-083", "E", text(_name('"na\u200bme" = "园区"')), ("toml.hidden-key",), line=6),
    Row("TOML-084", "E", text(_name('Name = "园区"')), ("input.misspelt-key",), "project.Name", 6),
)


def _project(written: str) -> str:
    """The good project with another table [project]."""
    head, _, rest = GOOD.partition("[project]\n")
    return f"{head}[project]\n{written}\n[funding]{rest.partition('[funding]')[2]}"


def _twice(name: str, first: str = "验收合格率") -> str:
    """The good project with one more indicator beside ``first``, its second one; both weigh half."""
    one = f'{SECOND}weight = 20\ntarget = "≥95%"\nactual = "96%"\n'
    pair = (
        one.replace("20", "10").replace("验收合格率", first)
        + "\n"
        + one.replace("20", "10").replace("验收合格率", name)
    )
    return GOOD.replace(one, pair, 1)


def _whole_set(grades: str) -> str:
    """A set of its own with these grades."""
    node = '[[indicators]]\ncode = "output"\nname = "产出"\nweight = 100\naccepts = ["数量指标"]\nrules-for = {}\n'
    return SET.replace('extends = "cn.mof.self-evaluation@2020"\n', "") + f"{grades}\n{node}"


def _zero_weight() -> Build:
    """The good project with a seventh indicator that weighs nothing."""
    return text(f'{GOOD}\n{SECOND.replace("验收合格率", "零")}weight = 0\ntarget = "≥1"\nactual = 1\n')


def _thousands() -> Build:
    """The good project with a target of 12,345 people, reached."""
    return change(("≥200人", "≥12,345人"), ("210人", "12400人"))


def _thirds() -> Build:
    """The good project with thirds of 50 as weights of the output."""
    return change(
        ("weight = 20", "weight = 16.67"), ("weight = 20", "weight = 16.67"), ("weight = 10", "weight = 16.66")
    )


STRUCTURE = (
    Row("TOML-086", "E", change(("schema = 1", "schema = 99")), ("input.schema-newer",), "schema", 1),
    Row("TOML-087", "E", change(("schema = 1", 'schema = "1"')), ("input.not-whole",), "schema", 1),
    Row("TOML-088", "E", text('schema = 1\n[funding]\nunit = "元"\n'), ("input.missing-keys-root",)),
    Row("TOML-089", "E", text(_project("")), ("input.missing-keys",), "project", 4),
    Row("TOML-091", "E", text(_name('name = ""')), ("name.empty",), "project.name", 6),
    Row("TOML-092", "E", text(_name("name = 5")), ("input.not-text",), "project.name", 6),
    Row("TOML-093", "E", text(_name('name = ["a"]')), ("input.not-text",), "project.name", 6),
    Row("TOML-094", "E", text(_name(f'name = "{"路" * 5000}"')), ("name.too-long",), "project.name", 6),
    Row(
        "TOML-096", "W", change(("360722238888030005182", "36072223888803000518")), ("code.length",), "project.code", 5
    ),
    Row("TOML-097", "E", change(("360722238888", "3607O2238888")), ("code.character",), "project.code", 5),
    Row("TOML-098", "E", change(("year = 2023", 'year = "2023"')), ("input.not-whole",), "project.year", 7),
    Row("TOML-099", "E", change(("year = 2023", "year = 2023.0")), ("input.not-whole",), "project.year", 7),
    Row("TOML-101", "E", change(("year = 2023", "year = 3023")), ("year.impossible",), "project.year", 7),
    Row("TOML-102", "E", change(("year = 2023", "year = true")), ("input.not-whole",), "project.year", 7),
    Row("TOML-103", "E", change((UNIT + "\n", "")), ("input.missing-keys",), "project", 4),
    Row(
        "TOML-104",
        "E",
        change(("2023-01-01", "2023-12-31"), ("end = 2023-12-31", "end = 2023-01-01")),
        ("period.reversed",),
        "project.period",
        10,
    ),
    Row(
        "TOML-106",
        "E",
        change(("2023-01-01", "2023-01-01T00:00:00+08:00")),
        ("input.not-date",),
        "project.period.start",
        10,
    ),
    Row("TOML-107", "A", text(GOOD.partition("[funding]")[0] + "[stated]\npoints = 98\n")),
    Row("TOML-108", "E", change(('unit = "万元"\n', "")), ("input.missing-keys",), "funding", 12),
    Row("TOML-109", "E", change(('"万元"', '"萬圓"')), ("funding.unit",), "funding.unit", 13),
    Row("TOML-111", "E", text(_budget("true")), ("input.not-number",), "funding.budget", 16),
    Row("TOML-112", "E", text(_budget("[]")), ("input.not-number",), "funding.budget", 16),
    Row("TOML-113", "E", text(_budget("2023-01-01")), ("input.not-number",), "funding.budget", 16),
    Row("TOML-114", "E", text(_budget("{}")), ("input.not-number",), "funding.budget", 16),
    Row("TOML-116", "A", text(_indicators("[]").replace("indicators = []", "") + "[stated]\npoints = 98\n")),
    Row(
        "TOML-117",
        "E",
        text(GOOD.partition("[[indicators]]")[0] + '[indicators]\nblock = "output"\n'),
        ("input.not-list",),
        "indicators",
        "[indicators]",
    ),
    Row("TOML-118", "A", text(_indicators("[]") + "[stated]\npoints = 98\n")),
    Row("TOML-119", "E", text(_many(1_100)), ("indicator.too-many",), "indicators"),
    Row("TOML-121", "E", text(_twice("验收合格率")), ("indicator.duplicate",), "indicators[3].name"),
    Row(
        "TOML-122",
        "E",
        text(_twice("caf\u0065\u0301率", "caf\u00e9率")),
        ("indicator.duplicate-spelling",),
        "indicators[3].name",
    ),
    Row(
        "TOML-123",
        "E",
        change(('block = "output"', 'block = "out put"')),
        ("key.characters",),
        "indicators[1].block",
        21,
    ),
    Row("TOML-124", "E", change(("weight = 10\n", "")), ("indicator.no-weight",), "indicators[3].weight"),
    Row("TOML-126", "E", change(('target = "≥95%"\n', "")), ("input.missing-keys",), "indicators[2]"),
    Row(
        "TOML-127",
        "E",
        change(('actual = "96%"\n', "")),
        ("indicator.actual-missing",),
        "indicators[2]",
        judging=True,
    ),
    Row(
        "TOML-128",
        "E",
        target('{ higher = 95, unit = "%" }'),
        ("input.unknown-key",),
        "indicators[2].target.higher",
        "higher",
    ),
    Row("TOML-129", "E", target('"95%"'), ("value.no-sign",), "indicators[2].target", 'target = "95%"'),
    Row(
        "TOML-131",
        "E",
        change(("weight = 10\n", "wieght = 10\n")),
        ("input.misspelt-key",),
        "indicators[3].wieght",
        "wieght",
    ),
    Row("TOML-132", "E", change(("[funding]", "[fundin]")), ("input.misspelt-key",), "fundin", 12),
    Row("TOML-133", "W", text(_top('x-note = "自用"')), ("input.extension",), "x-note", 2),
    Row(
        "TOML-134",
        "E",
        change(('category = "数量指标"\n', 'kind = "quantity"\n')),
        ("input.unknown-key",),
        "indicators[1].kind",
        'kind = "quantity"',
    ),
    Row(
        "TOML-136",
        "E",
        change(("cn.mof.self-evaluation@2020", "cn.jx.ganzhou@2020")),
        ("set.not-installed",),
        judging=True,
    ),
    Row("TOML-137", "E", change(("evaluation@2020", "evaluation@9")), ("set.edition-missing",), judging=True),
    Row("TOML-138", "E", change(("evaluation@2020", "evaluation")), ("set.edition-unsaid",), judging=True),
    Row(
        "TOML-139",
        "E",
        with_set(_whole_set('grades = "优"')),
        ("input.not-list",),
        "grades",
        file="plugin/indicator-sets/one.toml",
        judging=True,
    ),
)

NUMBERS = (
    Row("TOML-141", "E", weight("inf"), ("toml.not-finite",), "indicators[3].weight", "weight = inf"),
    Row("TOML-142", "E", weight("-5"), ("indicator.weight-negative",), "indicators[3].weight", "weight = -5"),
    Row("TOML-143", "W", _zero_weight(), ("indicator.weight-zero",), "indicators[7]", judging=True),
    Row("TOML-144", "E", weight("101"), ("indicator.weight-too-large",), "indicators[3]", judging=True),
    Row("TOML-146", "E", weight("1e1"), ("toml.exponent",), "indicators[3].weight", "weight = 1e1"),
    Row("TOML-147", "E", weight("1e999999999"), ("toml.out-of-range",), "indicators[3].weight", "1e999999999"),
    Row("TOML-148", "E", target('"≥0%"'), ("formula.requires",), "indicators[2]", judging=True),
    Row("TOML-149", "E", target('"≥-5%"'), ("formula.requires",), "indicators[2]", judging=True),
    Row("TOML-151", "E", target('"sNaN"'), ("value.not-a-number",), "indicators[2].target", "sNaN"),
    Row("TOML-152", "E", target('"Infinity"'), ("value.not-a-number",), "indicators[2].target", "Infinity"),
    Row("TOML-153", "E", target('"\u0663"'), ("value.foreign-digit",), "indicators[2].target", "\u0663"),
    Row("TOML-154", "E", target('"𝟗𝟓"'), ("value.foreign-digit",), "indicators[2].target", "𝟗𝟓"),
    Row("TOML-156", "E", target('"≥1_000"'), ("value.underscore",), "indicators[2].target", "1_000"),
    Row("TOML-157", "E", target('"≥1 000"'), ("value.blank-inside",), "indicators[2].target", "1 000"),
    Row("TOML-158", "E", target('"≥1,2345"'), ("value.comma",), "indicators[2].target", "1,2345"),
    Row("TOML-159", "W", _thousands(), ("value.thousands",), "indicators[4].target", "≥12,345"),
    Row("TOML-161", "E", target('"5/6"'), ("value.slash",), "indicators[2].target", "5/6"),
    Row("TOML-162", "E", target('"90%-95%"'), ("value.range",), "indicators[2].target", "90%-95%"),
    Row("TOML-163", "E", target('"约95%"'), ("value.vague",), "indicators[2].target", "约95%"),
    Row("TOML-164", "W", target('"≥95%以上"'), ("value.bound-twice",), "indicators[2].target", "≥95%以上"),
    Row("TOML-166", "E", change(('"96%"', '"无"')), ("value.nothing",), "indicators[2].actual", '"无"'),
    Row("TOML-167", "E", change(('"96%"', '"#REF!"')), ("value.excel-error",), "indicators[2].actual", "#REF!"),
    Row("TOML-168", "E", text(_budget('"14654元"')), ("funding.slip",), "funding.budget", 16),
    Row(
        "TOML-169",
        "E",
        change(("received = 14654", "received = 7000"), ("executed = 14654", "executed = 8000")),
        ("funding.executed-exceeds-received",),
        judging=True,
    ),
    Row(
        "TOML-171",
        "W",
        change(("received = 14654", "received = 0"), ("executed = 14654", "executed = 0")),
        ("funding.nothing-received",),
        judging=True,
    ),
)

SENSE = (
    Row("TOML-172", "E", weight("9.99"), ("weights.sum-differs",), judging=True),
    Row("TOML-173", "E", weight("10.01"), ("weights.sum-differs",), judging=True),
    Row("TOML-174", "A", _thirds(), judging=True),
    Row(
        "TOML-176",
        "E",
        text(GOOD.rpartition("[[indicators]]")[0]),
        ("weights.sum-differs",),
        judging=True,
    ),
    Row(
        "TOML-177",
        "E",
        change(("数量指标", "数量指标一")),
        ("indicator.category-unknown",),
        "indicators[1]",
        judging=True,
    ),
    Row(
        "TOML-181",
        "E",
        with_set(_whole_set('[[grades]]\nname = "优"\nfrom = 90\n[[grades]]\nname = "差"\nfrom = 60')),
        ("set.grades-lowest",),
        judging=True,
    ),
    Row(
        "TOML-182",
        "E",
        with_set(_whole_set('[[grades]]\nname = "良"\nfrom = 90\n[[grades]]\nname = "良"\nfrom = 0')),
        ("set.grade-twice",),
        judging=True,
    ),
    Row(
        "TOML-183",
        "E",
        text(GOOD, "360722238888030005242.toml"),
        ("code.other-than-file",),
        "project.code",
        5,
        "360722238888030005242.toml",
    ),
    Row(
        "TOML-184",
        "W",
        files(
            {
                "portfolio.toml": FOLDER,
                "funding.csv": "name,initial,budget,executed\nPPP 项目,14654,14654,14654\n",
                "projects/ppp.toml": MEMBER.replace(NAME, 'name = "ＰＰＰ项目"'),
            }
        ),
        ("join.name-writing",),
        file="projects/ppp.toml",
    ),
    Row(
        "TOML-186",
        "E",
        with_set(
            SET.replace("cn.mof.self-evaluation@2020", "cn.test.other@1"),
            other=SET.replace("cn.test.local", "cn.test.other").replace(
                "cn.mof.self-evaluation@2020", "cn.test.local@1"
            ),
        ),
        ("set.circle",),
        judging=True,
    ),
    Row(
        "TOML-187",
        "E",
        files({"portfolio.toml": FOLDER.replace("funding.csv", "../../x.csv")}),
        ("file.reference-outside",),
        "tables.funding.file",
        "../../x.csv",
        "portfolio.toml",
    ),
    Row(
        "TOML-188",
        "E",
        files({"portfolio.toml": FOLDER.replace("funding.csv", "parts/x.csv")}),
        ("file.no-folder",),
        "tables.funding.file",
        "parts/x.csv",
        "portfolio.toml",
    ),
)

TEXTS = (
    Row("TOML-191", "W", text(_name('name = "园区\u200b建设"')), ("name.zero-width",), "project.name", 6),
    Row("TOML-192", "E", text(_name('name = "园区\u202e建设"')), ("text.disguise",), line=6),
    Row("TOML-193", "W", text(_name('name = "\u3000园区建设 "')), ("name.outer-blanks",), "project.name", 6),
    Row("TOML-194", "E", text(_name('name = "……！"')), ("name.no-letter",), "project.name", 6),
    Row("TOML-196", "A", text(_name('name = "<script>alert(1)</script>"'))),
    Row("TOML-197", "A", text(_name('name = "{{ 7*7 }}"'))),
    Row("TOML-198", "A", text(_name('name = "../../etc/passwd"'))),
    Row("TOML-199", "A", text(_name('name = "CON"'))),
    Row("TOML-201", "E", text(_name('name = "\\ud83d"')), ("toml.no-character",), line=6),
    Row("TOML-202", "A", text(_name('name = "\U00020bb7野家 🚧"'))),
)

ROWS = (*THE_FILE, *GRAMMAR, *STRUCTURE, *NUMBERS, *SENSE, *TEXTS)
