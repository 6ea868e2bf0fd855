"""What a set assumes has to be what its formulas ask for."""

import pytest

from perfkit.errors import IndicatorSetError
from scoring.small import a_rule, a_set, leaf

NEEDS = {
    "misused": "truth",
    "late": "number 天",
    "spared": "money",
    "state": ("已完成", "未完成"),
    "problems": {"severity": "number"},
}
OWN = a_rule("own", "if(hurried and late > 3, 0, 1)", needs={"hurried": "truth", "late": "number"})


def refused(**assumes):
    """Code and key of each fault of a set with these assumptions; empty if it is sound."""
    try:
        a_set(leaf("output", 100), rules=[OWN], needs=NEEDS, assumes=assumes)
    except IndicatorSetError as error:
        return [(fault.code, fault.place.key) for fault in error.faults]
    return []


@pytest.mark.parametrize(
    "assumes",
    [
        {},
        {"misused": False},
        {"late": 0},
        {"late": "2.5"},
        {"spared": 1000},
        {"state": "未完成"},
        {"problems": []},
        {"problems": [{"severity": 1}]},
        {"hurried": True},  # a rule alone declares it
        {"misused": True, "late": 3, "state": "已完成"},
    ],
)
def test_what_is_asked_for_may_be_assumed(assumes):
    """Of every kind, declared by the set or by a rule of it."""
    assert refused(**assumes) == []


@pytest.mark.parametrize(
    ("assumes", "code"),
    [
        ({"misused": 0}, "formula.wrong-kind"),
        ({"misused": "否"}, "formula.wrong-kind"),
        ({"late": False}, "formula.wrong-kind"),
        ({"late": "若干"}, "formula.wrong-kind"),
        ({"spared": "多"}, "formula.wrong-kind"),
        ({"state": True}, "formula.wrong-kind"),
        ({"problems": 3}, "formula.wrong-kind"),
        ({"hurried": 1}, "formula.wrong-kind"),
        ({"mis-used": False}, "set.assumed-unasked"),
    ],
)
def test_another_kind_or_a_name_nobody_asks_for_is_refused(assumes, code):
    """At its key; a slip in a name would else be passed over in silence."""
    (name,) = assumes
    assert refused(**assumes) == [(code, f"assumes.{name}")]


def test_a_word_that_is_no_option_is_refused():
    """The options of the label are the only words it may be."""
    ((code, key),) = refused(state="半成")
    assert (code.startswith("formula."), key) == (True, "assumes.state")


def test_a_name_nobody_asks_for_is_told_with_the_nearest():
    """In both languages, with what is asked for."""
    with pytest.raises(IndicatorSetError) as caught:
        a_set(leaf("output", 100), needs=NEEDS, assumes={"misuse": False})
    assert caught.value.faults[0].arguments["near"] == "misused"
    assert "late" in caught.value.faults[0].worded("en")


def test_all_faults_are_told_at_once():
    """Two wrong assumptions are two faults."""
    assert len(refused(misused=0, state=1)) == 2
