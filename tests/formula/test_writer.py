"""The written functions: nothing that was typed gets into their source, they stay small, and threads may share them."""

import builtins
import keyword
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import FormulaError
from perfkit.formula import Absent, compile_rule, exact, parse
from perfkit.formula.language.functions import RESERVED
from perfkit.formula.language.parse import DEEPEST
from perfkit.formula.ratios import writer
from perfkit.formula.ratios.formulas import written

HOSTILE = sorted(
    {
        *keyword.kwlist,
        *keyword.softkwlist,
        *("__import__", "__builtins__", "__class__", "exec", "eval", "open", "os", "globals", "facts", "formula"),
        *("fail", "lacking", "reduced", "AbsentError", "error", "type", "tuple", "len", "v1", "k0", "a0", "x_"),
        *("预算数", "是否完成", "import_os", "None_", "é", "ª", "ſ", "𝐱"),
    }
    - RESERVED
)
"""Names that are legal in a formula and mean something in Python, or in the written functions."""


@pytest.fixture
def sources(monkeypatch):
    """The sources of all functions that are written during a test."""
    found = []

    def kept(source, *arguments):
        found.append(source)
        return builtins.compile(source, *arguments)

    written.cache_clear()
    monkeypatch.setattr(writer, "compile", kept, raising=False)
    return found


def spelled(source):
    """The words of a source, which may hold no text."""
    assert not set(source) & set("\"'\\#@;\t"), source
    assert source.isascii()
    return set(re.findall(r"[^\W\d]\w*", source))


ALLOWED = {
    *(
        "def",
        "formula",
        "if",
        "elif",
        "else",
        "not",
        "is",
        "in",
        "for",
        "try",
        "except",
        "as",
        "return",
        "None",
        "True",
    ),
    *("type", "tuple", "bool", "str", "list", "len", "abs", "get", "error", "absent", "AbsentError"),
    *(
        "fail",
        "lacking",
        "unknown",
        "reduced",
        "total",
        "multiplied",
        "weightier",
        "outside",
        "ln",
        "root",
        "and",
        "or",
    ),
}
"""Every word a written function may hold, besides numbered variables, arguments and constants."""


def only_ours(source):
    """Whether the source has no word but ours."""
    return {word for word in spelled(source) if not re.fullmatch(r"[vka][0-9]+", word)} <= ALLOWED


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_reaches_the_source(name, sources):
    """A fact, a field, an option, a parameter, a value and a unit may be called whatever the language allows."""
    facts = {name: Fraction(3), "l": [{name: Fraction(4)}]}
    assert exact(parse(f"{name} * 2 / 1", {name: "number"}))(facts) == 6
    assert exact(parse(f"{name} = {name} or 1 / {name} > 1", {name: "number"}))(facts) is True
    rule = compile_rule(
        needs={"l": {name: "number 天"}, "g": [name, "other"], "p": f"number {name} '); import os #"},
        let={"other_name": f"sum(l, {name})"},
        cases=[(f"g = {name}", "1 / other_name")],
        otherwise="p / p / 8",
    )
    assert rule.share({**facts, "g": name, "p": Fraction(1)}) == Fraction(1, 4)
    assert rule.share({**facts, "g": "other", "p": Fraction(1)}) == Fraction(1, 8)
    gives = compile_rule(gives=[name, "other"], needs={"p": "truth"}, share=f"if(p, {name}, other)")
    assert gives.label({"p": True}) == name
    assert len(sources) >= 4
    assert all(only_ours(source) for source in sources)
    assert all(name not in spelled(source) - ALLOWED for source in sources if not re.fullmatch(r"[vka][0-9]", name))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_let_value_may_be_called_anything_too(name, sources):
    """So may a parameter."""
    rule = compile_rule(let={name: "actual / 2"}, parameters={"half": "50%"}, share=f"{name} * half")
    assert rule.share({"actual": Fraction(2)}) == Fraction(1, 2)
    named = compile_rule(parameters={name: "50%"}, share=f"{name} * actual")
    assert named.share({"actual": Fraction(1)}) == Fraction(1, 2)
    assert all(only_ours(source) for source in sources)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "actual.__class__",
        "actual if 1 else 2",
        "lambda: 1",
        "(actual := 5)",
        "actual\n+ 1",
        "actual; actual",
        "[x for x in l]",
        "f(actual)",
        "actual @ 1",
        "{actual}",
        "actual # 1",
        "'actual'",
        "`actual`",
        "\\u0061",
    ],
)
def test_what_python_would_run_is_no_formula(text, sources):
    """It is refused by the parser, and no function is written."""
    with pytest.raises(FormulaError):
        compile_rule(needs={"l": {"x": "number"}}, share=text)
    assert sources == []


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_no_unit_and_no_word_of_a_fact_reaches_the_source(unit, word, name):
    """Random texts as units, as words of a label and as names of facts that nobody asks for are data alone."""
    found = []

    def kept(source, *arguments):
        found.append(source)
        return builtins.compile(source, *arguments)

    needs = {"n": f"number {unit}" if unit.strip() else "number", "g": ["good", "bad"]}
    rule = compile_rule(needs=needs, share="if(g = bad, n / n, 1)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "compile", kept, raising=False)
        share = rule.share({"n": Fraction(1), "g": word, name: word})
    assert share == 1 or isinstance(share, Absent)
    assert len(found) == 1
    assert only_ours(found[0])


def test_a_written_function_reaches_no_builtin_and_no_module():
    """Of Python it sees the helpers it is handed and nothing else."""
    run = compile_rule(needs={"l": {"x": "number"}}, share="sum(l, x)").run
    space = run.__globals__
    assert space["__builtins__"] == {}
    assert {name for name in space if not re.fullmatch(r"k[0-9]+|__builtins__|formula", name)} <= ALLOWED
    assert not any(hasattr(value, "__path__") for value in space.values())


DEEP = {
    "brackets": ("(", "actual", ")"),
    "signs": ("-", "actual", ""),
    "functions": ("abs(", "actual", ")"),
    "branches": ("if(actual > 0, ", "actual", ", 0)"),
    "branches behind": ("if(actual < 0, 0, ", "actual", ")"),
    "least": ("min(", "actual", ", 1)"),
    "limits": ("clamp(", "actual", ", 0, 1)"),
    "sums": ("(1 - ", "actual", ")"),
    "quotients": ("(1 / ", "actual", ")"),
    "roots": ("root(", "actual", ", 2, 30)"),
}


@pytest.mark.parametrize("form", DEEP)
def test_the_deepest_formulas_are_computed(form):
    """Nested as deep as the parser allows, or as many words as a formula may have: compiled, run and right."""
    before, core, behind = DEEP[form]
    deepest = next(
        text for depth in range(DEEPEST, 0, -1) if (text := before * depth + core + behind * depth) and parses(text)
    )
    share = compile_rule(share=deepest, limits=["-100", "100"]).share({"actual": Fraction(1)})
    assert share in (1, -1, 0)
    assert deepest.count(before) > 20


def parses(text):
    """Whether the text is within the limits of a formula."""
    try:
        return parse(text, {"actual": "number"})
    except FormulaError as error:
        if error.code in ("formula.too-deep", "formula.too-many-parts", "formula.too-long"):
            return None
        raise


def test_the_deepest_conditions_are_computed():
    """``and`` and ``or`` by turns, each in the brackets of the one before, inside a branch inside a list word."""
    deep = "p and (not p or (" * 17 + "p" + "))" * 17
    text = f"sum(l, if({deep}, x, 0))"
    rule = compile_rule(needs={"p": "truth", "l": {"x": "number"}}, share=text)
    facts = {"l": [{"x": Fraction(1, 2)}] * 2}
    assert [rule.share({**facts, "p": held}) for held in (True, False)] == [1, 0]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("+".join(["actual"] * 142), 142),
        ("*".join(["actual"] * 142), 1),
        ("/".join(["actual"] * 142), 1),
        ("-".join(["actual"] * 142), -140),
        ("actual * " + "*".join(["99999999999999999999"] * 44), None),
        ("max(" + ", ".join(["actual"] * 20) + ")", 1),
        ("steps(actual, " + ", ".join(f"{n}, 1" for n in range(90, 0, -1)) + ", 0)", 1),
        (" + ".join(["if(p, actual, 0)"] * 39), 39),
    ],
)
def test_the_longest_formulas_are_computed(text, share):
    """A thousand characters, four hundred words: compiled, run and right; only what has 1 200 digits has no value."""
    rule = compile_rule(needs={"p": "truth"}, share=text, limits=["-1000", "1000"])
    found = rule.share({"actual": Fraction(1), "p": True})
    assert found == share if share is not None else found.reason == "share-outside"


def test_a_table_of_many_rows_and_values_is_one_function(sources):
    """Three hundred values and three hundred rows: the deepest block of the source stays shallow."""
    let = {"v0": "actual"} | {f"v{n}": f"v{n - 1} + 1" for n in range(1, 300)}
    rows = [(f"v299 < {300 + n}", f"{n} / 300") for n in range(300)]
    rule = compile_rule(let=let, cases=rows, otherwise="absent")
    assert rule.share({"actual": Fraction(149)}) == Fraction(149, 300)
    (source,) = (one for one in sources if one.count("\n") > 300)
    assert max(len(line) - len(line.lstrip()) for line in source.splitlines()) <= 8


RULE = {
    "needs": {"l": {"x": "number", "p": "truth"}, "grade": ["优", "良", "差"]},
    "let": {"part": "sum(l, if(p, x, x / 2))"},
    "cases": [("grade = 差", "0"), ("any(l, x < 0)", "0.5")],
    "otherwise": "min(root(part, 2, 12) / actual, 1)",
}


def many_facts():
    """Facts of many projects, some of which have no score."""
    return [
        {
            "actual": Fraction(n % 7),
            "grade": ("优", "良", "差", "?")[n % 4],
            "l": [
                {"x": Fraction(n - 20, 9), "p": n % 2 == 0},
                {"x": Fraction(n, 3), "p": None if n % 11 == 0 else True},
            ],
        }
        for n in range(60)
    ]


@pytest.mark.parametrize("warm", [True, False], ids=["used before", "first use"])
def test_sixteen_threads_over_one_rule_give_the_serial_result(warm):
    """All at once, also where nobody used the rule before them: shares, reasons, words and grounds are the same."""
    facts = many_facts()
    serial = [told(compile_rule(**RULE), one) for one in facts]
    for _ in range(3):
        rule = compile_rule(**RULE)
        if warm:
            rule.share(facts[0])
        start = threading.Barrier(16)

        def work(rule=rule, start=start):
            start.wait()
            return [told(rule, one) for one in facts]

        with ThreadPoolExecutor(16) as pool:
            assert all(found.result() == serial for found in [pool.submit(work) for _ in range(16)])


def told(rule, facts):
    """All that a rule says of some facts."""
    working = rule.work(facts)
    if isinstance(working, Absent):
        return rule.share(facts), working
    return rule.share(facts), working.share, working.words("zh", {}), working.because("en", {})
