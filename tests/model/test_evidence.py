"""Evidence: one document for one value, and what a set makes of its kind."""

import itertools
from functools import partial

import pytest
from attrs import evolve

from perfkit.errors import InputError
from perfkit.model import (
    EVIDENCE_GRADES,
    EVIDENCE_KINDS,
    Evidence,
    EvidenceScale,
    Indicator,
    Project,
    Target,
    best,
    worst,
)

DIGEST = "0123456789abcdef" * 4
PAPER = Evidence("voucher", "验收单")


def refusal(make, **changes):
    """Codes, keys and arguments of the faults."""
    with pytest.raises(InputError) as refused:
        make(**changes)
    return [(fault.code, fault.place.key, dict(fault.arguments)) for fault in refused.value.faults]


def test_evidence_keeps_what_it_is_given():
    """A fingerprint in capitals and blanks is the same one."""
    one = Evidence("official", "统计年鉴", "12", f" {DIGEST.upper()} ", "第二版")
    assert (one.kind, one.document, one.page, one.sha256, one.note) == ("official", "统计年鉴", "12", DIGEST, "第二版")


@pytest.mark.parametrize("kind", EVIDENCE_KINDS)
def test_each_of_the_four_kinds_is_taken(kind):
    """正式资料, 工作资料, 原始凭证, 说明材料."""
    assert Evidence(kind, "甲").kind == kind


def test_what_makes_no_sense_is_refused_at_once():
    """An unknown kind with the near one, no document, and a fingerprint that is too long: three faults."""
    assert refusal(Evidence, kind="vouchers", document="  ", sha256=DIGEST + "0") == [
        ("evidence.kind", "kind", {"found": "vouchers", "known": EVIDENCE_KINDS, "near": "voucher"}),
        ("evidence.no-document", "document", {}),
        ("evidence.sha256", "sha256", {"found": DIGEST + "0"}),
    ]


@pytest.mark.parametrize("sha256", [DIGEST[1:], DIGEST[1:] + "g", DIGEST[1:] + "４", "x"])
def test_a_fingerprint_has_64_hexadecimal_digits(sha256):
    """One less, a letter beyond f, a digit of full width."""
    assert [code for code, _, _ in refusal(Evidence, kind="voucher", document="甲", sha256=sha256)] == [
        "evidence.sha256"
    ]


@pytest.mark.parametrize("changes", [{"kind": 1}, {"document": None}, {"page": 12}, {"sha256": 1}, {"note": 1}])
def test_a_value_of_another_kind_is_refused(changes):
    """A page is a text: 附件2 第3页 is one too."""
    given = {"kind": "voucher", "document": "甲", **changes}
    assert [code for code, _, _ in refusal(Evidence, **given)] == ["value.wrong-kind"]


INDICATOR = Indicator("output", "数量指标", "桥", 50, Target.at_least(80))


@pytest.mark.parametrize(
    ("changes", "proves"),
    [
        ({}, False),
        ({"reason": "来晚了"}, False),
        ({"actual": 0}, True),
        ({"judged": 0}, True),
        ({"reached": "完成"}, True),
        ({"facts": {"elements": [{"met": True}]}}, True),
        ({"applicable": False}, True),
    ],
)
def test_evidence_of_an_indicator_needs_something_to_prove(changes, proves):
    """A number, a judgement, words, facts, or that it does not apply; 0 is a value."""
    assert evolve(INDICATOR, **changes).has_value is proves
    if proves:
        assert evolve(INDICATOR, **changes, evidence=[PAPER]).evidence == (PAPER,)
    else:
        assert refusal(partial(evolve, INDICATOR), **changes, evidence=[PAPER]) == [
            ("evidence.indicator-without-value", "", {"name": "桥"})
        ]


def test_a_project_keeps_the_evidence_of_its_values_by_name():
    """Copied, so that a caller may change its own lists."""
    own = {"executed": [PAPER]}
    project = Project(name="甲", evidence=own)
    own["executed"].append(PAPER)
    own["budget"] = [PAPER]
    assert project.evidence == {"executed": (PAPER,)}


@pytest.mark.parametrize("evidence", [{"executed": ["验收单"]}, {"executed": "验收单"}, ["验收单"], {"executed": 1}])
def test_what_is_no_evidence_is_refused(evidence):
    """A text in place of one, in place of a list of them, and a list in place of a table."""
    assert [code for code, _, _ in refusal(Project, name="甲", evidence=evidence)] == ["value.wrong-kind"]
    with pytest.raises(InputError):
        evolve(INDICATOR, actual=1, evidence=["验收单"])


def test_without_a_scale_direct_proof_is_strong_and_a_statement_weak():
    """三（八） takes a statement only where nothing proves directly."""
    scale = EvidenceScale()
    assert {kind: scale.grade([Evidence(kind, "甲")]) for kind in EVIDENCE_KINDS} == {
        "official": "strong",
        "working": "fair",
        "voucher": "strong",
        "statement": "weak",
    }
    assert scale.grade([]) == "none"
    assert (str(scale.strong), str(scale.fair)) == ("0.8", "0.6")


def test_a_scale_changes_the_kinds_that_it_names():
    """The others count as they do without one."""
    scale = EvidenceScale({"voucher": "none", "statement": "fair"}, "1", 0)
    assert scale.kinds == {"official": "strong", "working": "fair", "voucher": "none", "statement": "fair"}
    assert (scale.strong, scale.fair) == (1, 0)


@pytest.mark.parametrize("kinds", list(itertools.product(EVIDENCE_KINDS, repeat=2)))
def test_the_best_evidence_grades_a_value(kinds):
    """A statement beside a voucher takes nothing away, whichever stands first."""
    scale = EvidenceScale()
    ranks = [EVIDENCE_GRADES.index(scale.kinds[kind]) for kind in kinds]
    assert scale.grade([Evidence(kind, "甲") for kind in kinds]) == EVIDENCE_GRADES[min(ranks)]


def test_best_and_worst_of_several_grades():
    """And none of nothing."""
    assert (best(["weak", "strong", "none"]), worst(["weak", "strong", "fair"])) == ("strong", "weak")
    assert (best([]), worst([])) == ("none", "none")
