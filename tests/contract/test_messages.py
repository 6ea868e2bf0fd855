"""Sentences: both languages, the same fields, and every code used has one."""

import ast
import string
from pathlib import Path

import pytest

from perfkit.wording import LANGUAGES, table

SOURCE = Path(__file__).parents[2] / "src" / "perfkit"
PARTS = {"found", "expected", "hint", "text"}


def fields(sentence):
    """The names of the fields of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", sorted(table()))
def test_every_sentence_stands_in_both_languages_with_the_same_fields(code):
    """A message that says less in one language than in the other is a trap."""
    for part, sentences in table()[code].items():
        assert part in PARTS
        assert set(LANGUAGES) == set(sentences)
        assert fields(sentences["zh"]) == fields(sentences["en"]) or part == "found"


def literals():
    """Every code-like text in the source that is handed to a fault, a finding or ``say``."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                value = node.args[0].value
                if name in {"Fault", "Finding", "say"} and isinstance(value, str):
                    yield path.name, value


def test_every_code_in_the_source_has_a_sentence():
    """Nobody meets a bare code."""
    assert sorted({(file, code) for file, code in literals() if code not in table()}) == []
