"""Slips of keys and headers: signs that are missing or wrong, keys that need quotes, brackets left out."""

from __future__ import annotations

import re

from perfkit.errors import quoted
from perfkit.formats.toml_scene import Scene, Slip

_BARE = re.compile(r"[A-Za-z0-9_-]+(\s*\.\s*[A-Za-z0-9_-]+)*")
_AT_KEY = ("Invalid statement", "Expected '=' after a key", "Invalid initial character for a key part")


def key_missing(scene: Scene) -> Slip | None:
    """``= "x"``."""
    if scene.inside or not scene.words or scene.words[0].text != "=":
        return None
    return Slip("toml.key-missing", scene.words[0].start)


def table_name_missing(scene: Scene) -> Slip | None:
    """``[]``."""
    if not scene.header or scene.key is not None or len(scene.words) < 2:
        return None
    return Slip("toml.table-name-missing", scene.words[0].start, alone=False)


def equals_twice(scene: Scene) -> Slip | None:
    """``name == "x"``."""
    for first, second in zip(scene.words, scene.words[1:], strict=False):
        if first.text == second.text == "=":
            return Slip("toml.equals-twice", second.start)
    return None


def colon(scene: Scene) -> Slip | None:
    """``name: "x"``, the habit of YAML and JSON."""
    if not scene.message.startswith(_AT_KEY):
        return None
    for word in scene.words:
        if word.text == "=" and not scene.inside:
            return None
        found = re.search("[:：]", word.text) if word.kind == "word" else None
        if found and scene.position <= word.start + found.start() + 1:
            return Slip("toml.colon", word.start + found.start(), {"found": found[0]})
    return None


def bare_key(scene: Scene) -> Slip | None:
    """A key with Chinese letters, blanks or other signs that stands without quotes."""
    key = scene.key
    if key is None or scene.inside or not scene.message.startswith((*_AT_KEY, "Expected ']")):
        return None
    if (scene.equals is None and not scene.header) or _BARE.fullmatch(key.text) or set(key.text) & set("\"'"):
        return None
    if scene.header and scene.words[-1].text != "]":
        return None
    return Slip("toml.bare-key", key.start, {"found": quoted(key.text)}, alone=not scene.header)


def equals_missing(scene: Scene) -> Slip | None:
    """``name "x"``."""
    if not scene.message.startswith(_AT_KEY) or scene.header or not scene.words or scene.words[0].kind == "sign":
        return None
    if scene.inside:
        return Slip("toml.equals-missing", scene.position) if "Expected '='" in scene.message else None
    return Slip("toml.equals-missing", scene.words[0].start) if scene.equals is None else None


def value_missing(scene: Scene) -> Slip | None:
    """``name =`` and nothing behind it."""
    if scene.equals is None or scene.words[-1] is not scene.equals or scene.inside:
        return None
    return Slip("toml.value-missing", scene.equals.start)


def bracket_missing(scene: Scene) -> Slip | None:
    """``[project``, ``[[groups]`` or ``[groups]]``."""
    if not scene.header:
        return None
    opened = 2 if scene.line.lstrip().startswith("[[") else 1
    closed = sum(word.text == "]" for word in scene.words)
    if opened == closed:
        return None
    end = scene.words[-1].end
    if closed == 0:
        return Slip("toml.bracket-missing", end, {"sign": "]" * opened}, alone=False)
    position, sign = (end, "]") if opened == 2 else (scene.words[0].start, "[")
    return Slip("toml.second-bracket-missing", position, {"sign": sign}, alone=False)
