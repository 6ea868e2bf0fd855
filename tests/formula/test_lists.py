"""List words: what each makes of its records, of none, of records that lack something, and of a great many."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import FormulaError
from perfkit.formula import Absent, Labels, Records, compile_rule, exact, parse, printed
from perfkit.formula.absent import KindFound
from perfkit.formula.language.tree import replaced
from perfkit.formula.ratios.cells import MOST_RECORDS

GRADES = Labels(("good", "fair", "bad"))
SCOPE = {
    "a": "number",
    "x": "number",
    "p": "truth",
    "l": Records({"x": "number", "y": "money", "p": "truth", "g": GRADES}),
    "m": Records({"z": "number"}),
}


def record(x=1, y=1, p=True, g="good"):
    """One record of the list ``l``."""
    return {"x": Fraction(x), "y": Fraction(y), "p": p, "g": g}


def value(text, records=(), others=(), **facts):
    """What the formula gives for these records."""
    numbers = {name: Fraction(fact) if type(fact) in (int, str) else fact for name, fact in facts.items()}
    return exact(parse(text, SCOPE))({"l": records, "m": [{"z": Fraction(z)} for z in others], **numbers})


THREE = [record(1, 10, True, "good"), record("1/2", 20, False, "fair"), record("-1/3", 30, True, "bad")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(l)", 3),
        ("count(l, p)", 2),
        ("count(l, not p)", 1),
        ("count(l, x > 1)", 0),
        ("count(l, g >= fair)", 2),
        ("sum(l, x)", Fraction(7, 6)),
        ("sum(l, x * y)", 10),
        ("sum(l, if(p, y, 0))", 40),
        ("mean(l, x)", Fraction(7, 18)),
        ("mean(l, y)", 20),
        ("least(l, x)", Fraction(-1, 3)),
        ("least(l, -x)", -1),
        ("product(l, x)", Fraction(-1, 6)),
        ("product(l, x + 1)", 2),
        ("all(l, y >= 10)", True),
        ("all(l, p)", False),
        ("any(l, not p)", True),
        ("any(l, y > 30)", False),
        ("any(l, g = bad and p)", True),
        ("count(l, p) / count(l)", Fraction(2, 3)),
        ("sum(l, x * a)", Fraction(7, 3)),
        ("sum(l, round(x, 0))", 2),
        ("sum(l, steps(x, 1, 3, 0.5, 2, 1))", 6),
        ("root(product(l, abs(x)), count(l), 4)", Fraction(5503, 10_000)),
    ],
)
def test_each_word_makes_one_value_of_all_records(text, expected):
    """Counting, adding up, the mean, the least, the product, and whether all or some do."""
    assert value(text, THREE, a=2) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(l)", 0),
        ("count(l, p)", 0),
        ("sum(l, x)", 0),
        ("product(l, x)", 1),
        ("all(l, p)", True),
        ("any(l, p)", False),
        ("mean(l, x)", Absent("empty-list", {"name": "l"})),
        ("least(l, x)", Absent("empty-list", {"name": "l"})),
        ("if(count(l) = 0, 1, mean(l, x))", 1),
    ],
)
def test_of_no_records_there_is_no_mean_and_no_least(text, expected):
    """An empty list has nothing to add, and nothing that fails; a rule may say first what holds then."""
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "records", "expected"),
    [
        ("sum(l, x)", [record(), {"y": Fraction(1)}], Absent("missing", {"name": "x"})),
        ("sum(l, x)", [record(), {**record(), "x": None}], Absent("missing", {"name": "x"})),
        ("all(l, p)", [{**record(), "p": False}, {**record(), "p": None}], Absent("missing", {"name": "p"})),
        ("any(l, p)", [{**record(), "p": True}, {**record(), "p": None}], Absent("missing", {"name": "p"})),
        ("count(l)", [{}, {}], 2),
        ("sum(l, if(p, x, y))", [{"p": True, "x": Fraction(3)}], 3),
        ("count(l, p and x > 1)", [{"p": False}], 0),
        ("sum(l, x)", [{"x": True}], Absent("wrong-kind", {"name": "x", "kind": KindFound("truth")})),
        ("sum(l, x)", [{"x": "1"}], Absent("wrong-kind", {"name": "x", "kind": KindFound("text")})),
        ("sum(l, x)", [{"x": 1.5}], Absent("wrong-kind", {"name": "x", "kind": KindFound("float")})),
        ("sum(l, x)", [{"x": [record()]}], Absent("wrong-kind", {"name": "x", "kind": KindFound("list")})),
        ("count(l, p)", [{"p": Fraction(1)}], Absent("wrong-kind", {"name": "p", "kind": KindFound("number")})),
        ("count(l, g = good)", [{"g": "best"}], Absent("unknown-label", {"found": "best", "known": GRADES.options})),
        ("sum(l, y / x)", [record(0)], Absent("division-by-zero", {"divisor": "x"})),
        ("sum(l, ln(x, 2))", [record(0)], Absent("domain", {"function": "ln"})),
        ("sum(l, x)", [{"x": Absent("too-large")}], Absent("too-large")),
    ],
)
def test_a_field_without_a_value_is_missed_where_it_is_asked_for(text, records, expected):
    """A record that lacks what the word asks of it leaves the whole without a value; nothing is taken for 0 or no."""
    assert value(text, records) == expected


@pytest.mark.parametrize(
    ("given_list", "kind"),
    [
        (None, None),
        (Fraction(3), "number"),
        ("records", "text"),
        (True, "truth"),
        ([Fraction(1), Fraction(2)], "list"),
        (["a", "b"], "list"),
        ([[record()]], "list"),
        ([record(), None], "list"),
        ({"x": Fraction(1)}, "other"),
        (0.5, "float"),
        (b"ab", "list"),
        (range(2), "list"),
        ({1, 2}, "other"),
        (iter([]), "other"),
    ],
)
def test_what_is_no_list_of_records_gives_no_value(given_list, kind):
    """A number, a text, a single record, a list of numbers: each is told as the wrong kind."""
    wrong = Absent("wrong-kind", {"name": "l", "kind": KindFound(kind)})
    reason = Absent("missing", {"name": "l"}) if kind is None else wrong
    assert value("count(l)", given_list) == reason
    assert value("1 + sum(l, x)", given_list) == reason


def test_a_list_of_records_may_be_any_sequence_of_mappings():
    """A tuple is as good as a list, and is only read."""
    records = (record(1), record(2))
    assert value("sum(l, x)", records) == 3
    assert records == (record(1), record(2))


def test_fields_hide_the_same_names_outside_and_only_inside():
    """Within the word ``x`` and ``p`` are those of the record; before and behind it they are the facts."""
    facts = {"x": 100, "p": False}
    assert value("x + sum(l, x) + x", [record(1), record(2)], **facts) == 203
    assert value("if(all(l, p) and not p, sum(l, x), x)", [record(1), record(2)], **facts) == 3
    assert value("sum(m, x * z)", others=[1, 2], **facts) == 300
    assert value("sum(l, x)", [{"y": Fraction(1)}], **facts) == Absent("missing", {"name": "x"})


def test_let_values_of_the_same_name_are_hidden_too():
    """A value that ``let`` gives cannot get into a record."""
    rule = compile_rule(needs={"l": {"x": "number"}}, let={"v": "2"}, share="sum(l, x * v)", limits=["0", "9"])
    assert rule.share({"l": [{"x": Fraction(1)}, {"x": Fraction(2), "v": Fraction(50)}]}) == 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(l, x * sum(m, z))", 9),
        ("sum(l, sum(m, x * z))", 9),
        ("sum(l, count(m, z > x))", 1),
        ("count(l, all(m, z >= x))", 1),
        ("sum(l, x * count(l))", 6),
        ("sum(l, sum(l, x))", 6),
        ("sum(l, sum(m, sum(l, x * z)))", 18),
        ("count(l, any(m, z = 2) and x = 2)", 1),
        ("mean(l, mean(m, x + z))", 3),
        ("least(l, product(m, x + z))", 6),
    ],
)
def test_list_words_stand_inside_one_another(text, expected):
    """For each record of one list all records of the other; names that the inner one has not are those around it."""
    assert value(text, [record(1), record(2)], [1, 2]) == expected


def test_three_list_words_deep_is_enough():
    """A fourth is refused at its character, and makes one fault however many stand inside it."""
    assert parse("sum(l, sum(m, sum(l, x)))", SCOPE)
    for text in ("sum(l, sum(m, sum(l, count(m))))", "sum(l, sum(m, sum(l, sum(m, sum(l, count(l, p))))))"):
        with pytest.raises(FormulaError) as caught:
            parse(text, SCOPE)
        assert [(fault.code, fault.place.character) for fault in caught.value.faults] == [("formula.list-nested", 22)]


def test_lists_inside_lists_are_bounded_by_all_their_steps():
    """Three hundred times three hundred is done, four hundred times four hundred is not."""
    few, many = [record()] * 300, [record()] * 400
    assert value("sum(l, sum(l, x))", few) == 90_000
    assert value("sum(l, sum(l, x))", many) == Absent("list-too-often", {"name": "l", "most": MOST_RECORDS})
    assert value("sum(l, x * count(l))", many) == 160_000


LONG = [record(n % 7, n, n % 2 == 0, GRADES.options[n % 3]) for n in range(MOST_RECORDS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(l)", 100_000),
        ("count(l, p)", 50_000),
        ("sum(l, y)", 4_999_950_000),
        ("mean(l, y)", Fraction(99_999, 2)),
        ("least(l, y - 5)", -5),
        ("product(l, if(y = 7, 3, 1))", 3),
        ("all(l, x < 7)", True),
        ("any(l, x = 7)", False),
        ("count(l, g = bad)", 33_333),
    ],
)
def test_a_list_of_100_000_records_is_computed(text, expected):
    """Every word does its work over the longest list there may be."""
    assert value(text, LONG) == expected


def test_a_longer_list_has_no_value():
    """It is not read at all."""
    assert value("count(l)", [*LONG, record()]) == Absent("list-too-long", {"name": "l", "most": MOST_RECORDS})


numbers = st.none() | st.fractions(-3, 3, max_denominator=8)
random_records = st.fixed_dictionaries(
    {},
    optional={
        "x": numbers,
        "y": numbers,
        "p": st.none() | st.booleans(),
        "g": st.sampled_from([*GRADES.options, "best", None]),
    },
)
WORDS = [
    "sum(l, x)",
    "sum(l, x / y)",
    "mean(l, ln(x, 2))",
    "least(l, y / x)",
    "product(l, x - y)",
    "count(l, g = good or x / y > 1)",
    "all(l, p and x < 2)",
    "any(l, p or y < 0)",
    "sum(l, if(p, x, 1 / y))",
    "sum(l, mean(m, x / z))",
]


@given(st.lists(random_records, max_size=5), st.randoms(use_true_random=False), st.sampled_from(WORDS))
def test_the_order_of_the_records_changes_nothing_not_even_why_there_is_no_value(records, random, text):
    """Shuffled records give the same value, or the same reason for none."""
    shuffled = list(records)
    random.shuffle(shuffled)
    assert value(text, shuffled, [1, 0]) == value(text, records, [1, 0])


P, Q = Fraction(1, 3**1200), Fraction(1, 5**1200)


@pytest.mark.parametrize("word", ["sum", "mean", "product", "least"])
@pytest.mark.parametrize(
    "figures",
    [
        (P, Q, -P),
        (P, -P, Q),
        (Fraction(2) ** 3000, Fraction(2) ** 3000, Fraction(2) ** -3000),
        (Fraction(2) ** 3000, Fraction(2) ** 3000, Fraction(0)),
        (-(Fraction(2) ** 3000), -(Fraction(2) ** 3000), Fraction(0)),
    ],
)
def test_the_order_changes_nothing_at_the_edge_of_what_is_too_large(word, figures):
    """Sums and products whose parts are too large in one order and not in another have one and the same outcome."""
    found = [value(f"{word}(l, x)", [{"x": figure} for figure in order]) for order in permutations(figures)]
    assert all(one == found[0] for one in found)


def test_a_sum_whose_parts_cancel_is_found_however_long_they_are():
    """A part and its opposite have one denominator, and meet before anything else is added."""
    assert value("sum(l, x)", [{"x": figure} for figure in (P, Q, -P)]) == Q
    assert value("product(l, x)", [{"x": Fraction(2) ** 3000}] * 2 + [{"x": Fraction(0)}]) == 0


@pytest.mark.parametrize(
    "step",
    [
        "sum(l, {})",
        "least(l, {})",
        "mean(l, {})",
        "product(l, {})",
        "root({}, 1, 0)",
        "max({}, 0)",
        "if(actual > 1, {}, 0)",
        "round({}, 2)",
        "steps(actual, 1, {}, 0)",
        "clamp({}, 0, 1)",
        "-abs({})",
    ],
)
def test_powers_of_powers_end_as_too_large_whatever_stands_between(step):
    """Twelfth powers of twelfth powers, twenty times over, through each word and function: no value, at once."""
    let = {"v0": "actual"}
    for n in range(20):
        let[f"w{n}"] = " * ".join([f"v{n}"] * 12)
        let[f"v{n + 1}"] = step.format(f"w{n}")
    rule = compile_rule(needs={"l": {"x": "number"}}, let=let, share="v20")
    facts = {"actual": Fraction(10**40 + 1, 10**39), "l": [{"x": Fraction(1)}] * 2}
    assert rule.share(facts) == (1 if "clamp" in step else Absent("too-large"))


def test_a_share_too_long_to_be_told_is_too_large():
    """A share far beyond its limits that has thousands of digits is not spelled out."""
    rule = compile_rule(share=" * ".join(["actual"] * 20))
    assert rule.share({"actual": Fraction(10) ** 1000}) == Absent("too-large")


def test_a_formula_put_in_for_a_name_is_not_caught_by_the_fields_of_a_record():
    """``twice`` means the target outside; where the records have a target of their own, it stays a name."""
    scope = {"a": "number", "b": Records({"y": "number"}), "c": Records({"y": "number", "target": "number"})}
    scope |= {"twice": "number", "target": "number", "y": "number"}
    twice = {"twice": parse("target * 2", scope), "y": parse("a", scope)}
    put = {
        text: printed(replaced(parse(text, scope), twice)) for text in ("sum(b, twice * y)", "sum(c, twice * y)", "y")
    }

    assert put == {"sum(b, twice * y)": "sum(b, target * 2 * y)", "sum(c, twice * y)": "sum(c, twice * y)", "y": "a"}
