"""What the files of a plugin folder may be: data, and data that harms nobody who opens it.

A folder comes by mail. Its files are known by their names and by their first bytes; none of them is run or unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from attrs import evolve

from perfkit.errors import Fault, quoted
from perfkit.files import (
    HEAD_BYTES,
    IMAGES,
    MOST_PIXELS,
    Entry,
    fetching,
    head_within,
    image_size,
    is_editor_lock,
    read_within,
    unfit_office,
)
from perfkit.formats.plugin_entries import OWN, TEMPLATES, Listing, is_left_alone
from perfkit.formats.plugin_manifest import MANIFEST

CODE = frozenset(
    (".py", ".pyc", ".pyd", ".pyw", ".pyz", ".so", ".dll", ".dylib", ".exe", ".com", ".msi", ".bat", ".cmd", ".ps1",
     ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".scr", ".sh", ".jar", ".reg")
)  # fmt: skip
"""Suffixes of what a computer runs when it is opened."""

SHORTCUTS = frozenset((".lnk", ".url", ".desktop", ".webloc"))
MACROS = frozenset((".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".xlam", ".pptm", ".potm", ".ppsm"))
FONTS = frozenset((".ttf", ".ttc", ".otf", ".otc", ".woff", ".woff2", ".eot", ".fon"))

FORBIDDEN = (
    ("plugin.code-file", CODE),
    ("plugin.shortcut", SHORTCUTS),
    ("plugin.macro-file", MACROS),
    ("plugin.font-file", FONTS),
)
"""Suffixes that no file of a plugin may have, each kind with its code."""

TEMPLATE_KINDS = (".j2", ".html", ".css", ".docx", ".md", ".txt")
"""Suffixes of templates and of what they take in."""

LARGEST_TEMPLATE = 2 * 1024 * 1024
"""Of a Word template; more is refused when it is used."""


def harmful_entries(found: Listing) -> Iterator[Fault]:
    """A fault for each file that a plugin may not hold, whatever it is called."""
    for entry in found.tree.entries:
        if entry.kind != "file" or is_editor_lock(entry.last) or _is_module(found, entry):
            continue
        suffix = PurePosixPath(entry.name.casefold()).suffix
        code = _forbidden(suffix)
        arguments = {"entry": quoted(entry.last), "suffix": suffix}
        if code:
            yield Fault(code, found.place(entry.name), arguments)
        elif len(entry.parts) > 1 and entry.last == MANIFEST and not entry.name.startswith(OWN):
            inner = entry.name.rpartition("/")[0]
            yield Fault("plugin.nested", found.place(inner), {"inner": quoted(inner)})
        elif suffix in IMAGES:
            yield from _image(found, entry)
        if not code and entry.parts[0] == TEMPLATES and len(entry.parts) > 1 and not is_left_alone(entry.last):
            yield from _template(found, entry, suffix)


def remarkable_entries(found: Listing, plugin: str) -> Iterator[Fault]:
    """What is accepted and should be known all the same."""
    for entry in found.tree.entries:
        arguments = {"entry": quoted(entry.last)}
        if is_editor_lock(entry.last):
            yield Fault("plugin.lock-file", found.place(entry.name), arguments)
        elif entry.kind == "file" and entry.parts[0] == TEMPLATES and len(entry.parts) > 2:
            yield Fault("plugin.template-deeper", found.place(entry.name), arguments)
    if not found.package and not _alike(found.folder.resolve().name, plugin):
        yield Fault("plugin.folder-name", found.place(""), {"folder": quoted(found.name), "id": plugin})


def _forbidden(suffix: str) -> str:
    return next((code for code, suffixes in FORBIDDEN if suffix in suffixes), "")


def _is_module(found: Listing, entry: Entry) -> bool:
    """Whether a file of a package lies outside its parts, where code belongs."""
    return found.package and len(entry.parts) == 1


def _image(found: Listing, entry: Entry) -> Iterator[Fault]:
    head = head_within((found.folder / entry.name).parent, entry.last, HEAD_BYTES)
    size = image_size(head) if isinstance(head, bytes) else None
    place, arguments = found.place(entry.name), {"entry": quoted(entry.last), "most": MOST_PIXELS}
    if size is None:
        yield Fault("plugin.not-image", place, arguments)
    elif max(size) > MOST_PIXELS or min(size) == 0:
        yield Fault("plugin.image-large", place, {**arguments, "width": size[0], "height": size[1]})


def _template(found: Listing, entry: Entry, suffix: str) -> Iterator[Fault]:
    place, arguments = found.place(entry.name), {"entry": quoted(entry.last)}
    if suffix not in TEMPLATE_KINDS:
        yield Fault("plugin.template-kind", place, {**arguments, "known": " ".join(TEMPLATE_KINDS)})
        return
    if suffix not in (".css", ".docx") or entry.size > LARGEST_TEMPLATE:
        return
    content = read_within((found.folder / entry.name).parent, entry.last, LARGEST_TEMPLATE)
    if not isinstance(content, bytes):
        yield Fault("plugin.changed", place)
    elif suffix == ".docx" and (unfit := unfit_office(content)) is not None:
        yield Fault(f"plugin.word-{unfit}", place, arguments)
    elif suffix == ".css" and (sign := fetching(content.decode("utf-8", "replace"))) is not None:
        yield Fault("plugin.style-outside", evolve(place, line=sign[1]), {"sign": sign[0]})


def _alike(folder: str, plugin: str) -> bool:
    """Whether a folder bears the id of its plugin, or the last part of it: xinfeng for cn.jx.xinfeng."""
    plain, wanted = (re.sub(r"[^a-z0-9]", "", text.casefold()) for text in (folder, plugin.rpartition(".")[2]))
    return wanted in plain
