"""A finding says what was found, what was expected and how to mend it, in the language that is asked for."""

from perfkit.errors import Fault
from perfkit.formula import compile_rule
from perfkit.formula.absent import kind_found
from perfkit.model import Finding


def test_a_fault_that_is_reported_keeps_what_was_expected():
    """The words that can be used stand in the finding as they stand in the fault."""
    fault = Fault(
        "indicator.rule-unknown", arguments={"name": "桥", "rule": "ratos", "known": ("ratio", "…"), "near": "ratio"}
    )
    found = Finding.of(fault, "error")

    assert found.hint("zh") == "可用：ratio、…；最接近的是 ratio"
    assert found.worded("en").endswith("use one of: ratio, …; the nearest is ratio [indicator.rule-unknown]")


def test_what_speaks_both_languages_is_told_in_the_language_of_the_finding():
    """A kind and a unit are no names of the program's own classes."""
    kind = Finding.of(Fault("formula.wrong-kind", arguments={"name": "met", "kind": kind_found(True)}), "error")
    names = {"name": "桥", "unit": "座", "rule": "steps", "wanted": compile_rule(share="min(actual, 90%)").unit}
    unit = Finding.of(Fault("indicator.unit-does-not-fit", arguments=names), "error")

    assert (kind.message("zh"), kind.message("en")) == ("“met”给的是是或否", "“met” was given yes or no")
    assert "只能用于以“%”计的指标" in unit.message("zh")
