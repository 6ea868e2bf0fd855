"""How an author writes what a fact is: what ``needs`` takes, and what it refuses."""

import pytest

from perfkit.errors import FormulaError
from perfkit.formula import Labels, NumberIn, Records, compile_rule, read_kind


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("number", "number"),
        ("money", "money"),
        ("truth", "truth"),
        ("number 天", NumberIn("天")),
        ("number %", NumberIn("%")),
        ("number  公里/小时 ", NumberIn("公里/小时")),
        ("number per day", NumberIn("per day")),
        ("number ", "number"),
        (["running", "finished"], Labels(("running", "finished"))),
        (("优", "良", "中", "差"), Labels(("优", "良", "中", "差"))),
        (["only"], Labels(("only",))),
        ({"share": "number"}, Records({"share": "number"})),
        (
            {"share": "number", "cost": "money", "gate": "truth", "late": "number 天", "grade": ["good", "bad"]},
            Records(
                {
                    "share": "number",
                    "cost": "money",
                    "gate": "truth",
                    "late": NumberIn("天"),
                    "grade": Labels(("good", "bad")),
                }
            ),
        ),
    ],
)
def test_kinds_that_are_taken(written, kind):
    """Numbers with and without a unit, money, truths, options of a label, fields of a list."""
    assert read_kind(written) == kind


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "unknown",
        "Number",
        "numbers",
        "money 万元",
        "truth 天",
        " number",
        "list",
        "label",
        "number\u3000天",
        None,
        True,
        1,
        1.5,
        b"number",
        [],
        (),
        ["a", "a"],
        ["a", 1],
        ["a", None],
        [["a", "b"]],
        {"a", "b"},
        {},
        {"share": "share"},
        {"share": None},
        {"share": "number", "met": "numeric"},
        {"inner": {"share": "number"}},
        {"grade": []},
    ],
)
def test_kinds_that_are_refused(written):
    """Other words, units on what is no number, options that repeat, lists inside lists, and what is no text at all."""
    assert read_kind(written) is None


def faults(**rule):
    """Code and key of each fault of a rule."""
    with pytest.raises(FormulaError) as caught:
        compile_rule(share="1", **rule)
    assert all(fault.worded(language) for fault in caught.value.faults for language in ("zh", "en"))
    return [(fault.code.removeprefix("formula."), fault.place.key) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ({"a": "percent"}, [("need-kind", "needs.a")]),
        ({"a": []}, [("need-kind", "needs.a")]),
        ({"a": {}}, [("need-kind", "needs.a")]),
        ({"actual": ["good", "bad"]}, [("need-kind", "needs.actual")]),
        ({"target": {"x": "number"}}, [("need-kind", "needs.target")]),
        ({"a": ["good", "and"]}, [("name-reserved", "needs.a")]),
        ({"a": ["good", "not so good"]}, [("name-invalid", "needs.a")]),
        ({"a": ["1", "2"]}, [("name-invalid", "needs.a"), ("name-invalid", "needs.a")]),
        ({"l": {"sum": "number"}}, [("name-reserved", "needs.l")]),
        ({"l": {"a b": "number"}}, [("name-invalid", "needs.l")]),
        ({"l": {"g": ["good", "if"]}}, [("name-reserved", "needs.l.g")]),
        ({"l": {"late-days": "number", "late_days": "truth"}}, [("name-twice", "needs.l")]),
        ({"count": {"x": "number"}}, [("name-reserved", "needs.count")]),
    ],
)
def test_names_inside_a_kind_are_names_too(needs, found):
    """Options and fields can be written in a formula, and two fields are not called by one name."""
    assert faults(needs=needs) == found


def test_a_field_with_a_hyphen_is_called_with_an_underscore():
    """As a fact is: a minus sign subtracts."""
    rule = compile_rule(needs={"l": {"late-days": "number"}}, share="min(sum(l, late_days), 1)")
    assert rule.share({"l": [{"late_days": rule.tree.limits[1]}]}) == 1


def test_a_kind_at_fault_adds_no_other_fault():
    """A formula that uses the name is read as if it were of the right kind."""
    rule = {"needs": {"a": "percent", "l": {"x": "list"}}, "cases": [("a > 1", "sum(l, x)")], "otherwise": "a"}
    with pytest.raises(FormulaError) as caught:
        compile_rule(**rule)
    assert [fault.place.key for fault in caught.value.faults] == ["needs.a", "needs.l"]
