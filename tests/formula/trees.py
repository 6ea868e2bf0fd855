"""Random trees of the formula language, as the parser gives them, and facts for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import strategies as st

from perfkit.errors import FormulaError
from perfkit.formula import Labels, Records, parse, printed
from perfkit.formula.language.tree import (
    Arithmetic,
    Call,
    Comparison,
    Junction,
    Name,
    Negative,
    Not,
    Number,
    Option,
    Over,
)

NUMBERS = ("a", "b", "完成值", "x_1")
TRUTHS = ("p", "已完成")
GRADES, STAGES = Labels(("优", "良", "差")), Labels(("running", "ended"))
LABELS = {"g": GRADES, "h": GRADES, "stage": STAGES}
LISTS = {
    "要点": {"x": "number", "a": "number", "p": "truth", "grade": GRADES},
    "m": {"z": "number", "q": "truth", "stage": STAGES},
}
PLAIN_SCOPE = {**dict.fromkeys(NUMBERS, "number"), **dict.fromkeys(TRUTHS, "truth")}
SCOPE = {**PLAIN_SCOPE, **LABELS, **{name: Records(fields) for name, fields in LISTS.items()}}
NEEDS = {
    **PLAIN_SCOPE,
    **{name: kind.options for name, kind in LABELS.items()},
    **{
        name: {field: kind.options if isinstance(kind, Labels) else kind for field, kind in fields.items()}
        for name, fields in LISTS.items()
    },
}
"""The same as a rule declares it."""

typed_numbers = st.from_regex(re.compile(r"[0-9]{1,5}(\.[0-9]{1,4})?%?", re.ASCII), fullmatch=True)


@dataclass(frozen=True)
class Names:
    """The names in scope by what they give; lists are none for trees of the plain language."""

    numbers: tuple[str, ...] = NUMBERS
    truths: tuple[str, ...] = TRUTHS
    labels: tuple[tuple[str, Labels], ...] = ()
    lists: tuple[str, ...] = ()
    typed: st.SearchStrategy = typed_numbers

    def inside(self, fields):
        """The names inside a list word; a field of one kind hides a name of any other."""

        def kept(known):
            return tuple(name for name in known if name not in fields)

        return replace(
            self,
            numbers=kept(self.numbers) + tuple(name for name, kind in fields.items() if kind == "number"),
            truths=kept(self.truths) + tuple(name for name, kind in fields.items() if kind == "truth"),
            labels=tuple((name, kind) for name, kind in self.labels if name not in fields)
            + tuple((name, kind) for name, kind in fields.items() if isinstance(kind, Labels)),
        )


PLAIN = Names()
WHOLE = Names(labels=tuple(LABELS.items()), lists=tuple(LISTS))


def number_nodes(depth, scope=PLAIN):
    """Trees that give a number."""
    leaves = scope.typed.map(Number) | st.sampled_from([Name(name, "number") for name in scope.numbers])
    if not depth:
        return leaves
    part, condition = number_nodes(depth - 1, scope), truth_nodes(depth - 1, scope)
    plain = [
        leaves,
        part.map(Negative),
        st.builds(Arithmetic, st.sampled_from("+-*/"), part, part),
        st.builds(lambda c, x, y: Call("if", (c, x, y)), condition, part, part),
        st.builds(Call, st.sampled_from(["min", "max"]), st.lists(part, min_size=1, max_size=3).map(tuple)),
        st.builds(Call, st.sampled_from(["abs", "floor", "ceil"]), st.tuples(part)),
        st.builds(lambda x, n: Call("round", (x, Number(str(n)))), part, st.integers(0, 10)),
        st.builds(lambda x, y, z: Call("clamp", (x, y, z)), part, part, part),
        st.builds(
            steps_node,
            part,
            st.lists(st.integers(0, 99), min_size=1, max_size=3, unique=True),
            st.lists(part, min_size=4, max_size=4),
        ),
    ]
    if not scope.lists:
        return st.one_of(plain)
    return st.one_of(
        *plain,
        over_nodes(depth, scope, ["sum", "mean", "least", "product"], number_nodes),
        over_nodes(depth, scope, ["count"], truth_nodes),
        st.sampled_from(scope.lists).map(lambda name: Over("count", name, frozenset(LISTS[name]), None)),
        st.builds(lambda x, n: Call("ln", (x, Number(str(n)))), part, st.integers(0, 30)),
        st.builds(lambda x, d, n: Call("root", (x, d, Number(str(n)))), part, degrees(scope), st.integers(0, 12)),
    )


def degrees(scope):
    """A degree of a root: typed or counted."""
    counted = st.sampled_from(scope.lists).map(lambda name: Over("count", name, frozenset(LISTS[name]), None))
    return st.integers(1, 20).map(lambda n: Number(str(n))) | counted


def over_nodes(depth, scope, words, nodes):
    """List words whose body gives what ``nodes`` makes."""
    return st.one_of(
        [
            st.builds(
                Over,
                st.sampled_from(words),
                st.just(name),
                st.just(frozenset(LISTS[name])),
                nodes(depth - 1, scope.inside(LISTS[name])),
            )
            for name in scope.lists
        ]
    )


def truth_nodes(depth, scope=PLAIN):
    """Trees that give a truth."""
    leaves = st.sampled_from([Name(name, "truth") for name in scope.truths])
    if not depth:
        return leaves
    part, compared = truth_nodes(depth - 1, scope), number_nodes(depth - 1, scope)
    relations = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
    plain = [
        leaves,
        part.map(Not),
        st.builds(Comparison, relations, compared, compared),
        st.builds(Junction, st.sampled_from(["and", "or"]), part, part),
        st.builds(lambda c, x, y: Call("if", (c, x, y)), part, part, part),
    ]
    if not scope.lists:
        return st.one_of(plain)
    labels = [label_nodes(depth - 1, scope, kind) for kind in (GRADES, STAGES) if kind in dict(scope.labels).values()]
    return st.one_of(
        *plain,
        *(st.builds(Comparison, relations, label, label) for label in labels),
        over_nodes(depth, scope, ["all", "any"], truth_nodes),
    )


def label_nodes(depth, scope, kind):
    """Trees that give one kind of label."""
    leaves = st.sampled_from(
        [
            *(Name(name, own) for name, own in scope.labels if own == kind),
            *(Option(option, kind) for option in kind.options),
        ]
    )
    if not depth:
        return leaves
    part = label_nodes(depth - 1, scope, kind)
    return leaves | st.builds(lambda c, x, y: Call("if", (c, x, y)), truth_nodes(depth - 1, scope), part, part)


def steps_node(operand, bounds, shares):
    """A call of steps with falling bounds."""
    falling = sorted(bounds, reverse=True)
    rows = [part for bound, share in zip(falling, shares, strict=False) for part in (Number(str(bound)), share)]
    return Call("steps", (operand, *rows, shares[-1]))


plain_trees = st.one_of(number_nodes(3), truth_nodes(3))
trees = st.one_of(number_nodes(3, WHOLE), truth_nodes(3, WHOLE), label_nodes(2, WHOLE, GRADES))

REFUSED = {f"formula.{code}" for code in ("zero-divisor", "limits", "too-many-parts", "too-long")}


def readable(tree):
    """The tree as the parser gives it back, or None where it refuses it: a plain zero as divisor, crossed limits."""
    try:
        return parse(printed(tree), SCOPE)
    except FormulaError as error:
        if {fault.code for fault in error.faults} <= REFUSED:
            return None
        raise


plain_facts = st.fixed_dictionaries(
    {name: st.fractions(-50, 50, max_denominator=40) for name in NUMBERS} | {name: st.booleans() for name in TRUTHS}
)


def values(kind):
    """What a fact of the kind may be; now and then a word that no label has, or nothing."""
    match kind:
        case Labels():
            return st.sampled_from([*kind.options, *kind.options, "?", None])
        case "truth":
            return st.sampled_from([True, True, False, False, None])
        case _:
            whole = st.integers(-2, 5).map(Fraction)
            return st.one_of(whole, whole, st.fractions(-3, 3, max_denominator=6), st.none())


def records(fields):
    """A short list of records, some of which lack a field."""
    given = {name: values(kind) for name, kind in fields.items()}
    whole = st.fixed_dictionaries({name: value.filter(lambda one: one is not None) for name, value in given.items()})
    return st.lists(whole, max_size=3) | st.lists(whole | st.fixed_dictionaries({}, optional=given), max_size=3)


facts = st.fixed_dictionaries(
    {name: values(kind) for name, kind in {**PLAIN_SCOPE, **LABELS}.items()}
    | {name: records(fields) for name, fields in LISTS.items()}
)
