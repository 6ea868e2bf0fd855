"""Office files put together by hand, so that every byte of them can lie: archives, workbooks, compound files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"


@frozen
class Entry:
    """An entry of an archive as it is written down; what is None is as it should be."""

    name: str
    data: bytes = b""
    method: int = 8
    flags: int = 0
    size: int | None = None
    packed: bytes | None = None
    packed_size: int | None = None
    checksum: int | None = None
    at: int | None = None
    local_name: str | None = None


def archive(entries: Iterable[Entry]) -> bytes:
    """A zip of these entries."""
    body, directory, count = bytearray(), bytearray(), 0
    for entry in entries:
        name = entry.name.encode()
        local = name if entry.local_name is None else entry.local_name.encode()
        packed = entry.packed if entry.packed is not None else _packed(entry.data, entry.method)
        size = len(entry.data) if entry.size is None else entry.size
        checksum = zlib.crc32(entry.data) if entry.checksum is None else entry.checksum
        long = len(packed) if entry.packed_size is None else entry.packed_size
        said = struct.pack("<HHHHHIII", 20, entry.flags | 0x800, entry.method, 0, 33, checksum, long, size)
        at = len(body) if entry.at is None else entry.at
        body += b"PK\x03\x04" + said + struct.pack("<HH", len(local), 0) + local + packed
        directory += (
            b"PK\x01\x02" + struct.pack("<H", 20) + said + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at)
        )
        directory += name
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end


def _packed(data: bytes, method: int) -> bytes:
    if method == 0:
        return data
    packing = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packing.compress(data) + packing.flush()


def repeated(block: bytes, times: int) -> bytes:
    """What deflate makes of ``block`` written down ``times`` times, without writing it down."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packing.compress(b"")
    once = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
    return once * times + b"\x03\x00"


def relations(*listed: tuple[str, str, str], outside: Iterable[tuple[str, str, str]] = ()) -> bytes:
    """A part of relations: id, kind and target of each."""
    inner = "".join(
        f'<Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
        for mode, group in (("", listed), (' TargetMode="External"', outside))
        for id_, kind, target in group
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'.encode()


def contents(main: str, kind: str, more: str = "") -> bytes:
    """The list of contents."""
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/>{more}</Types>'
    ).encode()


def sheet(data: str, *, before: str = "", behind: str = "") -> bytes:
    """A sheet with these rows."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{behind}</worksheet>'.encode()


def rows(count: int, first: int = 1) -> str:
    """Rows with a number in their first two cells."""
    return "".join(
        f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}"><v>1</v></c></row>'
        for at in range(first, first + count)
    )


def parts(data: str | bytes | None = None, **more: bytes) -> dict[str, bytes]:
    """The parts of a small good workbook with one sheet 绩效指标."""
    content = data if isinstance(data, bytes) else sheet(rows(5) if data is None else data)
    book = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="绩效指标" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    )
    return {
        "[Content_Types].xml": contents(
            "xl/workbook.xml",
            f"{TYPES}.spreadsheetml.sheet.main+xml",
            f'<Override PartName="/{SHEET}" ContentType="{TYPES}.spreadsheetml.worksheet+xml"/>',
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet1.xml")),
        SHEET: content,
        **more,
    }


def entries(held: Mapping[str, bytes]) -> list[Entry]:
    """The entries of these parts."""
    return [Entry(name, data) for name, data in held.items()]


def book(data: str | bytes | None = None, held: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook whose sheet holds these rows (or is these bytes), with more parts or others in their place."""
    return archive(entries({**parts(data), **(held or {})}))


def changed(name: str, **how: object) -> bytes:
    """The good workbook with one entry written down otherwise."""
    return archive(evolve(entry, **how) if entry.name == name else entry for entry in entries(parts()))


def document(body: str = "<w:p/>", held: Mapping[str, bytes] | None = None) -> bytes:
    """A small Word document."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'{HEAD}<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    kind = f"{TYPES}.wordprocessingml.document.main+xml"
    good = {
        "[Content_Types].xml": contents("word/document.xml", kind),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": text.encode(),
    }
    return archive(entries({**good, **(held or {})}))


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of a workbook of Excel 97."""
    return struct.pack("<HH", kind, len(data)) + data


def begin(kind: int) -> bytes:
    """The record a workbook (5), a sheet (16) or a chart (32) begins with."""
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0x41, 6))


def number(row: int, column: int) -> bytes:
    """A record of a number."""
    return record(0x203, struct.pack("<HHHd", row, column, 0, 1))


def records(cells: bytes, *, before: bytes = b"", sheets: int = 1, offset: int = 0) -> bytes:
    """The stream of a workbook of Excel 97 whose sheets all lie in one place."""
    named = [record(0x85, struct.pack("<IBBBB", 0, 0, 0, 2, 0) + f"S{at}".encode()) for at in range(sheets)]
    head = len(begin(5)) + len(before) + sum(map(len, named)) + 4
    named = [name[:4] + struct.pack("<I", head + offset) + name[8:] for name in named]
    stream = begin(5) + before + b"".join(named) + record(0x0A) + begin(0x10) + cells + record(0x0A)
    return stream.ljust(4096, b"\0")


def compound(streams: Mapping[str, bytes], *, storages: Iterable[str] = ()) -> bytes:
    """A compound file with these streams, each at least 4096 bytes long, and empty storages."""
    sector, end = 512, 0xFFFFFFFE
    blocks = {name: -(-len(data) // sector) for name, data in streams.items()}
    names = [*streams, *storages]
    listing = -(-(len(names) + 1) // 4)
    tables = 1
    while tables * 128 < tables + listing + sum(blocks.values()):
        tables += 1
    table = [0xFFFFFFFD] * tables + _run(tables, listing)
    starts, body = {}, b""
    for name, data in streams.items():
        starts[name] = len(table)
        table += _run(len(table), blocks[name])
        body += data.ljust(blocks[name] * sector, b"\0")
    directory = _entry("Root Entry", 5, end, 0, child=1 if names else 0xFFFFFFFF)
    for at, name in enumerate(names, 1):
        right = at + 1 if at < len(names) else 0xFFFFFFFF
        kind, start, size = (2, starts[name], len(streams[name])) if name in streams else (1, end, 0)
        directory += _entry(name, kind, start, size, right=right)
    directory = directory.ljust(listing * sector, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, end, 0, end, 0)
    head += b"".join(struct.pack("<I", at if at < tables else 0xFFFFFFFF) for at in range(109))
    packed = b"".join(struct.pack("<I", at) for at in table).ljust(tables * sector, b"\xff")
    return head + packed + directory + body


def _run(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), 0xFFFFFFFE]


def _entry(name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    letters = f"{name}\0".encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36) + struct.pack("<III", start, size, 0)
