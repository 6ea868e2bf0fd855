"""The parts beside the sheets of a workbook: formats of cells, comments, controls, filters of tables, linked files."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from perfkit.formats.sheets.codes import BUILT_IN, GENERAL

_STYLES = "xl/styles.xml"
_MAIN = f"{{{SHEET_MAIN_NS}}}"
_DRAWING = "{urn:schemas-microsoft-com:office:excel}"
_LINK = re.compile(r"xl/externalLinks/_rels/externalLink([0-9]{1,4})\.xml\.rels", re.ASCII)
_CONTROLS = frozenset({"Checkbox", "Drop", "List", "Radio", "Edit", "Spin", "Scroll"})


@frozen
class Styles:
    """The formats of cells: code of the number format, and whether the whole cell is struck out."""

    cells: tuple[tuple[str, bool], ...]

    def of(self, style: int) -> tuple[str, bool]:
        """That of a style; a number that the file does not explain is a plain cell."""
        return self.cells[style] if 0 <= style < len(self.cells) else (GENERAL, False)


def styles_of(archive: zipfile.ZipFile) -> Styles:
    """The formats, as far as they matter here; read without openpyxl, which refuses whole files for odd colours."""
    if _STYLES not in archive.namelist():
        return Styles(())
    root = fromstring(archive.read(_STYLES))
    codes = BUILT_IN | {
        int(one.get("numFmtId", "0")): one.get("formatCode", GENERAL) for one in root.iter(f"{_MAIN}numFmt")
    }
    struck = [_is_struck(font.find(f"{_MAIN}strike")) for font in _children(root, "fonts")]
    return Styles(
        tuple(
            (codes.get(int(one.get("numFmtId", "0")), GENERAL), _at(struck, int(one.get("fontId", "0"))))
            for one in _children(root, "cellXfs")
        )
    )


def _children(root: Any, name: str) -> Iterator[Any]:
    found = root.find(f"{_MAIN}{name}")
    return iter(()) if found is None else iter(found)


def _at(struck: list[bool], font: int) -> bool:
    return struck[font] if 0 <= font < len(struck) else False


def _is_struck(strike: Any) -> bool:
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def comments_of(archive: zipfile.ZipFile, related: RelationshipList) -> Mapping[tuple[int, int], str]:
    """The comments of a sheet."""
    found: dict[tuple[int, int], str] = {}
    for target in _targets(archive, related, "comments"):
        for one in fromstring(archive.read(target)).iter(f"{_MAIN}comment"):
            text = "".join(part.text or "" for part in one.iter(f"{_MAIN}t")).strip()
            if text:
                found[coordinate_to_tuple(one.get("ref", ""))] = text
    return found


def controls_of(archive: zipfile.ZipFile, related: RelationshipList) -> frozenset[tuple[int, int]]:
    """The cells over which a form control begins."""
    found: set[tuple[int, int]] = set()
    for target in _targets(archive, related, "vmlDrawing"):
        content = archive.read(target)
        if any(f'"{kind}"'.encode() in content for kind in _CONTROLS):
            found.update(_anchors(fromstring(content)))
    return frozenset(found)


def _anchors(root: Any) -> Iterator[tuple[int, int]]:
    """Row and column of each control: an anchor names column, offset, row, offset of its first corner, from 0."""
    for data in root.iter(f"{_DRAWING}ClientData"):
        numbers = re.findall(r"[0-9]{1,7}", data.findtext(f"{_DRAWING}Anchor", ""), re.ASCII)
        if data.get("ObjectType") in _CONTROLS and len(numbers) >= 4:
            yield int(numbers[2]) + 1, int(numbers[0]) + 1


def filters_of(archive: zipfile.ZipFile, related: RelationshipList) -> tuple[tuple[int, int], ...]:
    """First and last row of each table of the sheet that has a filter in use."""
    parts = (fromstring(archive.read(target)) for target in _targets(archive, related, "table"))
    return tuple(rows for part in parts for one in part.iter(f"{_MAIN}autoFilter") for rows in filter_rows(one))


def filter_rows(element: Any) -> tuple[tuple[int, int], ...]:
    """First and last row of a filter, its head included, if it is in use."""
    if element.find(f"{_MAIN}filterColumn") is None:
        return ()
    _, top, _, bottom = range_boundaries(element.get("ref", ""))
    return ((top or 1, bottom or 2**20),)


def _targets(archive: zipfile.ZipFile, related: RelationshipList, kind: str) -> Iterator[str]:
    """The parts of a kind that a sheet is related to, if they are there."""
    names = set(archive.namelist())
    for one in related:
        if str(one.Type).endswith(f"/{kind}") and (one.target or "") in names:
            yield str(one.target)


def links_of(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """The names of other workbooks by the number that formulas have for them."""
    found = {}
    for name in archive.namelist():
        if (at := _LINK.fullmatch(name)) is not None:
            target = next((one.get("Target", "") for one in fromstring(archive.read(name))), "")
            found[at[1]] = posixpath.basename(target.replace("\\", "/")) or at[1]
    return found
