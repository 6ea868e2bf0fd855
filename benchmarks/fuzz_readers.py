"""Spoilt files through the readers: nothing but our own error, a second and 200 MB at the most.

``python benchmarks/fuzz_readers.py TARGET [COUNT [SEED [FIRST]]]`` takes a good file, spoils it in a few places and
reads it, COUNT times; TARGET is a key of :data:`TARGETS`. Each input depends on SEED and its number alone: to see one
again, give its number as FIRST and 1 as COUNT. Parts of Office files are spoilt before they are packed, so that most
inputs get past the checksums; the others are spoilt as they lie. Stopped with Ctrl-C it tells what
was done. Ends with status 1 if anything else is raised, one
input takes more than a second of CPU, or the process grows beyond 200 MB.
"""

from __future__ import annotations

import io
import json
import random
import re
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import tomli
from attrs import frozen

from perfkit import Kit
from perfkit.errors import InputError
from perfkit.files import decode, gate
from perfkit.formats import read_portfolio
from perfkit.formats.convert import structure
from perfkit.formats.folder import Folder
from perfkit.formats.lending import no_library
from perfkit.formats.notes import Notes
from perfkit.formats.rows import read_funding_rows, read_rate_rows, read_score_rows
from perfkit.formats.single import portfolio_of_one
from perfkit.formats.toml import parse_toml
from perfkit.formats.written import ProjectFile

SEED = 20231231
LONG, LONGEST = 1 / 400, 400_000
"""How often a piece stands many times, and the most bytes of it: what costs time only where there is much of it."""

SLOWEST = 1.0
LARGEST_MB = 200
MOST_SHOWN = 20
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (in memory, where there is such a place)
"""Where files stand that are read by their names."""

ROOT = Path(__file__).parents[1]
BOOKS = ROOT / "tests" / "formats" / "sheets" / "files"

Rng = random.Random
Spoil = Callable[[bytes, Rng], bytes]

ANYWHERE: tuple[bytes, ...] = (
    *(
        b"\x00",
        b"\x1a",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\t",
        b"-1",
        b"1e999999",
        b"nan",
        b"9" * 50,
        b"0" * 400,
        b"%",
        b"1,000",
    ),
    *(
        text.encode()
        for text in ("\u202e", "\ufffd", "\u200b", "\u3000", "\ufeff", "，", "５", "万元", "≥", "#REF!", "𝟗")
    ),
)
LONE = (*(bytes((sign,)) for sign in b'0_ (),.-+%a\t"'), "①".encode(), "一".encode(), "、".encode())
"""Signs that patterns look for, to be repeated."""
BROKEN = (b"\xff\xfe", b"\x80", b"\xe5\x9b", b"\xd2\xbb", b"\xc0\x80", b"\xed\xa0\x80")
OF_TOML: tuple[bytes, ...] = (
    *(b'"', b"'", b'"""', b"'''", b"[", b"]", b"[[", b"]]", b"{", b"}", b"=", b".", b",", b"#", b"\\", b"\\u", b"\\x"),
    *(
        b"\n[project]\n",
        b"\n[[indicators]]\n",
        b"\nweight = 1\n",
        b"a.b.c.d = 1\n",
        b"true",
        b"inf",
        b"0x1F",
        b"1979-05-27",
    ),
    *(b"07:32:00", b"schema = 1\n", b"[" * 60, b"{a=" * 60, b"a." * 200, b"\nname = ", b"target = ", b"judged = "),
)
OF_CSV: tuple[bytes, ...] = (
    *(
        b",",
        b";",
        b"\t",
        b'"',
        b'""',
        b"'",
        b"\n",
        "合计".encode(),
        "编码".encode(),
        "项目名称".encode(),
        b"name",
        b"=1+1",
    ),
    *(b"sep=;\n", b"|---|", b"# x\n", b"(5)", b"TRUE", b"2023", b"'3607", b'="3607"', b",,,,", "“".encode()),
)
OF_JSON: tuple[bytes, ...] = (
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b'"',
        b"\\",
        b"\\u",
        b"\\ud800",
        b"\\u0000",
        b"null",
        b"true",
        b"NaN",
        b"Infinity",
    ),
    *(b"1e9999", b"-0", b"0.1e1", b"[" * 60, b'{"a":' * 60, b"//", b"/* */", b"'", b"9" * 5000, b"0.30000000000000004"),
    *(b'"schema": 1,', b'"name": "x",', b'"projects": [],', b'"project": {},', b'"weight": 1,', b'"target": 5,'),
)
OF_XML: tuple[bytes, ...] = (
    *(
        b"<",
        b">",
        b"/>",
        b"</",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?x ",
        b"?>",
        b"&",
        b"&amp;",
        b"&#0;",
        b"&#x41;",
    ),
    *(
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b'"',
        b"'",
        b"=",
        b' r="A1"',
        b' r="XFD1048576"',
        b' r="0"',
        b' t="s"',
        b' t="e"',
    ),
    *(
        b' t="b"',
        b' t="inlineStr"',
        b' t="d"',
        b' s="999999"',
        b"<row>",
        b"<c>",
        b"<v>99999</v>",
        b"<f>A1</f>",
        b"<a>" * 70,
    ),
    *(
        b'<mergeCell ref="A1:SR900"/>',
        b' ref="A1"',
        b' TargetMode="External"',
        b"rId1",
        b"../",
        b"xl/",
        b' encoding="gbk"',
    ),
    *(b"<v>nan</v>", b"<v>1e400</v>", b"<v>-1</v>", b"<is><t>", b' xml:space="x"', b' hidden="2"', b'formatCode="["'),
)
OF_ZIP = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xff", b"\x00\x00")
VALUES: tuple[bytes, ...] = (
    *(
        b"",
        b"0",
        b"-1",
        b"1",
        b"1.5",
        b"1e400",
        b"nan",
        b"99999999999",
        b"A1",
        b"A1:B2",
        b"B0",
        b"XFD1048576",
        b"A1:SR900",
    ),
    *(b"s", b"e", b"b", b"d", b"inlineStr", b"str", b"n", b"true", b"rId1", b"rId99", b"External", b"#REF!", b"0.00%"),
    *(
        b"[$-804]yyyy",
        b"&quot;",
        b"&#65;",
        b"visible",
        b"veryHidden",
        b"preserve",
        b"SUM(A1:A9)",
        b"45291",
        b"gbk",
        b"../x",
    ),
    *("甲".encode(), "９５％".encode(), b" " * 300, b"9" * 400, b"a:b", b"http://a.example/x"),
)
OF_97: tuple[bytes, ...] = (
    *(
        b"\xff\xff\xff\xff",
        b"\xfe\xff\xff\xff",
        b"\x00\x00\x00\x00",
        b"\xff\xff",
        b"\x00\x80",
        b"\x09\x08",
        b"\x85\x00",
    ),
    *(
        b"\xfc\x00",
        b"\x3c\x00",
        b"\x03\x02\x0e\x00",
        b"\xfd\x00\x0a\x00",
        b"\x0a\x00\x00\x00",
        b"\x2f\x00",
        b"\x06\x00",
    ),
)


@frozen
class Target:
    """A reader: good files by name, how they are spoilt, and what reads them."""

    good: Callable[[], dict[str, bytes]]
    spoil: Callable[[str, bytes, Rng], bytes]
    read: Callable[[bytes, str], object]


def spoilt(data: bytes, rng: Rng, pieces: Sequence[bytes], *, most: int = 4) -> bytes:
    """The bytes with a few places exchanged, left out, doubled, moved or overwritten, or cut short."""
    found = bytearray(data)
    for _ in range(rng.randint(1, most)):
        at, to = _between(found, rng), _between(found, rng)
        end = _between(found, rng, min(at + rng.choice((0, 0, 1, 3, 6, 40, 400)), len(found)))
        kind = rng.randrange(9)
        if rng.random() < LONG:
            found[at:end] = long_piece(rng, pieces)
        elif kind < 5:
            found[at : end if kind == 4 else at] = rng.choice(rng.choice((pieces, pieces, pieces, ANYWHERE)))
        elif kind == 5:
            del found[at:end]
        elif kind == 6:
            found[to:to] = found[at:end] * rng.choice((1, 1, 2, 20))
        elif kind == 7 and found and rng.random() < 0.5:
            here = rng.randrange(len(found))
            found[here] ^= 1 << rng.randrange(8 if rng.random() < 0.1 else 5)
        elif rng.random() < 0.1:
            found[at:] = rng.choice((b"", b"", *BROKEN))
    return bytes(found)


def long_piece(rng: Rng, pieces: Sequence[bytes]) -> bytes:
    """A piece many times, now and then followed by another one as often: brackets that are opened and closed."""
    count = rng.choice((40, 100, 5_000, 20_000))
    piece = rng.choice((*pieces, *LONE))
    closed = {b"(": b")", b"[": b"]", b"{": b"}"}.get(piece, rng.choice(LONE)) if rng.random() < 0.5 else b""
    return (piece * count)[:LONGEST] + (closed * count)[:LONGEST]


def _between(data: bytearray, rng: Rng, at: int | None = None) -> int:
    """A place between two characters."""
    at = rng.randrange(len(data) + 1) if at is None else at
    while 0 < at < len(data) and data[at] & 0xC0 == 0x80:
        at -= 1
    return at


def overwritten(data: bytes, rng: Rng) -> bytes:
    """The bytes with a few places exchanged for others of the same length, so that all else stays where it was."""
    found = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        piece = rng.choice(OF_97) if rng.random() < 0.6 else rng.randbytes(rng.choice((1, 1, 2, 4)))
        at = rng.randrange(min(len(found), rng.choice((600, 4096, len(found)))))
        at -= at % rng.choice((1, 2, 4))
        found[at : at + len(piece)] = piece
    return bytes(found[: len(data)])


_VALUE = re.compile(rb'="[^"<>]*"|(?<=>)[^<>]+(?=<)')
_ELEMENT = re.compile(rb"<([A-Za-z:]+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)")


def spoilt_xml(data: bytes, rng: Rng) -> bytes:
    """Values of attributes and texts exchanged, elements doubled, moved or lost: what is still well formed."""
    for _ in range(rng.randint(1, 4)):
        pattern = _VALUE if rng.random() < 0.7 else _ELEMENT
        found = list(pattern.finditer(data))
        if not found:
            continue
        one, other = rng.choice(found), rng.choice(found)
        if pattern is _VALUE:
            new = rng.choice((*VALUES, other[0].strip(b'="')))
            new = b'="' + new + b'"' if one[0].startswith(b"=") else new
            data = data[: one.start()] + new + data[one.end() :]
        else:
            new = rng.choice((b"", one[0] + one[0], other[0], one[0] + other[0]))
            data = data[: one.start()] + new + data[one.end() :]
    return data


def spoilt_toml(_name: str, data: bytes, rng: Rng) -> bytes:
    return spoilt(data, rng, OF_TOML)


def spoilt_csv(_name: str, data: bytes, rng: Rng) -> bytes:
    found = spoilt(data, rng, OF_CSV)
    if rng.random() < 0.2:
        found = found.decode("utf-8", "ignore").encode(rng.choice(("gb18030", "utf-16", "big5", "utf-8-sig")), "ignore")
    return found


def spoilt_json(_name: str, data: bytes, rng: Rng) -> bytes:
    return spoilt(data, rng, OF_JSON)


def spoilt_office(name: str, data: bytes, rng: Rng) -> bytes:
    """One or two parts spoilt and all of them packed again; now and then a part lost, or the archive itself spoilt."""
    if not data.startswith(b"PK"):
        return overwritten(data, rng) if rng.random() < 0.95 else spoilt(data, rng, OF_97)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.randrange(len(parts))
        part, inside = parts[at]
        chance = rng.random()
        if chance < 0.03:
            ways = (b"/", b"..", b"\\", b"xl", b"\x00")
            parts[at] = (spoilt(part.encode(), rng, ways).decode("utf-8", "replace"), inside)
        elif chance < 0.06:
            parts.insert(rng.randrange(len(parts)), parts.pop(at))
        elif chance < 0.09 and len(parts) > 1:
            del parts[at]
        else:
            parts[at] = (part, spoilt(inside, rng, OF_XML) if chance < 0.3 else spoilt_xml(inside, rng))
    packed = io.BytesIO()
    method = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(packed, "w", method, compresslevel=1) as package:
        for part, inside in parts:
            package.writestr(zipfile.ZipInfo(part), inside)
    whole = packed.getvalue()
    return spoilt(whole, rng, OF_ZIP, most=2) if rng.random() < 0.05 else whole


def good_toml() -> dict[str, bytes]:
    names = ("one-project/form.toml", "xinfeng-2023/projects/infrastructure.toml", "one-year/project.toml")
    return {Path(name).name: (ROOT / "examples" / name).read_bytes() for name in names}


FUNDING = """\
编码,项目名称,年度,批复金额(万元),年初预算数,全年预算数,到位资金,执行数
360722238888030005182,园区基础设施建设,2023,14654,14654,14654,14654,14654
360722238888030005222,"征地拆迁,报批",2023,"17,588",17588,17588,,11188.5276
360722238888030005242,信丰高新区 2023 年其他资金,2023,804.12859,804.1285,804.1285,804.1285,520
合计,,2023,33046.12859,,,,
"""
SCORES = """\
序号,编码,项目名称,得分,等级
1,360722238888030005182,园区基础设施建设,98.15,优
2,360722238888030005222,征地拆迁,87,良
"""
RATES = "行,项目名称,执行率(%)\n1,园区基础设施建设,100\n2,征地拆迁,63.61%\n"


def good_csv() -> dict[str, bytes]:
    return {"funding.csv": FUNDING.encode(), "scores.csv": SCORES.encode(), "rates.csv": RATES.encode()}


FORM = """\
项目支出绩效自评表,,,,,,,,
（2023年度）,,,,,,,,
项目名称,园区道路,,,,,,,
主管部门,高新区,,,实施单位,建设局,,,
项目资金（万元）,,年初预算数,全年预算数,全年执行数,分值,执行率,得分,
,年度资金总额,100,100,90,10,90%,9,
,其中：当年财政拨款,60,60,60,—,100%,—,
年度总体目标,预期目标,,,,实际完成情况,,,
,修路10公里,,,,修好9公里,,,
绩效指标,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析及改进措施
,产出指标（50分）,数量指标,新建道路,≥10公里,9公里,30,27,一段未征地
,,质量指标,验收合格率,100%,100%,20,20,
,效益指标,社会效益指标,受益人数,≥1000人,1200人,30,30,
,满意度指标,服务对象满意度指标,满意度,≥90%,95%,10,10,
总分,,,,,,100,96,
"""


def good_forms() -> dict[str, bytes]:
    """A form in the national layout, and one with target, operator and unit in columns of their own."""
    apart = FORM.replace("年度指标值,", "指标性质,指标值,计量单位,")
    for whole, parts in {
        "路,≥10公里": "路,≥,10,公里",
        "合格率,100%": "合格率,＝,100,%",
        "≥1000人": "≥,1000,人",
        "度,≥90%": "度,≥,90,%",
    }.items():
        apart = apart.replace(f"{whole},", f"{parts},", 1)
    return {"form.csv": FORM.encode(), "apart.csv": apart.encode()}


def good_json() -> dict[str, bytes]:
    """A project, a list of projects, a portfolio, and projects in lines."""
    first, second, _ = (tomli.loads(data.decode(), parse_float=str) for _, data in sorted(good_toml().items()))
    unit = {"unit": "高新区管委会", "year": 2023}
    portfolio = {"schema": 1, "portfolio": unit, "projects": [{**second, "schema": 1}], "groups": []}
    written: dict[str, object] = {"project.json": first, "list.json": [first, first], "portfolio.json": portfolio}
    files = {name: json.dumps(said, ensure_ascii=False, indent=1, default=str) for name, said in written.items()}
    files["lines.jsonl"] = "".join(json.dumps(first, ensure_ascii=False, default=str) + "\n" for _ in range(2))
    return {name: text.encode() for name, text in files.items()}


def good_office() -> dict[str, bytes]:
    """Workbooks of three programs, a document, and a small workbook made here."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    for row in (
        ("指标名称", "指标值", "完成值", "得分"),
        ("验收合格率", "≥95%", 0.96, "=C2*10"),
        ("单位成本", "≤30万元", "28万元", 10),
    ):
        sheet.append(row)
    sheet["C2"].number_format = "0.00%"
    sheet["A2"].comment = Comment("注", "我")
    sheet["B3"].hyperlink = "https://www.example.org/"
    sheet.merge_cells("A5:C6")
    saved = io.BytesIO()
    book.save(saved)
    files = {
        path.name: path.read_bytes() for path in sorted(BOOKS.iterdir()) if path.suffix in (".xlsx", ".xls", ".docx")
    }
    return {"small.xlsx": saved.getvalue(), **files}


def read_toml(data: bytes, name: str) -> object:
    folder = Folder(Path("/nowhere"))
    file = parse_toml(decode(data, name).text, name)
    folder.documents[name] = file
    written = structure(file.document, ProjectFile, name, folder.notes)
    return folder.notes.settled(portfolio_of_one(written, name, folder, no_library))


def read_csv(data: bytes, name: str) -> object:
    text, notes = decode(data, name, table=True).text, Notes()
    if name == "funding.csv":
        found: object = read_funding_rows(text, name, "万元", 2023, notes)
    else:
        found = read_score_rows(text, name, notes) if name == "scores.csv" else read_rate_rows(text, name, notes)
    notes.close()
    return found


def read_form(data: bytes, name: str) -> object:
    """A filled-in form, by the national layouts."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return national().read(path)


@cache
def national() -> Kit:
    return Kit(installed=False)


def read_json(data: bytes, name: str) -> object:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_portfolio(path)


def read_sheets(data: bytes, name: str) -> object:
    """The readers behind the gate, openpyxl and xlrd among them."""
    from perfkit.formats.sheets.opened import read_book

    return read_book(data, name)


TARGETS = {
    "toml": Target(good_toml, spoilt_toml, read_toml),
    "json": Target(good_json, spoilt_json, read_json),
    "csv": Target(good_csv, spoilt_csv, read_csv),
    "forms": Target(good_forms, spoilt_csv, read_form),
    "gate": Target(good_office, spoilt_office, gate),
    "sheets": Target(good_office, spoilt_office, read_sheets),
}


def inputs(target: Target, count: int, seed: int, first: int) -> Iterator[tuple[int, str, bytes]]:
    """The inputs with their numbers and the names of their files."""
    good = sorted(target.good().items())
    for number in range(first, first + count):
        rng = Rng(f"{seed} {number}")
        name, data = rng.choice(good)
        yield number, name, target.spoil(name, data, rng)


@frozen
class Outcome:
    """What came of a run.

    Attributes:
        raised: what was raised besides our own error, by the number of the input.
        codes: how often each first code was met; empty for what was read.
        slowest: seconds of CPU, and the number of that input.
    """

    raised: dict[int, str]
    codes: Counter[str]
    slowest: tuple[float, int]


def run(target: Target, count: int, seed: int = SEED, first: int = 0) -> Outcome:
    """Read ``count`` spoilt files."""
    raised: dict[int, str] = {}
    codes: Counter[str] = Counter()
    slowest = (0.0, first)
    with suppress(KeyboardInterrupt):  # what was done until then is told
        for number, name, data in inputs(target, count, seed, first):
            started = time.process_time()
            try:
                target.read(data, name)
                code = ""
            except InputError as error:
                code = error.code
            except Exception as error:
                raised[number], code = f"{name}: {error!r}"[:300], "!"
            slowest = max(slowest, (time.process_time() - started, number))
            codes[code] += 1
    return Outcome(raised, codes, slowest)


def main() -> None:
    key, *numbers = sys.argv[1:] or ["toml"]
    count, seed, first = (*map(int, numbers), *(20_000, SEED, 0)[len(numbers) :])
    warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out
    begun, cpu = time.perf_counter(), time.process_time()
    outcome = run(TARGETS[key], count, seed, first)
    taken, cpu, count = time.perf_counter() - begun, time.process_time() - cpu, outcome.codes.total()
    from peak import peak_mb  # beside this file, where the command runs

    memory = peak_mb()
    for number, what in list(outcome.raised.items())[:MOST_SHOWN]:
        print(f"input {number}: {what}")
    print(f"{key}: {count} inputs in {taken:.0f} s ({cpu:.0f} s of CPU), at most {memory} MB")
    print(f"{len(outcome.raised)} raised something else than our own error")
    print(f"slowest {outcome.slowest[0] * 1000:.0f} ms (input {outcome.slowest[1]})")
    print(f"read {outcome.codes.pop('', 0)}, refused for {len(outcome.codes)} reasons:", end=" ")
    print(", ".join(f"{code} {found}" for code, found in outcome.codes.most_common(12)))
    sys.exit(bool(outcome.raised) or outcome.slowest[0] > SLOWEST or memory > LARGEST_MB)


if __name__ == "__main__":
    main()
