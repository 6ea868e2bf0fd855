"""Whatever is typed, the parser ends soon: with a tree, or with faults that can be read."""

import time
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfkit.errors import FormulaError
from perfkit.formula import compile_rule, exact, parse, printed, prose, words

SCOPE = {"actual": "number", "target": "number", "finished": "truth", "预算": "money"}

PIECES = [
    *"+-*/(),<>=%.!&|^?:;'\"[]{}$#@~\\`、。，（）＋－×÷≥≤≠＜＞＝％“”−∕",
    *(" ", "\t", "\n", "\u3000", "\u200b", "\x00", "\ud800", "\U0001f600"),
    *("1", "0", "95%", "0.5", ".5", "5.", "1e3", "2000万", "9" * 21),
    *("actual", "target", "finished", "预算", "actul", "аctual", "x" * 65, "True", "else", "lambda"),
    *("and", "or", "not", "if", "min", "max", "abs", "clamp", "round", "floor", "ceil", "steps", "如果", "SUM", "MIN"),
    *("min(", "if(", "steps(actual, 90%, 1, ", "(1 +", "not (", "==", "**", "//", "&&"),
]

texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
)


def read(text):
    """The tree and no faults, or no tree and the faults."""
    try:
        return parse(text, SCOPE), ()
    except FormulaError as error:
        return None, error.faults


def survive(text):
    """Parses and uses the formula; any error but ours is a failure, and every fault must be readable and in place."""
    tree, faults = read(text)
    for fault in faults:
        assert 1 <= fault.place.character <= len(text) + 1
        for language in ("zh", "en"):
            line = fault.worded(language)
            assert line.isprintable()
            assert len(line) < 600
    if tree is None:
        assert faults
        return
    if len(printed(tree)) <= 1000:
        assert parse(printed(tree), SCOPE) == tree
    exact(tree)({})
    for language in ("zh", "en"):
        words(tree, language)
        prose(tree, language)


@settings(max_examples=600, deadline=timedelta(seconds=1))
@given(texts)
@example("()")
@example("=")
@example("if")
@example("(x:=5)")
@example("().__class__.__mro__[1].__subclasses__()")
@example('f"{1:>10000000000}"')
@example("((0,)*10**6,)*10**6")
def test_random_text_ends_in_a_tree_or_in_faults(text):
    """No text raises anything but FormulaError, and every fault points into the text."""
    survive(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000,
        "(" * 399,
        ")" * 399,
        "min(" * 250,
        "-" * 399 + "1",
        "not " * 250,
        "+".join(["1"] * 200),
        "/".join(["target"] * 140),
        " and ".join(["finished"] * 76),
        "if(finished," * 70,
        "steps(" * 100,
        ",".join(["1"] * 200),
        "max(" + ",".join(["1"] * 190) + ")",
        " ".join(f"n{number}" for number in range(180)),
        "+".join(f"n{number}" for number in range(180)),
        "+".join(f"actua{number}" for number in range(110)),
        "1" * 1000,
        "." * 1000,
        "1." * 500,
        "%" * 1000,
        "1" + " " * 998 + "%",
        "x" * 1000,
        "\u200b" * 1000,
        "=" * 1000,
        "9" * 20 + "*" + "*".join(["9" * 20] * 44),
        "1+1" * 50_000,
    ],
)
def test_bombs_of_text_end_at_once(text):
    """Nesting, repetition and length cannot hold the parser up for a quarter of a second."""
    before = time.process_time()
    survive(text)
    assert time.process_time() - before < 0.25


def test_the_longest_formulas_are_computed_at_once():
    """Two hundred products and quotients of long numbers end in a value or in ``too-large``, at once."""
    number = "9" * 20
    text = f"actual * {number} / 7" + " * 3 / 11" * 90
    rule = compile_rule(let={f"v{n}": f"{text} * {'actual' if not n else f'v{n - 1}'}" for n in range(50)}, share="v49")
    rule.share({})  # writes the function, which costs once what its text is long
    before = time.process_time()
    rule.share({"actual": exact(parse("1 / 3", {}))({})})
    assert time.process_time() - before < 0.25
