"""Decision tables: which rows can never be reached, and what is left to ``otherwise``."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import FormulaError, Place
from perfkit.formula import (
    CaseTree,
    CompiledRule,
    Labels,
    Records,
    RuleTree,
    compile_rule,
    exact,
    otherwise_region,
    parse,
)
from perfkit.formula.language.tree import Number
from perfkit.formula.tables.regions import MOST_CONJUNCTIONS
from perfkit.formula.tables.rows import Unreachable, unreachable_rows
from perfkit.formula.tables.space import MOST_CELLS
from perfkit.scoring.planning import make_plan
from perfkit.testing import national_set

GRADES = ("good", "fair", "bad")
SCOPE = {
    **dict.fromkeys(("actual", "target", "executed", "budget", "a", "b"), "number"),
    **dict.fromkeys(("finished", "p", "q"), "truth"),
    "grade": Labels(GRADES),
    "other": Labels(GRADES),
    "elements": Records({"met": "number", "gate": "truth"}),
}


def table(*rows, requires="", **let):
    """The tree of a table whose rows all give 1, the rest 0."""
    scope, named = dict(SCOPE), []
    for name, text in let.items():
        named.append((name, parse(text, scope)))
        scope[name] = named[-1][1].kind
    cases = tuple(CaseTree(parse(row, scope), Number("1")) for row in rows)
    return RuleTree(tuple(named), parse(requires, scope) if requires else None, cases, Number("0"))


def left(*rows, language="en", **more):
    """What the table leaves to ``otherwise``, in words."""
    return otherwise_region(table(*rows, **more)).words(language)


@pytest.mark.parametrize(
    "rows",
    [
        ["a < 1", "a >= 1"],
        ["a < 1", "a = 1", "a > 1"],
        ["a <> 1", "1 = a"],
        ["p", "not p"],
        ["p and q", "not p", "not q"],
        ["if(p, q, a < 1)", "not if(p, q, a < 1)"],
        ["grade = good", "grade = fair", "bad = grade"],
        ["grade >= fair", "grade < fair"],
        ["grade <> bad", "grade = bad"],
        ["grade > other", "grade <= other"],
        ["if(p, grade, good) = good", "if(p, grade, good) < good"],
        ["any(elements, gate)", "not any(elements, gate)"],
        ["sum(elements, met) < 1", "sum(elements, met) >= 1"],
        ["a <= b", "b < a"],
        ["2 * a < b", "a >= b / 2"],
        ["a / b < 60%", "not a / b < 0.6"],
        ["-a > 1", "a >= -1"],
        ["(a + b) * 2 < 1", "a + b >= 50%"],
        ["a * b > 1", "b * a <= 1"],
        ["1 < 2"],
        ["a - a < 1"],
    ],
)
def test_a_complete_table_leaves_nothing(rows):
    """However a comparison is written, its opposite is known, and nothing is left; no row is called unreachable."""
    assert otherwise_region(table(*rows)).conjunctions == ()
    assert unreachable_rows(table(*rows)) == ()


@pytest.mark.parametrize(
    ("rows", "region"),
    [
        (["a < 1"], "a ≥ 1"),
        (["a <= 1"], "a > 1"),
        (["a >= 1"], "a < 1"),
        (["a > 1"], "a ≤ 1"),
        (["a = 1"], "a ≠ 1"),
        (["a <> 1"], "a = 1"),
        (["1 > a"], "a ≥ 1"),
        (["a < 1", "a > 2"], "a ≥ 1 and a ≤ 2"),
        (["a <= 1", "a >= 2"], "a > 1 and a < 2"),
        (["a = 1", "a = 2"], "a < 1; a > 1 and a < 2; a > 2"),
        (["a = 1", "a > 2"], "a < 1; a > 1 and a ≤ 2"),
        (["executed <= budget"], "executed > budget"),
        (["budget >= executed"], "budget < executed"),
        (["60% > a / b"], "a ÷ b ≥ 60%"),
        (["p"], "not p"),
        (["not p"], "p"),
        (["p and q"], "not q; not p"),
        (["p or q"], "not p and not q"),
        (["p and a < 1", "not p and a < 2"], "p and a ≥ 1; a ≥ 2"),
        (["grade = good"], "grade ≠ good"),
        (["grade < good"], "grade = good"),
        (["grade = fair"], "grade ≠ fair"),
        (["grade = fair", "grade = bad and p"], "grade = good; grade ≠ fair and not p"),
        (["any(elements, gate)"], "gate for no elements"),
        (["2 < 1"], ""),
    ],
)
def test_a_gap_is_told_in_a_few_words(rows, region):
    """The region of ``otherwise`` is told with the two sides that the rule compares, as wide as it can be."""
    assert left(*rows) == region


def test_the_national_table_of_execution_says_what_the_guide_leaves_open():
    """Finished above the budget, and unfinished with all spent: the two cases which the document does not name."""
    rule = make_plan(national_set()).rules["steps-by-state"].compiled
    shown = {"finished": "已完成", "executed": "执行数", "budget": "预算数", "actual": "执行率"}
    region = otherwise_region(rule.tree)
    assert region.words("zh", shown) == "已完成且执行数 > 预算数；未完成且执行率 ≥ 100%"
    assert region.words("en") == "finished and executed > budget; not finished and actual ≥ 100%"


def test_let_values_count_as_what_they_stand_for():
    """A rate by its name and by its formula is one form; a truth and a label by name are what they were set to."""
    let = {"rate": "executed / budget", "low": "rate < 60%", "worse": "if(low, bad, grade)"}
    assert left("low", "executed / budget >= 60%", **let) == ""
    assert left("rate < 0.6", "not low", **let) == ""
    assert left("low and worse > bad", "low", "not low and worse = grade", **let) == ""
    assert unreachable_rows(table("low and worse > bad", "low", **let)) == (Unreachable(1, ()),)
    assert left("low", "rate < 80%", **let) == "rate ≥ 80%"


def test_requires_cuts_the_cells_first():
    """What the premise rules out is neither left to ``otherwise`` nor taken by a row, and is not told."""
    assert left("a < 1", requires="a >= 0 and a <= 1") == "a ≥ 1"
    assert left("a < 1", requires="a < 1") == ""
    assert left("p and a < 1", requires="p") == "a ≥ 1"
    assert left("a >= 1", requires="a >= 0") == "a < 1"
    assert unreachable_rows(table("a < 0", "a >= 0", requires="a >= 0")) == (Unreachable(1, ()),)
    assert unreachable_rows(table("a >= 0", "p", requires="a >= 0")) == (Unreachable(2, (1,)),)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["a < 1", "a < 0.5"], [(2, (1,))]),
        (["a < 60%", "a < 80%", "a < 70%"], [(3, (1, 2))]),
        (["a < 1", "p", "not p", "a > 2"], [(4, (2, 3))]),
        (["a <= b", "b >= a"], [(2, (1,))]),
        (["a < 1 and a > 2", "a < 3"], [(1, ())]),
        (["a < 1", "grade > good", "2 > 3"], [(2, ()), (3, ())]),
        (["grade >= fair", "grade = bad", "grade = good and p"], [(3, (1,))]),
        (["grade >= fair and p", "p and grade <> bad"], [(2, (1,))]),
        (["1 < 2", "p"], [(2, (1,))]),
        (["p", "q and p", "q", "p and not q"], [(2, (1,)), (4, (1,))]),
        (["a < 0", "2 * a < 1"], []),
        (["actual < target", "actual < 2 * target"], []),
        (["p and q", "q and p or p", "p and not q"], [(3, (2,))]),
    ],
)
def test_rows_that_are_never_reached_are_found(rows, found):
    """A row is unreachable if rows above take all it asks for, or if it contradicts itself."""
    assert unreachable_rows(table(*rows)) == tuple(Unreachable(*row) for row in found)


def test_an_unreachable_row_is_a_fault_at_its_place():
    """The rule is refused; the fault names row, key and character, and says in both languages what to do."""
    rows = [("actual < 80%", "0"), (" actual < 60%", "0.5"), ("actual > 1 and actual < 1", "1")]
    with pytest.raises(FormulaError) as caught:
        compile_rule(cases=rows, otherwise="1", place=Place(file="r.toml", key="rules.x"))
    behind, never = caught.value.faults
    assert (behind.code, behind.place.key, behind.place.character) == (
        "formula.row-unreachable",
        "rules.x.cases[2].when",
        2,
    )
    assert (never.code, never.place.key) == ("formula.row-impossible", "rules.x.cases[3].when")
    assert "第 2 行“actual < 60%”" in behind.worded("zh")
    assert "（第 1 行）" in behind.worded("zh")
    assert "row 3, “actual > 1 and actual < 1”, can never hold" in never.worded("en")


def test_parameters_decide_with_their_values():
    """A set that puts a limit above the next one is told that a row has gone."""
    rule = {"cases": [("actual < low", "0"), ("actual < 80%", "0.5")], "otherwise": "1"}
    compile_rule(parameters={"low": "60%"}, **rule)
    with pytest.raises(FormulaError) as caught:
        compile_rule(parameters={"low": "90%"}, **rule)
    assert [fault.code for fault in caught.value.faults] == ["formula.row-unreachable"]


def many_truths(count):
    """A table over so many truths, the second row of which repeats the first."""
    scope = {f"t{number}": "truth" for number in range(count)}
    row = CaseTree(parse(" and ".join(scope), scope), Number("1"))
    return RuleTree((), None, (row, row), None)


def test_a_table_of_too_many_cells_is_not_decided():
    """Thirteen truths are decided, fourteen are not: no row is refused, and no region is made up."""
    assert 2**13 < MOST_CELLS < 2**14
    assert unreachable_rows(many_truths(13)) == (Unreachable(2, (1,)),)
    assert unreachable_rows(many_truths(14)) == ()
    assert len(otherwise_region(many_truths(13)).conjunctions) == 13
    assert otherwise_region(many_truths(14)) is None


def test_a_region_of_too_many_words_is_not_told():
    """A form that may be none of forty numbers would take forty-one clauses."""
    rows = [f"a = {number}" for number in range(MOST_CONJUNCTIONS)]
    assert otherwise_region(table(*rows)) is None
    assert len(otherwise_region(table(*rows[1:])).conjunctions) == MOST_CONJUNCTIONS


@pytest.mark.parametrize(
    "let",
    [
        {"v0": "a / (b + 1) + 1"} | {f"v{n}": f"1 / (v{n - 1} + v{n - 1} * v{n - 1} + 1)" for n in range(1, 40)},
        {"v0": "1.00001"} | {f"v{n}": f"v{n - 1} * v{n - 1}" for n in range(1, 40)},
        {"v0": "a + b"} | {f"v{n}": f"v{n - 1} * v{n - 1}" for n in range(1, 40)},
        {"v0": "a"} | {f"v{n}": f"v{n - 1} * v{n - 1}" for n in range(1, 40)},
        {"v0": "p"} | {f"v{n}": f"v{n - 1} and v{n - 1}" for n in range(1, 40)},
        {"v0": "grade"} | {f"v{n}": f"if(p, v{n - 1}, v{n - 1})" for n in range(1, 40)},
        {"z": "0", "v38": "1 / z", "v39": "a / z"},
    ],
)
def test_values_built_on_values_do_not_grow_without_bounds(let):
    """Sums that square themselves forty times, and truths and labels that are asked twice at each step, end at once."""
    kind = {"p": "v39", "grade": "v39 = good"}.get(let.get("v0", ""), "v39 < 1")
    assert unreachable_rows(table(kind, kind, **let)) == (Unreachable(2, (1,)),)


def test_sides_too_long_for_one_form_are_compared_as_they_stand():
    """Two hundred names make no form; the same comparison is known again all the same."""
    long = " + ".join(f"n{number}" for number in range(60))
    scope = {f"n{number}": "number" for number in range(60)}
    rows = tuple(CaseTree(parse(f"{long} {sign} 1", scope), Number("1")) for sign in ("<", ">="))
    assert otherwise_region(RuleTree((), None, rows, None)).conjunctions == ()


# Random tables

NUMBERS = ("0", "1", "50%", "2")
FORMS = ("a", "b", "a - b", "2 * a", "rate", "a / b", "abs(a)", "-b")
numbers = st.sampled_from([Fraction(n, 4) for n in range(-5, 10)])
labels = st.sampled_from(GRADES)

given_facts = st.fixed_dictionaries(
    {"a": numbers, "b": numbers, "p": st.booleans(), "q": st.booleans(), "grade": labels, "other": labels}
)

relations = st.sampled_from(["<", "<=", "=", "<>", ">=", ">"])
comparisons = st.builds("{} {} {}".format, st.sampled_from(FORMS), relations, st.sampled_from(NUMBERS))
comparisons |= st.builds("a {} b".format, relations)
label_conditions = st.builds(
    "{} {} {}".format,
    st.sampled_from(["grade", "other"]),
    relations,
    st.sampled_from([*GRADES, "grade"]),
)
atoms = st.sampled_from(["p", "q", "both"]) | comparisons | comparisons | label_conditions
conditions = st.recursive(
    atoms,
    lambda part: (
        st.builds("({} and {})".format, part, part)
        | st.builds("({} or {})".format, part, part)
        | st.builds("not {}".format, part)
        | st.builds("if({}, {}, {})".format, part, part, part)
    ),
    max_leaves=3,
)
LET = {"rate": "a / b", "both": "p and q"}
tables = st.builds(
    lambda rows, requires: table(*rows, requires=requires, **LET),
    st.lists(conditions, min_size=1, max_size=4),
    st.just("") | conditions,
)


def holds(part, facts):
    """Whether a part of a conjunction may hold for the facts."""
    return exact(part)(facts) is not False


def inside(region, facts):
    """Whether facts, with their ``let`` values, lie in a region."""
    for name, text in LET.items():
        facts = {**facts, name: exact(parse(text, SCOPE))(facts)}
    return any(all(holds(part, facts) for part in parts) for parts in region.conjunctions)


@given(tables, st.lists(given_facts, min_size=20, max_size=40))
def test_what_is_reported_is_true_of_random_facts(rule, samples):
    """No facts take a row that is called unreachable, and all that fall to ``otherwise`` lie in its region."""
    unreachable = {found.row for found in unreachable_rows(rule)}
    region, compiled = otherwise_region(rule), CompiledRule(rule)
    for facts in samples:
        settled = compiled.work(facts)
        if not hasattr(settled, "case"):
            continue
        assert settled.case not in unreachable
        assert settled.case or region is None or inside(region, facts)


independent = st.recursive(
    st.sampled_from(["p", "grade = good", "grade <= fair", "other > grade"])
    | st.builds("a {} {}".format, relations, st.sampled_from(NUMBERS)),
    lambda part: st.builds("({} and {})".format, part, part) | st.builds("not {}".format, part),
    max_leaves=3,
)
GRID = [
    {"a": Fraction(a, 4), "b": Fraction(1), "p": p, "q": False, "grade": grade, "other": other}
    for a, p, grade, other in product((-1, 0, 1, 2, 3, 4, 5, 8, 9), (True, False), GRADES, GRADES)
]


@given(st.lists(independent, min_size=1, max_size=3), st.just("") | independent)
def test_with_one_form_of_numbers_the_answer_is_exact(rows, requires):
    """Truths, labels and one form are independent: each row not reported is taken, and no region is too wide."""
    rule = table(*rows, requires=requires)
    compiled, region = CompiledRule(rule), otherwise_region(rule)
    found = [(facts, compiled.work(facts)) for facts in GRID]
    taken = {working.case for _, working in found if hasattr(working, "case")}
    unreachable = {one.row for one in unreachable_rows(rule)}
    assert taken - {0} == set(range(1, len(rows) + 1)) - unreachable
    assert (0 in taken) == bool(region.conjunctions)
    for facts, working in found:
        if hasattr(working, "case"):
            assert inside(region, facts) == (working.case == 0)
