"""Slips in the writing of a template, told in our own words; Jinja's sentence is kept as a detail only."""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError

from perfkit.errors import Fault, Place, nearest

_TAGS = (
    "block", "call", "elif", "else", "endblock", "endcall", "endfilter", "endfor", "endif", "endmacro", "endset",
    "endwith", "extends", "filter", "for", "if", "include", "macro", "set", "with",
)  # fmt: skip
_KNOWN = "|".join(_TAGS)
_OTHER = {"elseif": "elif", "elsif": "elif", "end": "", "endfunction": "endmacro", "foreach": "for"}
"""What other languages call a tag."""

_SENTENCES: tuple[tuple[str, str], ...] = (
    ("tag-unclosed", r"Unexpected end of template\..*innermost block that needs to be closed is '(?P<name>\w+)'"),
    ("tag-misplaced", rf"Encountered unknown tag '(?P<name>{_KNOWN})'\..*needs to be closed is '(?P<open>\w+)'"),
    ("tag-alone", rf"Encountered unknown tag '(?P<name>{_KNOWN})'"),
    ("tag-unknown", r"Encountered unknown tag '(?P<name>\w+)'"),
    ("tag-unnamed", r"tag name expected"),
    ("braces-open", r"unexpected end of template|Missing end of (comment|raw)"),
    ("sign", r"unexpected char ['\"](?P<name>.+?)['\"] at"),
    ("brackets", r"unexpected '(?P<name>[)\]}]+)'(, expected '.*')?$"),
    ("block-twice", r"block '(?P<name>.+?)' defined twice"),
    ("block-name", r"Block names in Jinja"),
    ("expression", r"expected token '.*', got '(?P<name>.*)'|Expected an expression, got '(?P<name2>.*)'"),
    ("expression", r"unexpected '(?P<name>.*)'"),
)
"""Codes after ``report.template-`` and the sentences of Jinja that mean them, the first that fits."""


def mistake(error: TemplateSyntaxError, unnamed: str) -> Fault:
    """The slip as a fault with template and line; one this table does not know carries Jinja's own sentence."""
    place = Place(file=error.filename or error.name or unnamed, line=error.lineno)
    detail = " ".join((error.message or "").split())
    for code, sentence in _SENTENCES:
        found = re.match(sentence, detail)
        if found:
            return Fault(f"report.template-{code}", place, {**_fields(found), "detail": detail})
    return Fault("report.template-syntax", place, {"detail": detail})


def _fields(found: re.Match[str]) -> dict[str, str]:
    groups = {name: text or "" for name, text in found.groupdict().items()}
    name = groups.get("name") or groups.pop("name2", "")
    open_tag = groups.get("open", "")
    return {"name": _sign(name), "open": open_tag, "near": _OTHER.get(name, nearest(name, _TAGS))}


def _sign(text: str) -> str:
    """A sign as the author knows it, where Jinja gives it a name."""
    return {"end of print statement": "}}", "end of statement block": "%}"}.get(text, text)
