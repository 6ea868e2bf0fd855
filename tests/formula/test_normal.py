"""The normal form: the same value as the exact reading, the cases one expects, and an end to every formula."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import lcm

import pytest
from hypothesis import assume, given, settings

from formula.at_random import facts, formulas, parts, rules
from perfkit.formula import Absent, CompiledRule, compile_rule, exact, parse
from perfkit.formula.language.tree import Call, Option, Over, walk
from perfkit.formula.normal_form.form import MOST_CASES, normal
from perfkit.formula.normal_form.guarded import NoValue, Sign
from perfkit.formula.normal_form.polynomial import SCALE
from scoring.families import COMPILED

RULES = {name: rule.tree for name, rule in COMPILED.items()}


def scaled(given_facts, more=1):
    """Facts as integers over one common scale."""
    scale = more * lcm(*(value.denominator for value in given_facts.values()))
    whole = {name: value if isinstance(value, bool) else int(value * scale) for name, value in given_facts.items()}
    return whole, scale


def alike(exact_value, normal_value):
    """The same value, or none for the same reason."""
    if isinstance(exact_value, Absent):
        return normal_value == NoValue(exact_value.reason)
    return normal_value == exact_value


@settings(max_examples=300)
@given(formulas, facts)
def test_a_formula_has_the_value_of_the_exact_reading(tree, given_facts):
    """Any formula in normal form gives the same ratio, or no value for the same reason, whatever the scale."""
    form = normal(tree)
    assume(form is not None)
    value = exact(tree)(given_facts)
    assert alike(value, form.value(*scaled(given_facts)))
    assert alike(value, form.value(*scaled(given_facts, more=30)))


@settings(max_examples=300)
@given(rules, facts)
def test_a_rule_has_the_share_of_the_exact_reading(rule, given_facts):
    """Any rule in normal form gives the same share, or none for the same reason."""
    form = normal(rule)
    assume(form is not None)
    assert alike(CompiledRule(rule).share(given_facts), form.value(*scaled(given_facts)))


@settings(max_examples=150)
@given(rules, facts)
def test_exactly_one_case_holds_and_has_the_value(rule, given_facts):
    """The cases are disjoint and complete; a floor in a guard is asked for only where its divisor is above 0."""
    form = normal(rule)
    assume(form is not None)
    whole, scale = scaled(given_facts)
    (held,) = [case for case in form.cases if holds(case, {**whole, SCALE: scale})]
    assert not isinstance(held.value, NoValue) or held.value == form.value(whole, scale)


def holds(case, values):
    """Whether all guards hold, each auxiliary integer being computed when a guard first asks for it."""
    floors = dict(case.floors)

    def at(polynomial):
        for name in sorted(polynomial.names & floors.keys() - values.keys()):
            above, below = at(floors[name].numerator), at(floors[name].denominator)
            assert below > 0
            values[name] = above // below
        return polynomial.value(values)

    return all(
        guard.holds(at(guard.polynomial)) if isinstance(guard, Sign) else values[guard.name] == guard.so
        for guard in case.guards
    )


def shown(form):
    """The cases as lines: guards, and the fraction or the reason; ``S`` is the scale, ``k`` the first floor."""
    lines = []
    for case in form.cases:
        guards = [
            side(g.polynomial, g.relation) if isinstance(g, Sign) else ("" if g.so else "not ") + g.name
            for g in case.guards
        ]
        value = case.value
        end = value.reason if isinstance(value, NoValue) else f"{side(value.numerator)} / {side(value.denominator)}"
        lines.append(f"{', '.join(guards)}: {end}")
    return lines


def side(polynomial, relation=""):
    """A polynomial as text; with a relation to 0, what is taken away stands on the other side."""
    terms = [(abs(c), monomial, c > 0) for monomial, c in polynomial.terms]
    text = {plus: " + ".join(times(c, m) for c, m, is_plus in terms if is_plus == plus) for plus in (True, False)}
    if relation:
        return f"{text[True] or 0} {relation} {text[False] or 0}"
    return f"{text[True]} - {text[False]}".strip(" -") if polynomial.terms else "0"


def times(c, monomial):
    names = [{SCALE: "S", f"{SCALE}1": "k"}.get(name, name) for name, n in monomial for _ in range(n)]
    return " ".join(names if names and c == 1 else [str(c), *names])


CASES = {
    "all-or-nothing": [
        "actual >= target: 1 / 1",
        "target > actual: 0 / 1",
    ],
    "inverse-all-or-nothing": [
        "target >= actual: 1 / 1",
        "actual > target: 0 / 1",
    ],
    "equal-all-or-nothing": [
        "actual = target: 1 / 1",
        "actual <> target: 0 / 1",
    ],
    "judged-all-or-nothing": [
        "judged = 0: judged / S",
        "judged <> 0, judged = S: judged / S",
        "judged <> 0, judged <> S: requires",
    ],
    "deduct-full-steps": [
        "actual >= target, 10 >= k: 10 - k / 10",
        "actual >= target, k > 10: 0 / 1",
        "target > actual: 1 / 1",
    ],
    "deduct-begun-steps": [
        "actual >= target, k + 10 >= 0: k + 10 / 10",
        "actual >= target, 0 > k + 10: 0 / 1",
        "target > actual: 1 / 1",
    ],
    "deduct-in-proportion": [
        "actual >= target, 10 target + S >= 10 actual: 10 target + S - 10 actual / S",
        "actual >= target, 10 actual > 10 target + S: 0 / 1",
        "target > actual: 1 / 1",
    ],
    "steps-by-state": [
        "actual >= 0, finished, budget >= executed: 1 / 1",
        "actual >= 0, finished, executed > budget: no-case",
        "actual >= 0, not finished, 3 S > 5 actual: 0 / 1",
        "actual >= 0, not finished, 5 actual >= 3 S, 4 S > 5 actual: 1 / 2",
        "actual >= 0, not finished, 5 actual >= 3 S, 5 actual >= 4 S, S > actual: 7 / 10",
        "actual >= 0, not finished, 5 actual >= 3 S, 5 actual >= 4 S, actual >= S: no-case",
        "0 > actual: requires",
    ],
    "inverse-linear": [
        "target >= 0, actual >= 0, target >= actual: 1 / 1",
        "target >= 0, actual >= 0, actual > target, actual >= 2 target: 0 / 1",
        "target >= 0, actual >= 0, actual > target, 2 target > actual: 2 target - actual / target",
        "target >= 0, 0 > actual: requires",
        "0 > target: requires",
    ],
    "judged": [
        "judged >= 0, S >= judged: judged / S",
        "judged >= 0, judged > S: requires",
        "0 > judged: requires",
    ],
    "pass-line": [
        "target > 0, actual >= 0, 5 actual >= 3 target, target >= actual: 5 actual - 3 target / 2 target",
        "target > 0, actual >= 0, 5 actual >= 3 target, actual > target: 1 / 1",
        "target > 0, actual >= 0, 3 target > 5 actual: 0 / 1",
        "target > 0, 0 > actual: requires",
        "0 >= target: requires",
    ],
    "ratio": [
        "target > 0, actual >= 0, target >= actual: actual / target",
        "target > 0, actual >= 0, actual > target: 1 / 1",
        "target > 0, 0 > actual: requires",
        "0 >= target: requires",
    ],
    "inverse-ratio": [
        "target >= 0, actual >= 0, target >= actual: 1 / 1",
        "target >= 0, actual >= 0, actual > target: target / actual",
        "target >= 0, 0 > actual: requires",
        "0 > target: requires",
    ],
    "steps-90-80-60": [
        "actual >= 0, S >= actual, 10 actual >= 9 S: 1 / 1",
        "actual >= 0, S >= actual, 9 S > 10 actual, 5 actual >= 4 S: 4 / 5",
        "actual >= 0, S >= actual, 9 S > 10 actual, 4 S > 5 actual, 5 actual >= 3 S: 1 / 2",
        "actual >= 0, S >= actual, 9 S > 10 actual, 4 S > 5 actual, 3 S > 5 actual: 0 / 1",
        "actual >= 0, actual > S: requires",
        "0 > actual: requires",
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_the_national_rules_have_the_cases_that_their_texts_name(name):
    """Scales cancel where a share is a ratio, and tests that follow from others are left out."""
    assert shown(normal(RULES[name])) == CASES[name]


@pytest.mark.parametrize("name", RULES)
def test_a_national_rule_has_a_normal_form_unless_it_speaks_of_lists_labels_or_roots(name):
    """Nothing else keeps a rule from its columns and its live formula."""
    nodes = [node for part in parts(RULES[name]) for node in walk(part)]
    beyond = any(isinstance(n, (Over, Option)) or (isinstance(n, Call) and n.function in ("ln", "root")) for n in nodes)
    assert (normal(RULES[name]) is None) == (beyond or RULES[name].gives is not None)


NEEDS = {
    "stage": ["done", "running"],
    "elements": {"share": "number", "met": "number"},
    "finished": "truth",
}


@pytest.mark.parametrize(
    "rule",
    [
        {"share": "sum(elements, share * met)"},
        {"share": "if(all(elements, met >= 1), 1, 0)"},
        {"share": "if(stage = done, 1, 0.5)"},
        {"let": {"s": "if(actual > 1, done, running)"}, "share": "if(s >= done, 1, 0)"},
        {"share": "ln(1 + actual, 4)"},
        {"share": "clamp(root(actual, 2, 4), 0, 1)"},
        {"gives": ["优", "良"], "share": "if(actual > 0.5, 优, 良)"},
    ],
    ids=lambda rule: rule["share"],
)
def test_what_is_no_fraction_has_no_normal_form(rule):
    """Lists, labels, logarithms and roots: None, not an error."""
    assert normal(compile_rule(needs=NEEDS, **rule).tree) is None


def test_a_truth_has_no_normal_form():
    """A formula that gives no number has no fraction."""
    assert normal(parse("actual > 1", {"actual": "number"})) is None


def test_an_absent_reason_stays_with_its_case():
    """Division by zero, no row, a share outside: each is a case of its own, beside the others."""
    form = normal(compile_rule(let={"rate": "actual / target"}, cases=[("rate >= 1", "rate")], otherwise="absent").tree)
    assert shown(form) == [
        "target > 0, actual >= target, target >= actual: actual / target",
        "target > 0, actual >= target, actual > target: share-outside",
        "target > 0, target > actual: no-case",
        "0 >= target, 0 > target, target >= actual, actual >= target: actual / target",
        "0 >= target, 0 > target, target >= actual, target > actual: share-outside",
        "0 >= target, 0 > target, actual > target: no-case",
        "0 >= target, target >= 0: division-by-zero",
    ]


def test_rounding_names_the_floor_of_twice_the_ratio():
    """round(x, 1) of x >= 0 is floor((20 x + 1) / 2) / 10."""
    form = normal(compile_rule(requires="actual >= 0", share="clamp(round(actual / 3, 1), 0, 1)").tree)
    ((name, quotient),) = form.cases[0].floors
    assert name == f"{SCALE}1"
    assert (side(quotient.numerator), side(quotient.denominator)) == ("20 actual + 3 S", "6 S")
    assert shown(form)[0] == "actual >= 0, 10 >= k: k / 10"


GRID = [Fraction(text) for text in ("-2", "-1", "-1/2", "0", "1/2", "1", "3/2", "2")]


@pytest.mark.parametrize(
    "rule",
    [
        {"share": "clamp(1 / actual + 1 / target + 2, 0, 1)"},
        {"requires": "actual < 0 and target < 0", "share": "clamp(1 / actual + 1 / target + 2, 0, 1)"},
        {"requires": "actual >= 0", "share": "if(floor(actual) > 0, 1, 0)"},
        {"requires": "actual >= 1", "share": "if(floor(actual) > 1, 1, 0)"},
        {"requires": "actual < 1", "share": "if(floor(actual) < 0, 1, 0)"},
        {"requires": "actual < 0", "share": "if(floor(actual) > -1 / 2, 1, 0)"},
        {"requires": "actual > 0", "share": "if(ceil(actual) > 1, 1, 0)"},
        {"requires": "actual < 0 and target > 0", "share": "if(actual * actual > target * actual * actual, 1, 0)"},
        {"requires": "actual < 0 and target > 0", "share": "if(actual * actual > target, 1, 0)"},
        {"requires": "actual < 0", "share": "if(actual * actual * actual + target * target > 0, 1, 0)"},
        {"requires": "actual >= target", "share": "if(3 * actual - 2 * target > 0, 1, 0)"},
        {"requires": "actual <> target", "share": "if(2 * target - 2 * actual <> 0, 1, 0)"},
        {"requires": "actual <= 0 and actual >= 0", "share": "if(actual = 0, 1, 0)"},
        {"share": "clamp(round(actual / target, 0), 0, 1)"},
    ],
)
def test_no_sign_is_taken_for_known_that_is_not(rule):
    """On, below and above every bound, for facts of either sign, the value is the exact one."""
    compiled = compile_rule(**rule)
    form = normal(compiled.tree)
    for actual, target in product(GRID, GRID):
        given_facts = {"actual": actual, "target": target}
        assert alike(compiled.share(given_facts), form.value(*scaled(given_facts))), given_facts


def test_cases_with_the_same_value_are_one():
    """A test of which nothing comes is left out."""
    tree = compile_rule(requires="judged >= 0", needs={"judged": "number"}, share="if(actual > 1, judged, judged)").tree
    assert shown(normal(tree))[0] == "judged >= 0, S >= judged: judged / S"


def test_a_case_lists_all_floors_that_it_needs():
    """A floor inside a floor comes before it."""
    form = normal(compile_rule(requires="actual >= 0", share="min(floor(floor(actual / 3) / 5), 1)").tree)
    first, second = form.cases[0].floors
    assert (first[0], second[0]) == (f"{SCALE}1", f"{SCALE}2")
    assert side(second[1].numerator) == "k"
    assert form.facts == {"actual"}


names = [f"n{number}" for number in range(30)]
MANY = {**dict.fromkeys(names, "number"), **{f"t{number}": "truth" for number in range(30)}}


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        ({"share": f"min({', '.join(names[:20])})"}, None),
        ({"share": f"max({', '.join(f'{a} / {b}' for a, b in pairwise(names[:7]))})"}, None),
        ({"let": {"v0": "n0 * n0", **{f"v{n}": f"v{n - 1} * v{n - 1}" for n in range(1, 30)}}, "share": "v29"}, None),
        ({"let": {"v0": "n0 * n0", **{f"v{n}": f"v{n - 1} * v{n - 1}" for n in range(1, 5)}}, "share": "v4"}, None),
        ({"let": {"v0": "n0", **{f"v{n}": f"floor(v{n - 1} * n1 / 7)" for n in range(1, 30)}}, "share": "v29"}, None),
        ({"let": {"v0": "n0", **{f"v{n}": f"clamp(v{n - 1}, n1, n{n})" for n in range(1, 30)}}, "share": "v29"}, None),
        ({"share": " + ".join(f"abs(n{n} - n{n + 1})" for n in range(12))}, None),
        ({"share": " * ".join([f"({' + '.join(names[:6])})"] * 6)}, None),
        ({"share": " / ".join(names[:8])}, None),
        ({"share": " + ".join(["n0"] * 150)}, None),
        ({"share": " * ".join(["n0 * 99999999999999999999.99999999999999999999"] * 10)}, None),
        ({"cases": [(f"n{n} / n{n + 1} > n{n + 2}", "n0") for n in range(25)], "otherwise": "0"}, None),
        ({"requires": " and ".join(f"n{n} > n{n + 2}" for n in range(25)), "share": "min(n0 / n1, 1)"}, MOST_CASES),
        ({"share": f"if({' and '.join(f't{n}' for n in range(30))}, 1, 0)"}, 31),
    ],
)  # fmt: skip
def test_every_formula_comes_to_an_end(rule, most):
    """What would have thousands of cases or endless polynomials has no normal form; what has one has few cases."""
    form = normal(compile_rule(needs=MANY, **rule).tree)
    assert (0 if form is None else len(form.cases)) <= (most or 0)
