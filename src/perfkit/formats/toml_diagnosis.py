"""Names what somebody did where tomli only says that it expected something else.

tomli decides what is TOML; this module looks at the line where it gave up and asks a list of small detectors, in
order, which known slip it is. The first that recognises its slip gives the fault; else it is ``toml.syntax``.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import evolve

from perfkit.errors import Fault, quoted
from perfkit.formats.toml_scene import Detector, Scene, Slip
from perfkit.formats.toml_slips_file import comment_sign, json_text, merge_mark, yaml_text
from perfkit.formats.toml_slips_keys import (
    bare_key,
    bracket_missing,
    colon,
    equals_missing,
    equals_twice,
    key_missing,
    table_name_missing,
    value_missing,
)
from perfkit.formats.toml_slips_shape import (
    comma_at_end,
    comma_missing,
    left_open,
    said_twice,
    sign_extra,
    two_in_a_line,
)
from perfkit.formats.toml_slips_text import (
    ESCAPE_MESSAGES,
    backslash,
    curly_quotes,
    full_width,
    full_width_equals,
    hidden_character,
    long_text_open,
    no_character,
    odd_blank,
    quote_inside,
    quote_open,
)
from perfkit.formats.toml_slips_values import bare_text, date, grouped_digits, known_form
from perfkit.formats.toml_source import Source

DETECTORS: tuple[Detector, ...] = (
    merge_mark,
    json_text,
    yaml_text,
    said_twice,
    no_character,
    backslash,
    long_text_open,
    hidden_character,
    full_width_equals,
    curly_quotes,
    quote_open,
    quote_inside,
    odd_blank,
    grouped_digits,
    full_width,
    left_open,
    key_missing,
    equals_twice,
    value_missing,
    table_name_missing,
    bracket_missing,
    colon,
    comment_sign,
    bare_key,
    equals_missing,
    date,
    known_form,
    comma_at_end,
    bare_text,
    comma_missing,
    sign_extra,
    two_in_a_line,
)
"""From what is plain to what is vague: a later detector may rely on the earlier ones having seen nothing."""

Span: TypeAlias = tuple[int, int]
"""Begin and end of a line."""


def diagnosed(message: str, position: int, source: Source) -> tuple[Fault, Span | None]:
    """The fault behind a refusal of tomli, and the line to blank out in order to look for further ones.

    Args:
        message: what tomli said.
        position: where it stood (from 0).
        source: the text.

    Returns:
        The fault with line and column, and the span of the line; None if the rest cannot be judged by itself.
    """
    scene = scene_of(message, position, source)
    slips = (detector(scene) for detector in DETECTORS)
    slip = next((slip for slip in slips if slip is not None), None)
    if slip is None:
        found = quoted(source.text[scene.position : scene.span[1]], 20)
        slip = Slip("toml.syntax", scene.position, {"found": found, "message": message}, alone=False)
    place = evolve(source.lines.place(slip.position), key=_key_at(source, slip.position))
    fault = Fault(slip.code, place, slip.arguments)
    return fault, scene.span if slip.alone and _balanced(scene) else None


def scene_of(message: str, position: int, source: Source) -> Scene:
    """What to look at when tomli says ``message`` at ``position``; at the end of the file often an earlier line."""
    if position >= len(source.text):
        position = len(source.text) if message.startswith(ESCAPE_MESSAGES) else _last_place(source)
    return Scene(message, position, source)


def _last_place(source: Source) -> int:
    """Where the text was opened that runs to the end of the file, else the end of the last line that says something."""
    for token in source.tokens:
        if token.kind in ("open_string", "open_long_string"):
            return token.start
    return max((token.end for token in source.tokens if token.kind not in ("newline", "comment")), default=0)


def _key_at(source: Source, position: int) -> str:
    """The key of the last entry that begins in the same line before ``position``; empty if there is none."""
    line = source.lines.number(position)
    before = (entry for entry in reversed(source.outline.entries) if entry.start <= position)
    entry = next(before, None)
    return quoted(entry.key, 120) if entry is not None and source.lines.number(entry.start) == line else ""


def _balanced(scene: Scene) -> bool:
    """Whether the line closes the brackets it opens, so that it can be left out."""
    texts = [word.text for word in scene.words]
    return texts.count("[") == texts.count("]") and texts.count("{") == texts.count("}")
