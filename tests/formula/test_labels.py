"""Labels: words in order, best first, compared with one another and with their options."""

from fractions import Fraction
from itertools import product

import pytest

from perfkit.errors import FormulaError
from perfkit.formula import Absent, Labels, Records, compile_rule, exact, parse, printed
from perfkit.formula.absent import KindFound

GRADES = ("优", "良", "中", "差")
STAGES = ("running", "ended", "良")
SCOPE = {
    "grade": Labels(GRADES),
    "other": Labels(GRADES),
    "stage": Labels(STAGES),
    "a": "number",
    "p": "truth",
    "l": Records({"g": Labels(GRADES), "stage": Labels(("open", "shut"))}),
}


def value(text, **facts):
    """What the formula gives for the facts."""
    return exact(parse(text, SCOPE))(facts)


@pytest.mark.parametrize(("left", "right"), [*product(GRADES, GRADES)])
def test_a_better_label_is_greater(left, right):
    """Options stand best first: each relation follows from the places of two options in that row."""
    better = GRADES.index(right) - GRADES.index(left)
    for relation, expected in [
        ("=", better == 0),
        ("<>", better != 0),
        (">", better > 0),
        (">=", better >= 0),
        ("<", better < 0),
        ("<=", better <= 0),
    ]:
        assert value(f"grade {relation} other", grade=left, other=right) is expected
        assert value(f"grade {relation} {right}", grade=left) is expected
        assert value(f"{left} {relation} other", other=right) is expected
        assert value(f"{left} {relation} {right}") is expected


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("if(p, grade, 差)", {"p": True, "grade": "良"}, "良"),
        ("if(p, grade, 差)", {"p": False}, "差"),
        ("if(p, 优, grade) >= 良", {"p": True}, True),
        ("if(p, 优, grade) >= 良", {"p": False, "grade": "中"}, False),
        ("grade >= if(p, 良, 优)", {"p": False, "grade": "良"}, False),
        ("grade", {"grade": "中"}, "中"),
    ],
)
def test_a_branch_may_give_a_label(text, facts, expected):
    """The branch that is taken alone is looked at."""
    assert value(text, **facts) == expected


def test_an_option_of_two_kinds_is_of_the_kind_it_stands_beside():
    """良 is the second of four grades and the last of three stages."""
    assert value("grade > 良", grade="优") is True
    assert value("良 < stage", stage="running") is True
    assert value("stage = 良", stage="良") is True
    assert value("if(p, stage, 良) = ended", p=False) is False
    assert value("if(p, 良, grade)", p=True) == "良"
    assert value("if(p, 良, grade) > 中", p=True) is True


@pytest.mark.parametrize(
    ("text", "code", "character"),
    [
        ("grade = stage", "labels-differ", 9),
        ("grade = running", "labels-differ", 9),
        ("grade = 1", "labels-differ", 9),
        ("a > 良", "labels-differ", 5),
        ("p = 良", "labels-differ", 5),
        ("grade + 1", "number-needed", 1),
        ("-grade", "number-needed", 2),
        ("max(a, 良)", "number-needed", 8),
        ("not grade", "truth-needed", 5),
        ("良 and p", "truth-needed", 1),
        ("if(grade, 1, 2)", "truth-needed", 4),
        ("if(p, grade, 1)", "branches", 14),
        ("if(p, grade, stage)", "branches", 14),
        ("if(p, grade, ended)", "branches", 14),
        ("grade = 优秀", "misspelt-name", 9),
        ("grade = 第一", "unknown-name", 9),
        ("stage = runing", "misspelt-name", 9),
        ("优 < 良 < 中", "chained", 7),
    ],
)
def test_labels_are_compared_with_their_own_kind_only(text, code, character):
    """Neither numbers nor truths nor other labels stand beside them; one slip makes one fault."""
    with pytest.raises(FormulaError) as caught:
        parse(text, SCOPE)
    assert [(fault.code, fault.place.character) for fault in caught.value.faults] == [(f"formula.{code}", character)]


@pytest.mark.parametrize(
    ("fact", "absent"),
    [
        ("优秀", Absent("unknown-label", {"found": "优秀", "known": GRADES})),
        ("", Absent("unknown-label", {"found": "", "known": GRADES})),
        ("x" * 50 + "\n", Absent("unknown-label", {"found": "x" * 40 + "…", "known": GRADES})),
        ("running", Absent("unknown-label", {"found": "running", "known": GRADES})),
        (None, Absent("missing", {"name": "grade"})),
        (Fraction(1), Absent("wrong-kind", {"name": "grade", "kind": KindFound("number")})),
        (True, Absent("wrong-kind", {"name": "grade", "kind": KindFound("truth")})),
        (["优"], Absent("wrong-kind", {"name": "grade", "kind": KindFound("list")})),
    ],
)
def test_a_word_that_is_no_option_has_no_place(fact, absent):
    """It is told with the options; it is neither better nor worse than any of them, nor equal to itself."""
    assert value("grade >= 良", grade=fact) == absent
    assert value("grade = grade", grade=fact) == absent


def test_options_inside_a_list_are_those_of_its_fields():
    """Within the word ``stage`` is the field of the record, with options of its own; outside it is the fact."""
    records = [{"g": "优", "stage": "open"}, {"g": "中", "stage": "shut"}]
    assert value("count(l, stage = shut)", l=records) == 1
    assert value("count(l, g > grade)", l=records, grade="良") == 1
    assert value("stage = running and any(l, stage = open)", l=records, stage="running") is True
    with pytest.raises(FormulaError):
        parse("stage = open", SCOPE)


def test_a_parameter_may_be_an_option():
    """The set names the grade from which something counts."""
    rule = {"needs": {"grade": list(GRADES)}, "share": "if(grade >= line, 1, 0)"}
    assert [compile_rule(**rule, parameters={"line": line}).share({"grade": "良"}) for line in ("优", "良", "中")] == [
        0,
        1,
        1,
    ]
    for line, code in [
        ("优秀", "misspelt-name"),
        ("grade", "only-numbers"),
        ("1", "labels-differ"),
        ("优 = 优", "gives-truth"),
    ]:
        with pytest.raises(FormulaError) as caught:
            compile_rule(**rule, parameters={"line": line})
        assert [fault.code for fault in caught.value.faults] == [f"formula.{code}"]


@pytest.mark.parametrize("text", ["grade >= 良", "if(p, grade, 差)", "if(p, 优, grade) < other", "count(l, g = 优)"])
def test_labels_print_and_parse_to_the_same_tree(text):
    """The canonical text of a formula with labels is read as the same formula."""
    tree = parse(text, SCOPE)
    assert (printed(tree), parse(printed(tree), SCOPE)) == (text, tree)


GIVES = {"gives": list(GRADES), "needs": {"a": "number", "grade": list(GRADES), "p": "truth"}}


@pytest.mark.parametrize(
    ("rule", "facts", "label"),
    [
        ({"share": "优"}, {}, "优"),
        ({"share": "grade"}, {"grade": "中"}, "中"),
        ({"share": "if(a > 1, 优, grade)"}, {"a": 1, "grade": "差"}, "差"),
        ({"cases": [("a > 1", "优"), ("a > 0", "良")], "otherwise": "中"}, {"a": 2}, "优"),
        ({"cases": [("a > 1", "优"), ("a > 0", "良")], "otherwise": "中"}, {"a": 1}, "良"),
        ({"cases": [("a > 1", "优"), ("a > 0", "良")], "otherwise": "中"}, {"a": 0}, "中"),
        ({"cases": [("a > 1", "优")], "otherwise": "absent"}, {"a": 1}, Absent("no-case")),
        ({"share": "优", "requires": "a > 1"}, {"a": 1}, Absent("requires", {"requires": "a > 1"})),
        ({"share": "grade"}, {}, Absent("missing", {"name": "grade"})),
        ({"let": {"best": "if(p, 优, grade)"}, "share": "if(best > 良, 良, best)"}, {"p": True}, "良"),
    ],
)
def test_a_rule_may_give_a_label(rule, facts, label):
    """Branches and tables give options in the place of shares, or say why there is none."""
    given = {name: Fraction(fact) if type(fact) is int else fact for name, fact in facts.items()}
    compiled = compile_rule(**GIVES, **rule)
    assert compiled.label(given) == label
    working = compiled.work(given)
    assert (working if isinstance(working, Absent) else working.result) == label


def test_a_fact_that_a_rule_hands_on_must_be_one_of_its_labels():
    """A word that is none of the options does not leave the rule as its label."""
    rule = compile_rule(**GIVES, share="grade")
    assert rule.label({"grade": "优秀"}) == Absent("unknown-label", {"found": "优秀", "known": GRADES})


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"share": "1"}, "gives-no-label"),
        ({"share": "p"}, "gives-no-label"),
        ({"share": "running"}, "unknown-name"),
        ({"share": "优", "gives": ["优", "优 "]}, "name-invalid"),
        ({"share": "优", "gives": ["优", "or"]}, "name-reserved"),
        ({"cases": [("a > 1", "1")], "otherwise": "absent"}, "gives-no-label"),
    ],
)
def test_a_rule_that_gives_a_label_gives_nothing_else(rule, code):
    """Neither numbers nor truths nor words that it does not name."""
    with pytest.raises(FormulaError) as caught:
        compile_rule(**{**GIVES, **rule})
    assert caught.value.code == f"formula.{code}"


def test_a_rule_that_gives_a_share_gives_no_label():
    """Without ``gives`` a share is a number."""
    with pytest.raises(FormulaError) as caught:
        compile_rule(needs={"grade": list(GRADES)}, share="grade")
    assert caught.value.code == "formula.gives-label"


def test_a_parameter_may_be_an_option_of_a_label_inside_a_record():
    """One rule serves both parties: a parameter says whose faults count, and those of the other cost nothing."""
    needs = {"deviations": {"party": ["company", "agency"], "loss": "number"}}
    share = "1 - sum(deviations, if(party = at_fault, loss, 0))"
    deviations = [
        {"party": "company", "loss": Fraction(1, 10)},
        {"party": "agency", "loss": Fraction(1, 2)},
    ]
    shares = {
        party: compile_rule(needs=needs, parameters={"at_fault": party}, share=share).share({"deviations": deviations})
        for party in ("company", "agency")
    }

    assert shares == {"company": Fraction(9, 10), "agency": Fraction(1, 2)}
