"""Random formulas and rules of numbers and truths whose figures often meet, with facts to go with them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from formula.trees import Names, number_nodes, truth_nodes
from perfkit.formula import CaseTree, RuleTree
from perfkit.formula.language.tree import Call, Name, Number, walk

NUMBERS = ("actual", "target", "预算")
TRUTHS = ("p", "已完成")
LET = ("u", "v")
FEW = st.sampled_from(["0", "1", "2", "0.5", "60%", "100%", "0.125", "10", "7"])

formulas = number_nodes(3, Names(NUMBERS, TRUTHS, typed=FEW))


def rules_with(let):
    """Whole rules with so many values of ``let``, each of which may use those before it."""
    scopes = [Names(NUMBERS + LET[:before], TRUTHS, typed=FEW) for before in range(let + 1)]
    share, condition = number_nodes(2, scopes[let]), truth_nodes(2, scopes[let])
    capped = share.map(lambda x: Call("clamp", (x, Number("0"), Number("1"))))
    return st.builds(
        RuleTree,
        let=st.tuples(*(st.tuples(st.just(LET[n]), number_nodes(2, scopes[n])) for n in range(let))),
        requires=st.none() | condition,
        cases=st.lists(st.builds(CaseTree, condition, number_nodes(1, scopes[let])), max_size=2).map(tuple),
        otherwise=st.none() | share | capped,
        limits=st.sampled_from([(Fraction(0), Fraction(1))] * 3 + [(Fraction(-1, 2), Fraction(6, 5))]),
    )


rules = st.one_of(*(rules_with(let) for let in range(3)))
numbers = st.fractions(-4, 12, max_denominator=20) | st.integers(-2, 10).map(Fraction)
facts = st.fixed_dictionaries(dict.fromkeys(NUMBERS, numbers) | dict.fromkeys(TRUTHS, st.booleans()))


def truths(rule):
    """The names that a rule takes for truths."""
    nodes = (node for part in parts(rule) for node in walk(part))
    return frozenset(node.name for node in nodes if isinstance(node, Name) and node.kind == "truth")


def parts(rule):
    """All formulas of a rule that decide its share."""
    found = [expr for _, expr in rule.let] + [part for case in rule.cases for part in (case.when, case.share)]
    return [part for part in (*found, rule.requires, rule.otherwise) if part is not None]
