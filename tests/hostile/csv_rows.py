"""The CSV rows of the catalogue, CSV-001 to CSV-161, each with the smallest table that shows it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from hostile.catalogue import Build, Verdict
from hostile.catalogue import files as written

CODES = ("360722238888030005182", "360722238888030005222", "360722238888030005242")

HEAD = "编码,项目名称,年度,年初预算数,全年预算数,执行数"

GOOD = f"""\
{HEAD}
{CODES[0]},园区基础设施建设,2023,14654,14654,14654
{CODES[1]},征地拆迁及报批专项资金,2023,2000,2000,1900
{CODES[2]},信丰高新区其他资金,2023,804.1285,804.1285,520.5
"""

SCORES = f"""\
编码,项目名称,得分,等级
{CODES[0]},园区基础设施建设,98.15,优
{CODES[1]},征地拆迁及报批专项资金,87,良
{CODES[2]},信丰高新区其他资金,79.5,中
"""

RATES = """\
行,项目名称,执行率
1,园区基础设施建设,100
2,征地拆迁及报批专项资金,95.00
3,信丰高新区其他资金,64.73
"""

PORTFOLIO = """\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[portfolio]
year = 2023
unit = "高新区管委会"

[tables.funding]
file = "funding.csv"
unit = "万元"
"""

WITH_SCORES = PORTFOLIO + '\n[tables.scores]\nfile = "scores.csv"\n'

STATED = 'schema = 1\n\n[tables.rates]\nfile = "rates.csv"\n'


@frozen
class Row:
    """One row of the catalogue.

    Attributes:
        id, verdict, build, codes: as of :class:`hostile.catalogue.Row`.
        row: the row of the table at which the first code stands; None for none.
        key: the column, or the key of a TOML file.
        line: the line of the file, where no row is told.
        file: the file it names.
        checked: codes that the check of the evaluation tells, where the reader cannot know.
    """

    id: str
    verdict: Verdict
    build: Build
    codes: tuple[str, ...] = ()
    row: int | None = None
    key: str = ""
    line: int | None = None
    file: str = "funding.csv"
    checked: tuple[str, ...] = ()


def folder(funding: str | bytes, *, scores: str = "", rates: str = "", files: Mapping[str, str] | None = None) -> Build:
    """A folder of facts with this table of money, and if wanted of points, of printed rates, and other files."""
    held: dict[str, str | bytes] = {"portfolio.toml": WITH_SCORES if scores else PORTFOLIO, "funding.csv": funding}
    held |= {"scores.csv": scores} if scores else {}
    held |= {"stated.toml": STATED, "rates.csv": rates} if rates else {}
    return written({**held, **(files or {})})


def money(*pairs: tuple[str, str]) -> Build:
    """The good table of money with texts replaced."""
    return folder(swapped(GOOD, *pairs))


def points(*pairs: tuple[str, str]) -> Build:
    """The good table of points with texts replaced, beside the good table of money."""
    return folder(GOOD, scores=swapped(SCORES, *pairs))


def rates(*pairs: tuple[str, str]) -> Build:
    """The good table of printed rates with texts replaced."""
    return folder(GOOD, rates=swapped(RATES, *pairs))


def swapped(content: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        if old not in content:
            raise ValueError(f"the good table does not hold {old!r}")
        content = content.replace(old, new, 1)
    return content


def executed(written: str) -> Build:
    """The good table of money with another spending in its second row."""
    return money(("2000,1900", f"2000,{written}"))


def rate(written: str) -> Build:
    """The good table of rates with another rate in its second row."""
    return rates(("95.00", written))


def every(cell: str) -> str:
    """The good table with one more cell at the end of each line."""
    return "".join(f"{line},{cell}\n" for line in GOOD.splitlines())


def _large(folder_: Path) -> Path:
    """A table of 500 MB that takes no room on the disk."""
    path = money()(folder_)
    os.truncate(path / "funding.csv", 500_000_000)
    return path


SECOND = f"{CODES[1]},征地拆迁及报批专项资金,2023,2000,2000,1900\n"
NAME = "征地拆迁及报批专项资金"
TOTAL = "合计,,,17458.1285,17458.1285,17074.5\n"
OTHER = "360722238888030005262"
BIG5 = "編碼,專案名稱,執行數\n1,園區基礎設施建設與徵地拆遷,5\n".encode("big5")
JOINED = GOOD.encode() + GOOD.partition("\n")[2].encode("gb18030")
INDEXED = "".join(f"{at - 1 if at else 'Unnamed: 0'},{line}\n" for at, line in enumerate(GOOD.splitlines()))
REVERSED = "".join(",".join(reversed(line.split(","))) + "\n" for line in SCORES.splitlines())
QUOTED = HEAD + "\n" + "".join(f'"{line}"\n' for line in GOOD.splitlines()[1:])
CURLY = SECOND.strip().replace(",", "”,“").join("“”")
SINGLE = SECOND.strip().replace(",", "','").join("''")
TYPED = "| 项目名称 | 执行数 |\n|---|---|\n| 园区基础设施 | 5 |\n"
MANY = "项目名称,执行数\n" + "".join(f"名{at},1\n" for at in range(200_001))
TWO_FILES = {
    "projects/one.toml": f'schema = 1\n[project]\ncode = "{CODES[1]}"\nname = "{NAME}"\nyear = 2023\n'
    '[funding]\nunit = "万元"\nexecuted = 1950\n'
}
STATED_TWICE = {"stated.toml": f'{STATED}\n[projects."{CODES[1]}".rates]\nexecution = "0.95"\n'}

THE_FILE = (
    Row("CSV-001", "E", folder(""), ("table.empty",)),
    Row("CSV-002", "E", folder(HEAD + "\n"), ("table.no-rows",)),
    Row("CSV-003", "E", folder("\n\n  \n\n"), ("table.empty",)),
    Row("CSV-004", "W", folder(b"\xef\xbb\xbf" + GOOD.encode()), ("text.bom",)),
    Row("CSV-006", "E", folder("name,executed\n泽赢,1\n"), ("text.doubt",)),
    Row("CSV-007", "E", folder(GOOD.replace(",", "\t").encode("utf-16")), ("text.utf16",), line=1),
    Row("CSV-008", "E", folder(BIG5), ("text.encoding",), line=1),
    Row("CSV-009", "E", folder(JOINED), ("text.mixed",), line=5),
    Row("CSV-011", "E", money(("征地拆迁", "征地\ufffd迁")), ("text.lost",), line=3),
    Row("CSV-012", "E", money(("征地拆迁", "征地\0拆迁")), ("text.hidden",), line=3),
    Row("CSV-013", "E", folder(b"PK\x03\x04" + bytes(40) + b"xl/workbook.xml"), ("text.workbook",)),
    Row("CSV-014", "E", folder("<html><table><tr><td>编码</td></tr></table></html>"), ("text.web-page",)),
    Row("CSV-016", "E", folder("a@b.c;d@e.f;g@h.i\nSubject: x\n\n" + GOOD), ("table.column-missing",)),
    Row("CSV-017", "E", _large, ("file.too-large",), key="tables.funding.file", line=9, file="portfolio.toml"),
    Row("CSV-018", "E", folder(MANY), ("table.too-many-rows",)),
    Row("CSV-019", "E", money(("征地", "征" * 200_000)), ("table.cell-too-long",), 2),
    Row("CSV-021", "E", folder(GOOD[:-13]), ("table.fields",), 3),
    Row("CSV-022", "A", folder(GOOD.rstrip("\n"))),
    Row("CSV-023", "A", folder(GOOD.replace("\n", "\r"))),
    Row(
        "CSV-024",
        "W",
        folder(swapped(GOOD.replace("\n", "\r\n", 2), (NAME, '"征地拆迁及\n报批专项资金"'))),
        ("name.line-breaks",),
        2,
        "name",
    ),
    Row("CSV-026", "W", folder(GOOD + "\x1a"), ("text.end-mark",)),
    Row("CSV-027", "E", folder("\u00ad\u200b\n"), ("table.empty",)),
)

SEPARATORS = (
    Row("CSV-028", "W", folder(GOOD.replace(",", ";")), ("table.separator",)),
    Row("CSV-029", "W", folder(GOOD.replace(",", "\t")), ("table.separator",)),
    Row("CSV-031", "E", folder(GOOD.replace(",", "，")), ("table.separator-unfit",)),
    Row("CSV-032", "E", money((SECOND, SECOND.replace(",", ";"))), ("table.row-one-cell",), 2),
    Row("CSV-033", "W", folder("sep=;\n" + GOOD.replace(",", ";")), ("table.separator",)),
    Row("CSV-034", "E", money(("征地", '"征地')), ("table.quotes",), line=3),
    Row("CSV-036", "E", money((NAME, '"征地"拆迁')), ("table.quotes",), line=3),
    Row("CSV-037", "E", money((SECOND.strip(), CURLY)), ("table.other-quotes",), 2),
    Row("CSV-038", "E", money((SECOND.strip(), SINGLE)), ("table.other-quotes",), 2),
    Row("CSV-039", "E", money((NAME, '"征地\\"拆迁\\"报批"')), ("table.quotes",), line=3),
    Row("CSV-041", "E", money(("征地拆迁及", "征地拆迁,")), ("table.fields",), 2),
    Row("CSV-042", "E", money(("2000,1900", "1900")), ("table.fields",), 2),
    Row("CSV-043", "A", folder(every(""))),
    Row("CSV-044", "E", money(("1900\n", "1900,\n")), ("table.fields",), 2),
    Row("CSV-046", "E", money(("征地拆迁及", "征地\n拆迁")), ("table.fields",), 2),
    Row("CSV-047", "A", money(("1900\n", "1900\n\n"))),
    Row("CSV-048", "A", money(("1900\n", "1900\n,,,,,\n"))),
    Row("CSV-049", "E", money(("1900\n", "1900\n# 以下待核\n")), ("table.not-a-row",), 3),
    Row("CSV-051", "E", folder("编码          项目名称      执行数\n1  园区基础      5\n"), ("table.no-separator",)),
    Row("CSV-052", "E", folder(TYPED), ("table.separator-unfit",)),
    Row("CSV-053", "E", money((NAME, f'"""{NAME}"""')), ("table.quotes-twice",), 2),
    Row("CSV-054", "E", folder(QUOTED), ("table.row-one-cell",), 1),
)

THE_HEAD = (
    Row("CSV-056", "E", money((HEAD, HEAD + "\n编码,名称,年份,,,")), ("table.head-again",), 1),
    Row("CSV-057", "E", folder(GOOD + GOOD.replace("0005", "0006")), ("table.head-again",), 4),
    Row("CSV-058", "E", money(("年度", "")), ("table.column-nameless",), 1),
    Row("CSV-059", "A", folder(every(""))),
    Row(
        "CSV-061",
        "E",
        money(("年初预算数", "执行数(万元)"), ("全年预算数,执行数", "全年预算数,执行数（万元）")),
        ("table.column-twice",),
    ),
    Row("CSV-062", "E", money((",项目名称,", ",单位,")), ("table.column-missing",)),
    Row("CSV-063", "W", folder(every("备注2")), ("table.column-ignored",)),
    Row("CSV-064", "E", points(("得分", "得份")), ("table.column-missing",), file="scores.csv"),
    Row("CSV-066", "A", money(("编码,项目名称", "code,name"))),
    Row("CSV-067", "E", money(("编码,", "=A1,")), ("table.column-unreadable",)),
    Row("CSV-068", "A", folder(GOOD, scores=REVERSED)),
    Row("CSV-069", "E", money(("执行数", "执行数(元)")), ("table.column-unit",)),
    Row("CSV-071", "E", money(("执行数", "执行\a数")), ("text.hidden",), line=1),
    Row("CSV-072", "E", money((HEAD, "0,1,2,3,4,5")), ("table.column-missing",)),
    Row("CSV-073", "W", folder(INDEXED), ("table.column-ignored",)),
)

KEYS = (
    Row("CSV-074", "A", money((CODES[1], ""))),
    Row("CSV-076", "W", money((CODES[1], "123")), ("code.length",), 2, "code"),
    Row("CSV-077", "E", money((CODES[1], "360722238888030000000")), ("code.zeroed",), 2, "code"),
    Row("CSV-078", "W", money((CODES[1], "'" + CODES[1])), ("code.cleaned",), 2, "code"),
    Row("CSV-079", "W", money((CODES[1], f'"=""{CODES[1]}"""')), ("code.cleaned",), 2, "code"),
    Row("CSV-081", "A", money((CODES[1], CODES[1] + "\t"))),
    Row("CSV-082", "E", folder(GOOD + SECOND.replace("1900", "1950")), ("table.code-twice",), 4),
    Row("CSV-083", "W", folder(GOOD + SECOND), ("table.row-twice",), 4),
    Row("CSV-086", "E", money(("专项资金,2023", "专项资金,2022")), ("table.other-year",), 2, "year"),
    Row("CSV-087", "W", folder(GOOD + TOTAL), ("table.total-row",), 4),
    Row("CSV-088", "E", folder(GOOD + TOTAL.replace("合计", "")), ("name.empty",), 4, "name"),
    Row("CSV-089", "E", folder(GOOD + TOTAL.replace("17074", "17047")), ("table.total-differs",), 4, "executed"),
    Row("CSV-091", "E", folder(GOOD + "注：以上为 2023 年数据\n"), ("table.not-a-row",), 4),
    Row("CSV-092", "E", money((SECOND, "一、产出指标,,,,,\n" + SECOND)), ("table.not-a-row",), 2),
    Row("CSV-096", "E", money((CODES[1] + ",", "")), ("table.fields",), 2),
    Row("CSV-097", "E", folder(GOOD, files=TWO_FILES), ("join.amount",), None, "executed", file="projects/one.toml"),
)

VALUES = (
    Row("CSV-098", "W", executed('"1,900"'), ("value.thousands",), 2, "executed"),
    Row("CSV-099", "E", executed('"1.900,50"'), ("value.comma",), 2, "executed"),
    Row("CSV-101", "W", executed("１，９００"), ("value.wide", "value.thousands"), 2, "executed"),
    Row("CSV-102", "A", executed("1900.")),
    Row("CSV-103", "E", executed("1.9e3"), ("value.exponent",), 2, "executed"),
    Row("CSV-104", "E", executed("1E+20"), ("value.exponent",), 2, "executed"),
    Row("CSV-106", "E", executed("5-"), ("value.bookkeeping",), 2, "executed"),
    Row("CSV-107", "E", executed("(5)"), ("value.bookkeeping",), 2, "executed"),
    Row("CSV-108", "W", executed("５"), ("value.wide",), 2, "executed"),
    Row("CSV-109", "E", executed("5%"), ("value.no-amount",), 2, "executed"),
    Row("CSV-111", "W", rate("0.95"), file="rates.csv", checked=("rate.differs",)),
    Row("CSV-113", "W", rates(("100", "1"), ("64.73", "0.65")), file="rates.csv", checked=("rate.differs",)),
    Row(
        "CSV-114",
        "W",
        rates(("95.00", "95%"), ("64.73", "64.73％")),
        ("value.wide",),
        3,
        "execution",
        file="rates.csv",
    ),
    Row("CSV-116", "E", executed("#DIV/0!"), ("value.excel-error",), 2, "executed"),
    Row("CSV-117", "E", executed("TRUE"), ("value.no-amount",), 2, "executed"),
    Row("CSV-122", "E", executed("3月4日"), ("value.date",), 2, "executed"),
    Row("CSV-123", "E", executed("Mar-04"), ("value.unreadable",), 2, "executed"),
    Row("CSV-124", "A", executed("1900万元")),
    Row("CSV-126", "E", executed('"¥2,000.00"'), ("value.unreadable",), 2, "executed"),
    Row("CSV-127", "E", executed("=1+1"), ("value.unreadable",), 2, "executed"),
    Row("CSV-128", "E", executed("—"), ("value.nothing",), 2, "executed"),
    Row("CSV-129", "E", executed("无"), ("value.nothing",), 2, "executed"),
    Row("CSV-131", "E", rate("≥95%以上"), ("value.no-percent",), 2, "execution", file="rates.csv"),
    Row("CSV-132", "E", rate("90%-95%"), ("value.range",), 2, "execution", file="rates.csv"),
    Row("CSV-133", "E", executed('""""'), ("value.nothing",), 2, "executed"),
    Row("CSV-134", "E", executed('"19\n00"'), ("value.blank-inside",), 2, "executed"),
    Row("CSV-136", "E", executed("\u22125"), ("value.negative-amount",), 2, "executed"),
    Row("CSV-137", "E", executed("1O0"), ("value.letter-digit",), 2, "executed"),
    Row("CSV-138", "W", executed("0.30000000000000004"), ("table.float-artefact",), 2, "executed"),
)

SENSE = (
    Row("CSV-139", "A", money((NAME, "=cmd|'/c calc'!A1"))),
    Row("CSV-141", "A", money((NAME, "<b>"))),
    Row("CSV-142", "E", money(("征地", "征\u202e地")), ("text.disguise",), line=3),
    Row("CSV-143", "E", money(("征地", "征\a地")), ("text.hidden",), line=3),
    Row("CSV-146", "W", executed("2100"), checked=("funding.executed-exceeds-budget",)),
    Row("CSV-147", "E", executed("19000000"), ("table.scale",), 2, "executed"),
    Row("CSV-148", "E", money(("2000,2000", "2000,-2000")), ("value.negative-amount",), 2, "budget"),
    Row("CSV-149", "W", rate("94"), file="rates.csv", checked=("rate.differs",)),
    Row("CSV-151", "E", folder(GOOD, scores=f"{SCORES}{OTHER},丁,80,良\n"), checked=("coverage.not-funded",)),
    Row("CSV-152", "E", folder(f"{GOOD}{OTHER},丁,2023,5,5,5\n", scores=SCORES), checked=("coverage.not-scored",)),
    Row("CSV-153", "A", executed("1188.527611")),
    Row("CSV-154", "E", executed('"{""a"":1}"'), ("value.unreadable",), 2, "executed"),
    Row(
        "CSV-156",
        "E",
        folder(GOOD, rates=RATES, files=STATED_TWICE),
        ("join.stated",),
        2,
        "rates.execution",
        file="rates.csv",
    ),
    Row("CSV-159", "A", money((NAME, "征" * 30))),
    Row("CSV-161", "A", folder(swapped(GOOD, (SECOND, "")) + SECOND)),
)

ROWS = (*THE_FILE, *SEPARATORS, *THE_HEAD, *KEYS, *VALUES, *SENSE)
