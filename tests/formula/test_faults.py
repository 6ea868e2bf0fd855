"""Every way to get a formula wrong: the code of the fault and the character it points at."""

import pytest

from perfkit.errors import FormulaError, Place
from perfkit.formula import parse

SCOPE = {"actual": "number", "target": "number", "finished": "truth", "budget": "money", "实际值": "number"}


def faults(text, **options):
    """Code (without the common part) and character of each fault."""
    with pytest.raises(FormulaError) as caught:
        parse(text, SCOPE, **options)
    return [(fault.code.removeprefix("formula."), fault.place.character) for fault in caught.value.faults]


TEXT = [
    ("", "empty", 1),
    ("  \t\u3000", "empty", 1),
    ("1" * 1001, "too-long", 1001),
    ("1+" * 200 + "1", "too-many-parts", 401),
    ("1 +" * 200 + " 1", "too-many-parts", 602),
    ("1" * 21, "digits", 1),
    ("actual * 0." + "1" * 21, "digits", 10),
    (".5", "point", 1),
    ("5.", "point", 2),
    ("1..2", "point", 2),
    ("1.2.3", "point", 4),
    ("1.2.%", "point", 4),
    ("1_000", "number-tail", 2),
    ("1e3", "number-tail", 2),
    ("0x10", "number-tail", 2),
    ("5项", "number-tail", 2),
    ("actual > 2000万", "number-tail", 14),
    ("2actual", "number-tail", 2),
    ("10%%", "percent", 4),
    ("actual % target", "percent", 8),
    ("x" * 65, "name-too-long", 1),
    ("actual\u200b / target", "hidden", 7),
    ("\x00", "hidden", 1),
    ("actual /\ntarget", "line-end", 9),
    ("actual\r\n/ target", "line-end", 7),
    ("actual ** 2", "power", 8),
    ("actual ^ 2", "power", 8),
    ("9**9**9", "power", 2),
    ("actual.value", "dot", 7),
    ("actual.__class__", "dot", 7),
    ("actual ? 1 : 2", "branch", 8),
    ("lambda: 1", "branch", 7),
    ("1 if actual > 2 else 3", "branch", 3),
    ("if actual > 2", "branch", 1),
    ("if(actual > 2, 1, 2) else 3", "branch", 22),
    ("else", "branch", 1),
    ("否则 1", "branch", 1),
    ('"actual"', "quotes", 1),
    ("'95'", "quotes", 1),
    ("“实际值”", "quotes", 1),
    ('__import__("os")', "quotes", 12),
    ('f"{actual}"', "quotes", 2),
    ("[actual]", "brackets", 1),
    ("{{ actual }}", "brackets", 1),
    ("【actual】", "brackets", 1),
    ("actual;", "unusable", 7),
    ("实际值。", "unusable", 4),
    ("$actual", "cell", 1),
    ("actual # note", "unusable", 8),
]

ORDER = [
    ("actual /", "nothing-behind", 9),
    ("actual /   ", "nothing-behind", 9),
    ("not", "nothing-behind", 4),
    ("()", "nothing-behind", 2),
    ("min(1,)", "nothing-behind", 7),
    ("().__class__", "nothing-behind", 2),
    ("-", "nothing-behind", 2),
    ("/ actual", "out-of-place", 1),
    ("actual * / target", "out-of-place", 10),
    ("+actual", "out-of-place", 1),
    ("min(*actual)", "out-of-place", 5),
    ("actual == = 5", "out-of-place", 11),
    (")", "out-of-place", 1),
    (",", "out-of-place", 1),
    ("actual)", "out-of-place", 7),
    ("actual, target", "out-of-place", 7),
    ("actual target", "no-sign", 8),
    ("2(actual)", "no-sign", 2),
    ("actual(1)", "no-sign", 7),
    ("(actual)(target)", "no-sign", 9),
    ("finished not finished", "no-sign", 10),
    ("finished && && finished", "out-of-place", 13),
    ("finished !finished", "no-sign", 10),
    ("(actual target)", "no-sign", 9),
    ("min(actual target)", "no-sign", 12),
    ("min", "no-bracket", 4),
    ("min 1, 2", "no-bracket", 5),
    ("actual * abs", "no-bracket", 13),
    ("(actual", "unclosed", 8),
    ("min(actual, (target)", "unclosed", 21),
    ("(0,)", "unclosed", 3),
    ("1 < 2 < 3", "chained", 7),
    ("1 < actual = 3", "chained", 12),
    ("finished and 1 < 2 <= 3", "chained", 20),
]

MEANING = [
    ("gdp", "unknown-name", 1),
    ("a + 1", "unknown-name", 1),
    ("actul / target", "misspelt-name", 1),
    ("1 + Actual", "misspelt-name", 5),
    ("1 + TARGET", "misspelt-name", 5),
    ("实际直 / target", "misspelt-name", 1),
    ("__class__", "unknown-name", 1),
    ("mіn", "unknown-name", 1),
    ("True", "truth-word", 1),
    ("if(是, 1, 2)", "truth-word", 4),
    ("zzz(1)", "unknown-function", 1),
    ("1 + SUMM(actual)", "misspelt-function", 5),
    ("minn(1)", "misspelt-function", 1),
    ('eval("1")', "quotes", 6),
    ("min()", "argument-count", 1),
    ("max(" + "1," * 20 + "1)", "argument-count", 1),
    ("if(actual > 1, 2)", "argument-count", 1),
    ("1 + abs(1, 2)", "argument-count", 5),
    ("clamp(1, 2)", "argument-count", 1),
    ("round(1)", "argument-count", 1),
    ("floor(1, 2)", "argument-count", 1),
    ("ceil()", "argument-count", 1),
    ("steps(actual, 1)", "argument-count", 1),
    ("steps(actual, 1, 2)", "argument-count", 1),
    ("steps(actual, 1, 2, 3, 4)", "argument-count", 1),
    ("(actual > 1) + 1", "number-needed", 2),
    ("1 + (actual > 1)", "number-needed", 6),
    ("-finished", "number-needed", 2),
    ("finished = 1", "number-needed", 1),
    ("min(actual > 1, 2)", "number-needed", 5),
    ("(1 < 2) < 3", "number-needed", 2),
    ("steps(finished, 1, 1, 0)", "number-needed", 7),
    ("if(actual, 1, 2)", "truth-needed", 4),
    ("actual and finished", "truth-needed", 1),
    ("finished or budget", "truth-needed", 13),
    ("not actual", "truth-needed", 5),
    ("if(finished, 5, actual > 2)", "branches", 17),
    ("actual / 0", "zero-divisor", 8),
    ("0 / 0", "zero-divisor", 3),
    ("actual / (1 - 1)", "zero-divisor", 8),
    ("actual / -0.0%", "zero-divisor", 8),
    ("round(actual, 2.5)", "places", 15),
    ("round(actual, -1)", "places", 15),
    ("round(actual, 11)", "places", 15),
    ("round(actual, target)", "places", 15),
    ("clamp(actual, 1, 0)", "limits", 15),
    ("steps(actual, target, 1, 0)", "bound-constant", 15),
    ("steps(actual, 80%, 1, 80%, 0.5, 0)", "bound-order", 23),
    ("steps(actual, 0.8, 1, 90%, 0.5, 0)", "bound-order", 23),
]

INSTEAD = [
    ("actual == 1", "=", 8),
    ("actual != 1", "<>", 8),
    ("actual => 1", ">=", 8),
    ("actual =< 1", "<=", 8),
    ("actual ≧ 1", ">=", 8),
    ("actual ≦ 1", "<=", 8),
    ("actual // 2 > 1", "/", 8),
    ("finished && finished", "and", 10),
    ("finished & finished", "and", 10),
    ("finished || finished", "or", 10),
    ("finished | finished", "or", 10),
    ("!finished", "not", 1),
    ("finished AND finished", "and", 10),
    ("finished 且 finished", "and", 10),
    ("finished 或者 finished", "or", 10),
    ("NOT finished", "not", 1),
    ("Not(finished)", "not", 1),
    ("min(1、2) > 1", ",", 6),
    ("MIN(1, 2) > 1", "min", 1),
    ("最小值(1,2) > 1", "min", 1),
    ("如果(实际值 > 1, 2, 3) > 1", "if", 1),
    ("INT(actual) > 1", "floor", 1),
]

LOOKS_LIKE = [
    ("actual − 1", "-", 8),
    ("actual — 1", "-", 8),
    ("actual ∗ 1", "*", 8),
    ("actual ∕ 2", "/", 8),
    ("аctual", "a", 1),
    ("1 + tаrgеt", "a", 6),
    ("ａctual", "a", 1),
    ("mіn(1, 2)", "i", 2),
    ("finished аnd finished", "a", 10),
]


@pytest.mark.parametrize(("text", "code", "character"), TEXT + ORDER)
def test_a_fault_of_syntax_has_its_code_and_character(text, code, character):
    """Where a formula cannot be read on, the last fault says why and points at the character."""
    assert faults(text)[-1] == (code, character)


@pytest.mark.parametrize(("text", "code", "character"), MEANING)
def test_a_fault_of_meaning_has_its_code_and_character_and_causes_no_other(text, code, character):
    """One wrong name, kind or number of values makes one fault, not a chain of them."""
    assert faults(text) == [(code, character)]


@pytest.mark.parametrize(("text", "meant", "character"), INSTEAD)
def test_a_slip_with_one_meaning_says_what_to_write(text, meant, character):
    """A sign or word of another language is the only fault, and names what this language writes."""
    with pytest.raises(FormulaError) as caught:
        parse(text, SCOPE)
    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments["meant"]) == ("formula.write-instead", meant)
    assert fault.place.character == character
    assert text[character - 1 :].startswith(fault.arguments["found"])


@pytest.mark.parametrize(("text", "meant", "character"), LOOKS_LIKE)
def test_a_character_that_only_looks_right_is_named(text, meant, character):
    """A letter or sign of another alphabet is told apart by its code point."""
    with pytest.raises(FormulaError) as caught:
        parse(text, SCOPE)
    fault = caught.value.faults[0]
    assert (fault.code, fault.place.character) == ("formula.look-alike", character)
    assert fault.arguments == {
        "found": text[character - 1],
        "point": f"U+{ord(text[character - 1]):04X}",
        "meant": meant,
    }


def test_a_leading_equals_sign_of_excel_is_told():
    """``=actual/target`` has one fault, the sign at its start; alone it lacks a formula too."""
    assert faults("=actual/target") == [("leading-equals", 1)]
    assert faults("=") == [("leading-equals", 1), ("nothing-behind", 2)]


def test_all_names_kinds_and_slips_of_a_formula_are_told_at_once():
    """Unknown names (each once), faults of kind and slips come together in the order of the text."""
    text = "a + a + finished * (b == 1) - zzz(c) / 0 + MIN(1)"
    assert faults(text) == [
        ("unknown-name", 1),
        ("number-needed", 9),
        ("unknown-name", 21),
        ("number-needed", 21),
        ("write-instead", 23),
        ("unknown-function", 31),
        ("unknown-name", 35),
        ("zero-divisor", 38),
        ("write-instead", 44),
    ]


def test_a_fault_of_syntax_keeps_the_faults_before_it():
    """What was found before the formula could not be read on is told with it."""
    assert faults("gdp == 1 +") == [("unknown-name", 1), ("write-instead", 5), ("nothing-behind", 11)]


def test_faults_of_steps_are_told_together():
    """Every bound out of order, and every bound that is no constant, is told."""
    text = "steps(actual, 60%, 1, 80%, 0.5, target, 0.2, 90%, 0.1, 0)"
    assert faults(text) == [("bound-order", 23), ("bound-constant", 33), ("bound-order", 46)]


def test_the_kind_of_the_whole_can_be_asked_for():
    """A condition where a number is wanted is a fault, and the other way round; either is fine if nothing is asked."""
    assert faults("actual = 5", wanted="number") == [("gives-truth", 1)]
    assert faults("  target", wanted="truth") == [("gives-number", 3)]
    assert parse("actual = 5", SCOPE, wanted="truth") == parse("actual = 5", SCOPE)
    assert parse("actual", SCOPE, wanted="number") == parse("actual", SCOPE)


def test_a_formula_of_numbers_alone_says_so():
    """Without any name in scope the message does not list none."""
    with pytest.raises(FormulaError) as caught:
        parse("a", {})
    assert caught.value.code == "formula.only-numbers"


def test_the_place_is_kept_and_gains_the_character():
    """File and key of the formula stay in every fault."""
    place = Place(file="rules.toml", key="rules.ratio.share")
    with pytest.raises(FormulaError) as caught:
        parse("actual +* target", SCOPE, place)
    assert caught.value.faults[0].place == Place(file="rules.toml", key="rules.ratio.share", character=9)


def test_long_things_are_quoted_short():
    """A message quotes at most 40 characters and lists at most 20 names."""
    with pytest.raises(FormulaError) as caught:
        parse("1" + "x" * 500, SCOPE)
    assert caught.value.faults[0].arguments["found"] == "x" * 40 + "…"
    with pytest.raises(FormulaError) as caught:
        parse("1" + "x" * 40, SCOPE)
    assert caught.value.faults[0].arguments["found"] == "x" * 40
    with pytest.raises(FormulaError) as caught:
        parse("zzz", {f"name_{number}": "number" for number in range(20)})
    assert caught.value.faults[0].arguments["known"].endswith("name_19")
    with pytest.raises(FormulaError) as caught:
        parse("zzz", {f"name_{number}": "number" for number in range(50)})
    known = caught.value.faults[0].arguments["known"]
    assert known.startswith("name_0, name_1,")
    assert known.endswith("name_19 …")


@pytest.mark.parametrize("opening", ["(", "abs(", "-", "not "])
def test_nesting_is_limited(opening):
    """Forty levels are read; the forty-first is refused at its character."""
    closing = ")" if "(" in opening else ""
    core = "finished" if opening == "not " else "actual"
    assert parse(opening * 40 + core + closing * 40, SCOPE)
    assert faults(opening * 41 + core + closing * 41) == [("too-deep", 41 * len(opening) + 1)]


def test_limits_are_reached_exactly():
    """20 digits a side, 64 characters of a name, 400 words and signs, 1 000 characters, equal limits are still read."""
    assert parse("clamp(actual, 1, 1)", SCOPE)
    assert parse("1" * 20 + "." + "2" * 20, {})
    assert parse("x" * 64, {"x" * 64: "number"})
    assert parse("-1" + "+1" * 199, {})
    assert parse("1+" * 2 + " " * 995 + "1", {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(actual > 1) + 1", {"found": "actual > 1"}),
        ("if(actual, 1, 2)", {"found": "actual"}),
        ("if(finished, 5, actual > 2)", {"yes": "5", "no": "actual > 2"}),
        ("min()", {"function": "min", "needed": "1–20", "found": 0}),
        ("abs(1, 2)", {"function": "abs", "needed": "1", "found": 2}),
        ("steps(1, 2, 3)", {"function": "steps", "needed": "4, 6, 8 …", "found": 3}),
        ("round(1, target)", {"found": "target", "most": 10}),
        ("clamp(actual, 100%, 0)", {"low": "100%", "high": "0"}),
        ("steps(actual, 80%, 1, 0.9, 1, 0)", {"found": "0.9", "before": "80%"}),
        ("steps(actual, target - 1, 1, 0)", {"found": "target - 1"}),
        ("actual / (2 - 2)", {"found": "2 - 2"}),
        ("1 < 2 >= 3", {"first": "<", "second": ">="}),
        ("(1 + (2", {"opened": 6}),
        ("5项", {"found": "项", "number": "5"}),
        ("1 + (2 *", {"before": "*"}),
        ("actual ^ 2", {"found": "^"}),
        ("actual \u200b", {"found": "U+200B"}),
        (
            "minn(1)",
            {
                "found": "minn",
                "near": "min",
                "known": "if, min, max, abs, clamp, round, floor, ceil, steps, ln, root, "
                "count, sum, mean, least, product, all, any",
            },
        ),
        ("实际直", {"found": "实际直", "near": "实际值", "known": "actual, target, finished, budget, 实际值"}),
    ],
)
def test_a_fault_carries_what_its_sentence_needs(text, said):
    """What was found and what was expected are quoted from the formula."""
    with pytest.raises(FormulaError) as caught:
        parse(text, SCOPE)
    assert caught.value.faults[-1].arguments == said
