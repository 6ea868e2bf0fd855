"""Rows XLS-001 to XLS-036 and XLS-054 to XLS-063 of the catalogue: workbooks as files, before any reader."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from hostile.catalogue import Verdict
from hostile.office_files import (
    HEAD,
    MAIN,
    SHEET,
    TYPES,
    Entry,
    archive,
    book,
    changed,
    compound,
    contents,
    document,
    entries,
    number,
    parts,
    records,
    relations,
    repeated,
    rows,
    sheet,
)

FILE = "自评表.xlsx"


@frozen
class Row:
    """One row: ``build`` makes the bytes; the first of ``codes`` is told of this part, or of this cell of the sheet."""

    id: str
    verdict: Verdict
    build: Callable[[], bytes]
    codes: tuple[str, ...] = ()
    part: str = ""
    cell: str = ""
    name: str = FILE


OLD = compound({"Workbook": records(number(0, 0) + number(3, 2))})
ENCRYPTED = compound({"EncryptedPackage": bytes(8192), "EncryptionInfo": bytes(4096)})

WEB = "<html><head><meta charset=gb2312></head><body><table><tr><td>指标</td></tr></table></body></html>".encode(
    "gb18030"
)
SHEET_2003 = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
CSV = "指标名称,指标值,完成值\n验收合格率,≥95%,96%\n".encode("gb18030")
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
)


def _open_document(kind: str) -> bytes:
    return archive(
        [Entry("mimetype", f"application/vnd.oasis.opendocument.{kind}".encode(), 0), Entry("content.xml", b"<a/>")]
    )


def _macros(kind: str) -> bytes:
    named = f'<Override PartName="/{SHEET}" ContentType="{TYPES}.spreadsheetml.worksheet+xml"/>'
    return book(
        held={"[Content_Types].xml": contents("xl/workbook.xml", kind, named), "xl/vbaProject.bin": b"\xcc\x61"}
    )


def _binary() -> bytes:
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    return archive(
        [Entry("[Content_Types].xml", contents("xl/workbook.bin", kind)), Entry("xl/workbook.bin", b"\x83\x01")]
    )


def _inflating() -> bytes:
    packed = repeated(b"<v>" + bytes(1_000_000), 600)
    return archive([*entries(parts()), Entry("xl/media/image1.emf", packed=packed, size=600_001_800)])


def _understated(size: int) -> bytes:
    """The same, but it says that it is small."""
    return changed(SHEET, packed=repeated(b" " * 1_000_000, 300), size=size)


def _overlapping() -> bytes:
    """Two entries of the directory for one place, as in a bomb without nesting."""
    good = entries(parts())
    return archive([*good, Entry("xl/a.xml", good[-1].data, at=0, local_name="xl/a.xml")])


def _without(part: str) -> bytes:
    return archive(entry for entry in entries(parts()) if entry.name != part)


def _dtd(doctype: str, text: str) -> bytes:
    inner = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'
    return book(f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{MAIN}">{inner}</worksheet>'.encode())


def _merged(ref: str) -> bytes:
    return book(sheet(rows(3), behind=f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'))


def _cells(*names: str, row: int = 1) -> bytes:
    return book(f'<row r="{row}">' + "".join(f'<c r="{name}"><v>1</v></c>' for name in names) + "</row>")


CONNECTION = f'{HEAD}<connections xmlns="{MAIN}"><connection id="1" name="库" type="1"/></connections>'.encode()

CONTAINER = (
    Row("XLS-001", "E", lambda: b"", ("office.empty",)),
    Row("XLS-002", "E", lambda: book(rows(400))[:4000], ("office.cut-short",)),
    Row("XLS-003", "E", lambda: OLD, ("office.xls",)),
    Row("XLS-004", "A", lambda: OLD, name="自评表.xls"),
    Row("XLS-006", "E", lambda: OLD, ("office.et",), name="自评表.et"),
    Row("XLS-007", "E", lambda: CSV, ("office.text",)),
    Row("XLS-008", "E", lambda: WEB, ("office.html",), name="自评表.xls"),
    Row("XLS-009", "E", document, ("office.word-as-workbook",)),
    Row("XLS-011", "E", lambda: _open_document("spreadsheet"), ("office.ods",), name="自评表.ods"),
    Row(
        "XLS-012",
        "W",
        lambda: _macros("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ("office.macros",),
        name="自评表.xlsm",
    ),
    Row("XLS-013", "E", _binary, ("office.xlsb",), name="自评表.xlsb"),
    Row("XLS-014", "E", lambda: b"\x04user" + bytes(160), ("file.editor-lock",), name="~$自评表.xlsx"),
    Row("XLS-016", "E", _inflating, ("office.too-much",)),
    Row("XLS-017", "E", lambda: archive(Entry(f"a{at}") for at in range(50_000)), ("office.too-many-parts",)),
    Row("XLS-018", "E", lambda: changed(SHEET, size=40), ("office.part-damaged",), SHEET),
    Row("XLS-019", "E", _overlapping, ("office.part-place",), "xl/a.xml"),
    Row("XLS-021", "E", lambda: book(held={"../../evil.txt": b"x"}), ("office.part-name",), "../../evil.txt"),
    Row("XLS-022", "E", lambda: changed(SHEET, flags=1), ("office.part-encrypted",), SHEET),
    Row("XLS-023", "E", lambda: changed(SHEET, method=12), ("office.part-method",), SHEET),
    Row("XLS-024", "E", lambda: _dtd(f"{LAUGHS}]>", "&j;"), ("office.dtd",), SHEET),
    Row(
        "XLS-026",
        "E",
        lambda: _dtd('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
        ("office.dtd",),
        SHEET,
    ),
    Row(
        "XLS-027",
        "E",
        lambda: _dtd(f'<!DOCTYPE x [<!ENTITY a "{"A" * 100_000}">]>', "&a;" * 20_000),
        ("office.dtd",),
        SHEET,
    ),
    Row("XLS-028", "E", lambda: _without("xl/workbook.xml"), ("office.main-missing",), "xl/workbook.xml"),
    Row("XLS-029", "E", lambda: _without(SHEET), ("office.sheet-missing",)),
    Row("XLS-031", "E", lambda: book(sheet(rows(3)).removesuffix(b"</worksheet>")), ("office.not-well-formed",), SHEET),
    Row("XLS-032", "E", lambda: book(sheet("<a>" * 10_000 + "</a>" * 10_000)), ("office.depth",), SHEET),
    Row("XLS-033", "E", lambda: book(held={"xl/vbaProject.bin": b"x"}), ("office.macro-part",), "xl/vbaProject.bin"),
    Row(
        "XLS-034",
        "E",
        lambda: book(held={"xl/embeddings/oleObject1.bin": b"x"}),
        ("office.embedded",),
        "xl/embeddings/oleObject1.bin",
    ),
    Row(
        "XLS-036",
        "W",
        lambda: book(held={"xl/connections.xml": CONNECTION}),
        ("office.connection",),
        "xl/connections.xml",
    ),
)

TWO_ROWS = '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'

SIZE = (
    Row("XLS-054", "E", lambda: _cells("XFD1048576", row=1048576), ("office.cell-outside",), SHEET, "XFD1048576"),
    Row("XLS-056", "E", lambda: book(rows(60_000)), ("office.too-many-rows",), SHEET),
    Row("XLS-057", "A", lambda: book(sheet(rows(50), before='<dimension ref="A1:A10"/>'))),
    Row("XLS-058", "A", lambda: book(sheet(rows(5), before='<dimension ref="A1:XFD1048576"/>'))),
    Row("XLS-059", "E", lambda: book('<row r="0"><c r="B0"><v>1</v></c></row>'), ("office.row-number",), SHEET),
    Row("XLS-061", "E", lambda: _cells("A1", "B1", "B1"), ("office.cell-twice",), SHEET, "B1"),
    Row("XLS-062", "A", lambda: book(TWO_ROWS)),
    Row("XLS-063", "E", lambda: _merged("A1:XFD1048576"), ("office.range-outside",), SHEET, "A1"),
)

ROWS = (*CONTAINER, *SIZE)


def outside(kind: str, target: str) -> bytes:
    """A workbook whose sheet points to something outside."""
    return book(held={"xl/worksheets/_rels/sheet1.xml.rels": relations(outside=[("rId1", kind, target)])})


def commented(ref: str) -> bytes:
    """A workbook with a comment at a place."""
    inner = f'<commentList><comment ref="{ref}" authorId="0"><text><t>注</t></text></comment></commentList>'
    return book(held={"xl/comments1.xml": f'<comments xmlns="{MAIN}">{inner}</comments>'.encode()})


def linked(ref: str) -> bytes:
    """A workbook with a hyperlink over a range."""
    return book(sheet(rows(3), behind=f'<hyperlinks><hyperlink ref="{ref}" location="A1"/></hyperlinks>'))


def listed(target: str, root: bytes) -> bytes:
    """A workbook whose only sheet is this part."""
    held = {"xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", target)), f"xl/{target}": root}
    return book(held=held)


MORE = (
    Row("a part that says it is small", "E", lambda: _understated(5_000), ("office.part-damaged",), SHEET),
    Row("packed beyond the end", "E", lambda: changed(SHEET, packed_size=2**31), ("office.part-place",), SHEET),
    Row("a part beyond the end", "E", lambda: changed(SHEET, at=2**31), ("office.part-place",), SHEET),
    Row("another name in place", "E", lambda: changed(SHEET, local_name="x"), ("office.part-place",), SHEET),
    Row("a wrong checksum", "E", lambda: changed(SHEET, checksum=1), ("office.part-damaged",), SHEET),
    Row(
        "a part twice",
        "E",
        lambda: archive([*entries(parts()), Entry(SHEET.upper())]),
        ("office.part-twice",),
        SHEET.upper(),
    ),
    Row("an absolute name", "E", lambda: book(held={"/etc/x": b""}), ("office.part-name",), "/etc/x"),
    Row("a backslash", "E", lambda: book(held={"xl\\x": b""}), ("office.part-name",), "xl\\x"),
    Row("a drive", "E", lambda: book(held={"C:x": b""}), ("office.part-name",), "C:x"),
    Row("one bit of the directory", "E", lambda: book().replace(b"PK\x01\x02", b"PK\x01\x03", 1), ("office.damaged",)),
    Row("too large", "E", lambda: book() + bytes(20_000_000), ("office.too-large",)),
    Row("a password", "E", lambda: ENCRYPTED, ("office.encrypted",)),
    Row("an archive", "E", lambda: archive([Entry("a.txt", b"x")]), ("office.archive",)),
    Row("a table of Excel 2003", "E", lambda: SHEET_2003, ("office.xml",), name="自评表.xls"),
    Row("a workbook as .xls", "W", book, ("office.other-name",), name="自评表.xls"),
    Row("a workbook as .docx", "E", book, ("office.workbook-as-word",), name="自评表.docx"),
    Row(
        "a hidden DTD",
        "E",
        lambda: book(held={"xl/media/x.emf": b"\xef\xbb\xbf <!DOCTYPE a []><a/>"}),
        ("office.dtd",),
        "xl/media/x.emf",
    ),
    Row(
        "a DTD in UTF-16",
        "E",
        lambda: book("<!DOCTYPE a []><a/>".encode("utf-16")),
        ("office.dtd",),
        SHEET,
    ),
    Row(
        "another encoding",
        "E",
        lambda: book(b'<?xml version="1.0" encoding="cp037"?><a/>'),
        ("office.encoding",),
        SHEET,
    ),
    Row(
        "an encoding of many bytes",
        "E",
        lambda: book(b'<?xml version="1.0" encoding="gbk"?><a/>'),
        ("office.encoding",),
        SHEET,
    ),
    Row("an endless tag", "E", lambda: book(sheet("<a " + "b" * 400_000 + "='1'/>")), ("office.tag-too-long",), SHEET),
    Row(
        "a million names",
        "E",
        lambda: book(sheet("".join(f"<c{at} d='1'/>" for at in range(1_600_001)))),
        ("office.too-many-tags",),
        SHEET,
    ),
    Row(
        "no list of sheets",
        "E",
        lambda: book(held={"xl/workbook.xml": b"<workbook/>"}),
        ("office.no-sheets",),
        "xl/workbook.xml",
    ),
    Row("a sheet by another name", "E", lambda: listed("s.bin", b"<a><c r='XFD1'/></a>"), ("office.not-a-sheet",)),
    Row(
        "ActiveX",
        "E",
        lambda: book(held={"xl/activeX/activeX1.bin": b"x"}),
        ("office.active-part",),
        "xl/activeX/activeX1.bin",
    ),
    Row("an outside picture", "E", lambda: outside("image", "http://a.example/x.png"), ("office.outside",), SHEET),
    Row("another workbook", "E", lambda: outside("externalLinkPath", "预算.xlsx"), ("office.outside",), SHEET),
    Row("a hyperlink", "A", lambda: outside("hyperlink", "https://www.example.org/")),
    Row("settings of a printer", "A", lambda: book(held={"xl/printerSettings/printerSettings1.bin": bytes(600)})),
    Row("a drawing that is no XML", "A", lambda: book(held={"xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>"})),
    Row(
        "macros as .xlsx",
        "E",
        lambda: _macros("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ("office.macro-part",),
        "xl/vbaProject.bin",
    ),
    Row("the 513th column", "E", lambda: _cells("A1", "SS1"), ("office.cell-outside",), SHEET, "SS1"),
    Row("the 512th column", "A", lambda: _cells("A1", "SR1")),
    Row("the 50 001st row", "E", lambda: _cells("A50001", row=50_001), ("office.cell-outside",), SHEET, "A50001"),
    Row("the 50 000th row", "A", lambda: _cells("A50000", row=50_000)),
    Row("a cell of another row", "E", lambda: _cells("A1", "B2"), ("office.cell-name",), SHEET, "B2"),
    Row("a cell without letters", "E", lambda: _cells("A1", "1"), ("office.cell-name",), SHEET, "1"),
    Row("a cell without a name", "A", lambda: book('<row><c><v>1</v></c><c r="B1"/></row>')),
    Row("a cell twice in two rows", "E", lambda: book(rows(2) + rows(1)), ("office.cell-twice",), SHEET, "A1"),
    Row("a cell outside rows", "E", lambda: book('<c r="A1"/>'), ("office.cell-outside",), SHEET, "A1"),
    Row("many cells merged", "E", lambda: _merged("A1:SR1000"), ("office.too-many-cells",), SHEET),
    Row("merged the wrong way", "E", lambda: _merged("B2:A1"), ("office.range-name",), SHEET),
    Row(
        "a comment far outside",
        "E",
        lambda: commented("XFD1048576"),
        ("office.range-outside",),
        "xl/comments1.xml",
        "XFD1048576",
    ),
    Row("a link over all cells", "E", lambda: linked("A1:XFD1048576"), ("office.range-outside",), SHEET, "A1"),
    Row("a document", "A", document, name="自评报告.docx"),
    Row(
        "a document with an outside template",
        "E",
        lambda: document(
            held={
                "word/_rels/settings.xml.rels": relations(
                    outside=[("rId1", "attachedTemplate", "http://a.example/x.dotm")]
                )
            }
        ),
        ("office.outside",),
        "word/settings.xml",
        name="自评报告.docx",
    ),
    Row(
        "a document nested",
        "E",
        lambda: document("<w:p>" * 70 + "</w:p>" * 70),
        ("office.depth",),
        "word/document.xml",
        name="自评报告.docx",
    ),
    Row(
        "a document with a DTD",
        "E",
        lambda: document(held={"word/document.xml": b"<!DOCTYPE a []><a/>"}),
        ("office.dtd",),
        "word/document.xml",
        name="自评报告.docx",
    ),
)
"""What the catalogue leaves to whoever builds it; named in words."""
