"""The sentences of the formula room: every code has them, in both languages, with the fields it is given."""

import re
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
import tomli

from perfkit import formula
from perfkit.errors import FormulaError
from perfkit.formula import compile_rule
from perfkit.formula.language.functions import FUNCTIONS, LIST_WORDS

ENTRIES = tomli.loads(files("perfkit").joinpath("messages", "formula.toml").read_text(encoding="utf-8"))
SOURCE = "\n".join(file.read_text(encoding="utf-8") for file in Path(formula.__file__).parent.rglob("*.py"))


def used(code):
    """Whether the code can be found in the source: whole, by its last part, or as a function of the language."""
    area, _, last = code.partition(".")
    made = {"formula.gives-number", "formula.gives-truth", "formula.gives-label"} | {
        code for code in ENTRIES if code.startswith("kind.")
    }
    made |= {"formula.number-needed", "formula.truth-needed"}
    words = {"target", "actual", "baseline", "weight", "upper", "and", "or", "not", *FUNCTIONS}
    made |= {code for code in ENTRIES if code.startswith("kind.")}
    words |= {f"over-{word}" for word in LIST_WORDS}
    whole = re.search(rf'"({re.escape(code)}|{re.escape(last)})"', SOURCE)
    return bool(whole) or code in made or (area == "words" and last in words)


@pytest.mark.parametrize("code", ENTRIES)
def test_every_sentence_is_said_in_both_languages_and_used(code):
    """Each part has Chinese and English with the same fields, and the code that says it exists."""
    for part in ENTRIES[code].values():
        fields = [{field for _, field, _, _ in Formatter().parse(part[language]) if field} for language in ("zh", "en")]
        assert fields[0] == fields[1]
        assert part["zh"] != ""
        assert part["en"] != ""
    assert used(code)


@pytest.mark.parametrize("code", sorted({f"formula.{code}" for code in re.findall(r'\.fault\("([a-z-]+)"', SOURCE)}))
def test_every_fault_of_the_builder_has_a_sentence(code):
    """No fault is raised without words."""
    assert "found" in ENTRIES[code]


def test_a_message_says_where_what_and_how():
    """One line names key and character, what was found, what was expected and how to mend it."""
    with pytest.raises(FormulaError) as caught:
        compile_rule(share="min(actul / target, 1)")
    assert str(caught.value) == (
        "share，第 5 个字符：名称“actul”不存在；这里可用的名称：target, actual, baseline, weight, upper；"
        "是不是“actual”？ [formula.misspelt-name]"
    )
