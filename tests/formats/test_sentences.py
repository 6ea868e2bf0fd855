"""What readers of facts say: each code has its sentence, each sentence its fields, and none is left unused."""

import ast
import re
import string
from pathlib import Path

import pytest
import tomli

import perfkit.formats
from perfkit.wording import table

FORMATS = Path(perfkit.formats.__file__).parent
SENTENCES = tomli.loads((FORMATS.parent / "messages" / "facts.toml").read_text(encoding="utf-8"))

GIVEN = {"fault": set(), "remark": set(), "refused": {"found"}}
"""The functions that note something, and the fields that they fill themselves."""


def calls():
    """Each call that notes a fault or a remark by a literal code: where, the code, and the fields that it fills."""
    for path in FORMATS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            code = node.args[0].value
            if name in GIVEN and isinstance(code, str):
                splat = any(keyword.arg is None for keyword in node.keywords)
                fields = None if splat else {keyword.arg for keyword in node.keywords} | GIVEN[name]
                yield f"{path.name}:{node.lineno}", code, fields


def needed(code):
    """The fields that the sentences of a code use."""
    parts = [sentence for part in table()[code].values() for sentence in part.values()]
    return {name for text in parts for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("where", "code", "fields"), list(calls()))
def test_each_note_fills_its_sentence(where, code, fields):
    """A fault whose sentence lacks a field would be a second fault at the moment when it is told."""
    assert code in table(), where
    assert fields is None or needed(code) <= fields, where


def test_every_sentence_is_used():
    """A sentence that nothing says is a leftover."""
    source = "".join(path.read_text(encoding="utf-8") for path in FORMATS.glob("*.py"))
    used = set(re.findall(r'"([a-z]+\.[a-z-]+)"', source))
    assert set(SENTENCES) - used == set()


@pytest.mark.parametrize("code", sorted(code for code in SENTENCES if code.startswith("value.")))
def test_sentences_about_values_use_what_is_always_known(code):
    """Remarks on values are filled with what was written and how it was read, wherever they come from."""
    extra = {"number", "target", "unit", "percent", "plain", "character", "digit"}
    assert needed(code) <= {"found", "read"} | extra
