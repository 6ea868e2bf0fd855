"""What holds for every formula: it prints and parses to itself, computes exactly, and reads as one line."""

from __future__ import annotations

from decimal import Decimal, localcontext

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formula.trees import (
    NEEDS,
    NUMBERS,
    SCOPE,
    WHOLE,
    facts,
    number_nodes,
    plain_facts,
    plain_trees,
    readable,
    trees,
)
from perfkit.errors import FormulaError
from perfkit.formula import Absent, compile_rule, exact, names, parse, printed, prose, words
from perfkit.formula.language.tree import Arithmetic, Call, Comparison, Junction, Name, Negative, Not, Number, walk

# An independent evaluation: integer pairs, never reduced, cross-multiplied, with None for no value.


def pair(expr, given):  # noqa: PLR0911 - one return for each node
    """Numerator and positive denominator of a number, or None."""
    match expr:
        case Number(text=text):
            digits, percent = text.rstrip("%"), text.endswith("%")
            places = len(digits.partition(".")[2])
            return int(digits.replace(".", "")), 10**places * (100 if percent else 1)
        case Name(name=name):
            return given[name].numerator, given[name].denominator
        case Negative(operand=operand):
            inner = pair(operand, given)
            return inner and (-inner[0], inner[1])
        case Arithmetic(sign=sign, left=left, right=right):
            return combined(sign, pair(left, given), pair(right, given))
        case Call(function="if", arguments=(condition, yes, no)):
            holds = holding(condition, given)
            return None if holds is None else pair(yes if holds else no, given)
        case Call(function="steps", arguments=(operand, *rows, rest)):
            value = pair(operand, given)
            if value is None:
                return None
            reached = [
                share
                for bound, share in zip(rows[::2], rows[1::2], strict=True)
                if not below(value, pair(bound, given))
            ]
            return pair(reached[0] if reached else rest, given)
        case Call(function=function, arguments=arguments):
            values = [pair(argument, given) for argument in arguments]
            return None if None in values else called(function, values)
    raise AssertionError(expr)


def combined(sign, left, right):
    """Two pairs joined by a sign."""
    if left is None or right is None or (sign == "/" and right[0] == 0):
        return None
    (n, d), (m, e) = left, right
    if sign == "/":
        return (n * e, d * m) if m > 0 else (-n * e, -d * m)
    return {"+": (n * e + m * d, d * e), "-": (n * e - m * d, d * e), "*": (n * m, d * e)}[sign]


def below(left, right):
    """Whether one pair is less than another."""
    return left[0] * right[1] < right[0] * left[1]


def called(function, values):
    """A function of pairs."""
    first = values[0]
    if function in ("min", "max"):
        for value in values[1:]:
            if below(value, first) == (function == "min"):
                first = value
        return first
    if function == "clamp":
        low, high = values[1:]
        raised = low if below(first, low) else first
        return high if below(high, raised) else raised
    n, d = first
    if function == "abs":
        return abs(n), d
    if function == "round":
        places = values[1][0]
        scaled = abs(n) * 10**places
        up = 1 if 2 * (scaled % d) >= d else 0
        return (scaled // d + up) * (-1 if n < 0 else 1), 10**places
    return (n // d, 1) if function == "floor" else (-((-n) // d), 1)


def holding(expr, given):  # noqa: PLR0911 - one return for each node
    """A truth, or None."""
    match expr:
        case Name(name=name):
            return given[name]
        case Not(operand=operand):
            inner = holding(operand, given)
            return None if inner is None else not inner
        case Comparison(relation=relation, left=left, right=right):
            one, other = pair(left, given), pair(right, given)
            if one is None or other is None:
                return None
            less, more = below(one, other), below(other, one)
            return {
                "=": not less and not more,
                "<>": less or more,
                "<": less,
                ">": more,
                "<=": not more,
                ">=": not less,
            }[relation]
        case Junction(join=join, left=left, right=right):
            first = holding(left, given)
            if first is None or first == (join == "or"):
                return first
            return holding(right, given)
        case Call(arguments=(condition, yes, no)):
            chosen = holding(condition, given)
            return None if chosen is None else holding(yes if chosen else no, given)
    raise AssertionError(expr)


@given(trees)
def test_printing_and_parsing_is_identity(tree):
    """parse ∘ printed gives the same tree for every tree of the language."""
    again = readable(tree)
    assume(again is not None)
    assert again == tree
    assert printed(again) == printed(tree)


@given(trees, st.lists(st.sampled_from(["", " ", "\u3000", "\t"]), min_size=1, max_size=9))
def test_typing_habits_change_nothing(tree, blanks):
    """Full-width signs and blanks anywhere between words mean the same."""
    text = printed(tree)
    wide = text.translate(str.maketrans("()+-*/<>,=%", "（）＋－×÷＜＞，＝％"))
    parts = wide.split(" ")
    spaced = "".join(part + (" " + blanks[index % len(blanks)]) for index, part in enumerate(parts))
    assume(len(spaced) <= 1000)
    again = readable(tree)
    assume(again is not None)
    assert parse(spaced, SCOPE) == again


@settings(max_examples=300)
@given(plain_trees, plain_facts)
def test_exact_equals_an_independent_evaluation(tree, given_facts):
    """Closures over ratios agree with cross-multiplied integer pairs, value for value and absence for absence."""
    value = exact(tree)(given_facts)
    if tree.kind == "truth":
        expected = holding(tree, given_facts)
        assert (None if isinstance(value, Absent) else value) is expected
    else:
        expected = pair(tree, given_facts)
        if isinstance(value, Absent):
            assert value.reason == "division-by-zero"
            assert expected is None
        else:
            assert (value.numerator * expected[1], value.denominator > 0) == (expected[0] * value.denominator, True)


@given(trees, facts)
def test_the_decimal_context_of_the_host_changes_no_digit(tree, given_facts):
    """Any precision, any trap: the same value and the same words."""
    expected = (exact(tree)(given_facts), words(tree, "zh"), prose(tree, "en"))
    with localcontext() as context:
        context.prec = 1
        context.traps = dict.fromkeys(context.traps, True)
        assert (exact(tree)(given_facts), words(tree, "zh"), prose(tree, "en")) == expected
        assert Decimal(1) + Decimal(1) == 2


@given(trees, facts, st.sampled_from(sorted(SCOPE)))
def test_a_missing_fact_is_never_taken_for_a_number(tree, given_facts, gone):
    """Without one fact the value is the same, or absent for that very fact or another reason; never another value."""
    compute = exact(tree)
    before, after = compute(given_facts), compute({**given_facts, gone: None})
    if after != before:
        assert isinstance(after, Absent)
        assert after == Absent("missing", {"name": gone})
        assert gone in names(tree)


@given(trees, st.sampled_from(["zh", "en"]))
def test_words_are_whole(tree, language):
    """Every tree reads as one line with balanced brackets, no mark of the tables left over and no doubled blank."""
    for text in (words(tree, language), prose(tree, language)):
        assert text == text.strip()
        assert not {"␣", "␠", "{", "}", "\n"} & set(text)
        assert "  " not in text
        assert text.count("(") == text.count(")")


def of_numbers_alone(tree):
    """Whether a worked line of the tree is a formula again: logarithms and roots are told with their places."""
    return not any(isinstance(node, Call) and node.function in ("ln", "root") for node in walk(tree))


@given(number_nodes(3, WHOLE).filter(of_numbers_alone), facts)
def test_what_was_taken_gives_the_same_share(tree, given_facts):
    """The worked line of a rule, with the figures of its records, read as a formula again has the rule's value."""
    assume(readable(tree) is not None)
    rule = compile_rule(needs=NEEDS, let={"inner": printed(tree)}, share="clamp(inner, 0, 1)")
    working = rule.work(given_facts)
    assume(not isinstance(working, Absent))
    shown = {name: f"({value})" for name, value in given_facts.items() if name in NUMBERS}
    line = working.words("en", shown)
    assume("inner" not in line and readable_text(line))
    assert exact(parse(line, {}))({}) == working.share == rule.share(given_facts)


def readable_text(line):
    """Whether a line has no more digits and words than a formula may have."""
    try:
        return parse(line, {})
    except FormulaError as error:
        if {fault.code for fault in error.faults} <= {
            f"formula.{code}" for code in ("digits", "too-many-parts", "too-long")
        }:
            return None
        raise


@given(trees, facts, st.sampled_from(["zh", "en"]))
def test_grounds_are_told_for_whatever_was_taken(tree, given_facts, language):
    """A rule over any condition, number or label says how its result came about, in whole sentences."""
    assume(readable(tree) is not None)
    text = printed(tree)
    share = {"truth": f"if({text}, 1, 0)", "number": f"if({text} > 1, 0.5, 1)"}.get(tree.kind, f"if({text} = 优, 1, 0)")
    working = compile_rule(needs=NEEDS, share=share).work(given_facts)
    assume(not isinstance(working, Absent))
    (ground,) = working.because(language, {})
    assert working.words(language, {}) in ("0", "1", "0.5")
    assert ground == ground.strip()
    assert not {"␣", "␠", "{", "}"} & set(ground)
