"""What an e-mailed Word file may hide: fields that fetch, outside parts, macros. All of it is refused before use."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from perfkit.errors import Fault, Place, ReportError
from perfkit.files import unfit_office
from perfkit.reports.word_xml import tag

MOST_TAGS = 5_000
_FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|LINK|IMPORT|DATABASE|RD|EMBED|AUTOTEXT|MACROBUTTON)\b"
)
_ACTIVE = re.compile(r"vbaProject|activeX|embeddings/|\.bin$|\.ole|customUI|attachedToolbars|afchunk", re.IGNORECASE)
_TAGS = re.compile(rb"\{[{%#]")


def refuse_dangers(content: bytes, name: str) -> None:
    """Raises :class:`ReportError` with everything in a Word file that a template may not have."""
    unfit = unfit_office(content)
    if unfit is not None:
        raise ReportError(Fault(f"report.word-{unfit}", Place(file=name)))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise ReportError(Fault("report.word-unreadable", Place(file=name))) from None
    faults = [fault for part, data in sorted(parts.items()) for fault in _faults(part, data, name)]
    if "word/document.xml" not in parts:
        faults.append(Fault("report.word-unreadable", Place(file=name)))
    if faults:
        raise ReportError(faults)


def _faults(part: str, data: bytes, name: str) -> list[Fault]:
    found = [part] if _ACTIVE.search(part) else []
    if part.endswith((".xml", ".rels")):
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            found.append("DOCTYPE")
        elif len(_TAGS.findall(data)) > MOST_TAGS:
            found.append(f"> {MOST_TAGS} {{{{ }}}}")
        else:
            found += _inside(part, data)
    return [Fault("report.word-danger", Place(file=name, key=part), {"found": danger}) for danger in found]


def _inside(part: str, data: bytes) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return ["XML"]
    if part.endswith(".rels"):
        return [
            f"{relation.get('Type', '').rsplit('/', 1)[-1]} {relation.get('Target', '')}"[:80]
            for relation in root
            if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
        ]
    codes = "".join(code.text or "" for code in root.iter(tag("instrText"), tag("delInstrText")))
    simple = " ".join(code.get(tag("instr"), "") for code in root.iter(tag("fldSimple")))
    fields = sorted({match[0] for match in _FETCHING.finditer(f"{codes} {simple}".upper())})
    foreign = {str(node.tag) for node in root.iter(tag("altChunk"), tag("subDoc"), tag("object"))}
    return fields + sorted(name.rpartition("}")[2] for name in foreign)
