"""Evidence of a value that is not there, in a program or under a set that has no such measure."""

import pytest
from attrs import evolve

from perfkit.checks import check
from perfkit.errors import Place
from perfkit.model import Evidence, Funding, Origin, Title
from perfkit.testing import a_project, evaluated, national_set

PAPER = Evidence("voucher", "凭证", origin=Origin(Place("road.toml", 7)))


def found(name, evidence=(PAPER,), **changes):
    """What is found about a project whose evidence names this value."""
    facts = {"facts": {"late-days": 3}, "funding": Funding(budget=100, executed=100), **changes}
    findings = check(evaluated(a_project(**facts, evidence={name: evidence})))
    return [finding for finding in findings if finding.code.startswith("evidence.")]


@pytest.mark.parametrize("name", ["executed", "budget", "late-days", "late_days", "execution_rate", "receipt_rate"])
def test_evidence_of_an_amount_a_fact_or_a_measure_is_fine(name):
    """A fact by either of its writings."""
    assert found(name) == []


@pytest.mark.parametrize(
    ("name", "near"), [("excuted", "executed"), ("received", ""), ("execution-rates", "execution_rate"), ("桥", "")]
)
def test_evidence_of_anything_else_is_an_error_at_its_place(name, near):
    """A slip, a stage that has no amount, an indicator: the known values are listed, the near one first of all."""
    (finding,) = found(name)
    assert (finding.code, finding.severity, finding.place.line) == ("evidence.no-value", "error", 7)
    assert (finding.place.item, finding.names["name"], finding.names["project"]) == ("甲", name, "甲")
    if near:
        assert finding.names["near"] == near
    assert finding.names["known"] == ("late-days", "budget", "executed", "execution_rate", "receipt_rate")


def test_a_name_without_any_evidence_is_no_fault():
    """An empty list proves nothing and claims nothing; without money only facts and measures are known."""
    assert found("桥", ()) == []
    assert found("executed", funding=None)[0].names["known"] == ("late-days", "execution_rate", "receipt_rate")


@pytest.mark.parametrize(
    ("facts", "grounds", "codes"),
    [
        ({"conclusion": "支持"}, {}, ["fact.no-ground"]),
        ({"conclusion": "支持"}, {"conclusion": "评估组意见"}, []),
        ({"conclusion": "支持"}, {"conclusion": ""}, ["fact.no-ground"]),
        ({}, {}, []),
    ],
)
def test_what_people_decided_has_a_ground(facts, grounds, codes):
    """A fact that the set names under grounds is a warning without one; one that nobody states is none."""
    needs = {"conclusion": ("支持", "不支持")}
    under = evolve(national_set(), needs=needs, grounds=("conclusion",), labels={"conclusion": Title("结论")})
    findings = check(evaluated(a_project(facts=facts, grounds=grounds), under=under))
    assert [finding.code for finding in findings if finding.code.startswith("fact.")] == codes
