"""Slips that concern the whole file: it is no TOML at all, or two versions of it lie in each other."""

from __future__ import annotations

import re

from perfkit.formats.toml_scene import Scene, Slip

_MERGE_MARK = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
_JSON_START = re.compile(r"\s*(\{|\[\s*(\{|\[?\n))")
_YAML_LINE = re.compile(r"\s*(- )?[^\s=:\"'#\[]+\s*:(\s|$)|---\s*$")
_COMMENT_SIGN = re.compile(r"\s*(//|;|--|/\*)")
_LATE_COMMENT = re.compile(r"\s(//|--|;)\s")


def merge_mark(scene: Scene) -> Slip | None:
    """``<<<<<<< HEAD`` of a version control system."""
    found = _MERGE_MARK.match(scene.line)
    return Slip("toml.merge-mark", scene.span[0], {"found": found[1]}, alone=False) if found else None


def json_text(scene: Scene) -> Slip | None:
    """A JSON file under the name of a TOML file."""
    found = _JSON_START.match(scene.source.text)
    if found is None or scene.position > found.end():
        return None
    return Slip("toml.json", found.start(1), alone=False)


def yaml_text(scene: Scene) -> Slip | None:
    """A YAML file: several lines of ``key: value``, or one that ends in a colon, and not one equals sign."""
    if not _YAML_LINE.match(scene.line) or any(token.text == "=" for token in scene.source.tokens):
        return None
    many = sum(bool(_YAML_LINE.match(line)) for line in scene.source.text.splitlines()) > 1
    if not many and not scene.line.rstrip().endswith(":"):
        return None
    colon = scene.line.find(":")
    return Slip("toml.yaml", scene.span[0] + max(colon, 0), alone=False)


def comment_sign(scene: Scene) -> Slip | None:
    """A comment that begins with the sign of another language."""
    if found := _COMMENT_SIGN.match(scene.line):
        return Slip("toml.comment-sign", scene.span[0] + found.start(1), {"found": found[1]})
    value = scene.value
    if value is not None and value.kind == "word" and (found := _LATE_COMMENT.search(value.text)):
        return Slip("toml.comment-sign", value.start + found.start(1), {"found": found[1]})
    return None
