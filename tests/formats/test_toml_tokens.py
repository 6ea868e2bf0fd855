"""The words of TOML, and the patterns they are found with."""

import ast
import re
from pathlib import Path

import pytest

import perfkit
from perfkit.formats.toml_tokens import tokens_of

SOURCES = sorted(Path(perfkit.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"a\\"b" c', [("string", '"a\\"b"'), ("word", "c")]),
        ('"""a\n"b" ""c\\""""" d', [("long_string", '"""a\n"b" ""c\\"""""'), ("word", "d")]),
        ('""""a"""""', [("long_string", '""""a"""""')]),
        ('"a\\', [("open_string", '"a\\')]),
        ('"""a""', [("open_long_string", '"""a""')]),
    ],
)
def test_strings_end_where_toml_ends_them(text, words):
    """Escaped quotes and quotes inside long strings end nothing."""
    assert [(token.kind, token.text) for token in tokens_of(text)] == words


def patterns():
    """Each text that a module hands to ``re``: file, line and text."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield f"{path.name}:{node.lineno}", part.value


CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
"""An escaped character or a class of characters, in which ``+`` repeats nothing."""


def test_no_pattern_repeats_possessively():
    """Python 3.11.2, that of Debian 12, misreads possessive repeats inside groups; atomic groups say the same."""
    found = [(where, CLASS.sub("x", text)) for where, text in patterns()]

    assert len(found) > 20
    assert [(where, text) for where, text in found if re.search(r"[*+?}]\+", text)] == []
