"""Plain text made safe for Markdown and XML, so that a name comes out as it was typed."""

from __future__ import annotations

import re
import unicodedata

from perfkit.errors import Fault, quoted
from perfkit.reports.vocabulary import RenderingError

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_BLANK = re.compile(r"\A\s|\s\Z|[^\S ]")
_LINE_END = re.compile(r"\r\n?")


def printable(text: str) -> str:
    """``text`` itself; refused if it holds a character no document can carry: controls, half characters, U+FFFE."""
    for character in text:
        if _forbidden(character):
            raise RenderingError(
                Fault("report.character", arguments={"character": f"U+{ord(character):04X}", "text": quoted(text)})
            )
    return text


def _forbidden(character: str) -> bool:
    if character in "\t\n\r":
        return False
    point = ord(character)
    return unicodedata.category(character) in ("Cc", "Cs") or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def markdown(text: str) -> str:
    """Markdown that prints ``text``: no sign in it means anything; its line ends become breaks inside the paragraph."""
    unix = _LINE_END.sub("\n", printable(text))
    return _BLANK.sub(_entity, _PUNCTUATION.sub(r"\\\g<0>", unix))


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def xml(text: str) -> str:
    """Text for an XML element or a quoted attribute; braces too, so that no later step takes them for a placeholder."""
    signs: dict[str, str | int | None] = {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        "{": "&#123;",
        "}": "&#125;",
    }
    return printable(text).translate(str.maketrans(signs))
