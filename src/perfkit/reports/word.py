"""A document as a Word file: a template that a clerk edits in Word, filled in the sandbox, then blocks put in."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import docx
from docxtpl import DocxTemplate

from perfkit.errors import Fault, Place, ReportError
from perfkit.files.zips import canonical_zip
from perfkit.model import Document
from perfkit.reports.environment import Sandbox
from perfkit.reports.escape import printable, xml
from perfkit.reports.lookup import LARGEST_WORD, Lookup
from perfkit.reports.page import page
from perfkit.reports.vocabulary import RenderingError
from perfkit.reports.word_blocks import body, contents, style_ids, used_styles
from perfkit.reports.word_lint import refuse_dangers
from perfkit.reports.word_xml import Element, tag

TEMPLATE = "report.docx"
_MARKS = {"contents": "\ue000contents\ue001", "body": "\ue000body\ue001"}
"""What ``{{ contents }}`` and ``{{ body }}`` print, each alone in its paragraph, until blocks take the place."""

_DATE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""Stands in the properties of every file, so that the same input gives the same bytes."""


def word_bytes(document: Document, lookup: Lookup) -> bytes:
    """The Word file.

    ``report.docx`` comes along the chain. It is searched for what a template may not hold, its placeholders are filled
    in the sandbox, and the contents and blocks take the places of ``{{ contents }}`` and ``{{ body }}``.

    Raises:
        ReportError: for a dangerous or unreadable template, a placeholder or style that is missing, a character that no
            document can carry.
    """
    _refuse_characters(document)
    name, content = lookup.read(TEMPLATE, LARGEST_WORD)
    refuse_dangers(content, name)
    word = _filled(content, name, document, lookup)
    _check_styles(word, name)
    width = _text_width(word)
    _replace(word, "contents", contents(document.headings), name)
    _replace(word, "body", body(document.blocks, width), name)
    _set_properties(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return canonical_zip(buffer.getvalue())


def _filled(content: bytes, name: str, document: Document, lookup: Lookup) -> Any:
    view = page(document)
    sandbox = Sandbox(lookup, xml, language=document.language, name=name)
    template = DocxTemplate(io.BytesIO(content))
    template.render({"page": view, "文件": view, "换行": "\n", **_MARKS}, jinja_env=sandbox, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return docx.Document(buffer)


def _check_styles(word: Any, name: str) -> None:
    known = style_ids(word.styles.element)
    faults = [
        Fault("report.word-style", Place(file=name), {"style": style}) for style in used_styles() if style not in known
    ]
    if faults:
        raise ReportError(faults)


def _text_width(word: Any) -> int:
    """The width of the last section's text area in twentieths of a point, each of which is 635 units of the file."""
    section = word.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin) // 635


def _replace(word: Any, which: str, made: Sequence[Element], name: str) -> None:
    mark = _MARKS[which]
    found = [p for p in word.element.body.iter(tag("p")) if _paragraph_text(p) == mark]
    if len(found) != 1:
        raise ReportError(Fault("report.word-place", Place(file=name), {"name": which, "count": len(found)}))
    place = found[0]
    for block in made:
        place.addprevious(block)
    place.getparent().remove(place)


def _paragraph_text(paragraph: Element) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(tag("t")))


def _set_properties(word: Any, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = ""
    properties.language = "zh-CN" if document.language == "zh" else "en"
    properties.created = properties.modified = _DATE
    properties.revision = 1


def _refuse_characters(document: Document) -> None:
    try:
        for block in document.blocks:
            for cell in [cell for row in getattr(block, "rows", ()) for cell in row]:
                printable(cell.text)
            printable(getattr(block, "text", ""))
    except RenderingError as error:
        raise ReportError(error.faults) from None
