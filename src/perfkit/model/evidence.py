"""What proves a value 佐证资料, and how a set weighs it: strength is a verdict of its own and never touches points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias, get_args

from attrs import field, frozen

from perfkit.errors import Fault, InputError, Place, nearest, quoted
from perfkit.model.kinds import as_dict, as_tuple, of_kind
from perfkit.model.numbers import NumberLike, number
from perfkit.model.origin import Origin

EvidenceKind: TypeAlias = Literal["official", "working", "voucher", "statement"]
"""The four kinds of 财预〔2021〕101号 三（八）.

official 正式资料: yearbooks, documents, certificates; working 工作资料: plans, summaries, statistics; voucher 原始凭证:
accounts, contracts, acceptance sheets; statement 说明材料: issued by a unit or a person, only where there is no direct
proof.
"""

EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)

EvidenceGrade: TypeAlias = Literal["strong", "fair", "weak", "none"]
"""How well a value is proved, best first."""

EVIDENCE_GRADES: tuple[EvidenceGrade, ...] = get_args(EvidenceGrade)

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def _folded(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def fingerprint_is_wrong(sha256: str) -> bool:
    """Whether a text is no SHA-256; an empty one says that none is given."""
    return bool(sha256) and _SHA256.fullmatch(sha256) is None


@frozen
class Evidence:
    """佐证资料: one document that proves one value.

    Attributes:
        kind: one of the four; see :data:`EvidenceKind`.
        document: number or title.
        page: where in it, as a person would say it: ``12``, ``附件2 第3页``.
        sha256: of the document's file, 64 hexadecimal digits; empty where there is none.
        note: what a reader should know about it.
        origin: where it was read.
    """

    kind: EvidenceKind = field(validator=of_kind(str))
    document: str = field(validator=of_kind(str))
    page: str = field(default="", validator=of_kind(str))
    sha256: str = field(default="", converter=_folded, validator=of_kind(str))
    note: str = field(default="", validator=of_kind(str))
    origin: Origin | None = field(default=None, validator=of_kind(Origin, type(None)))

    def __attrs_post_init__(self) -> None:
        faults = []
        if self.kind not in EVIDENCE_KINDS:
            faults.append(Fault("evidence.kind", Place(key="kind"), unknown_kind(self.kind, EVIDENCE_KINDS)))
        if not self.document.strip():
            faults.append(Fault("evidence.no-document", Place(key="document")))
        if fingerprint_is_wrong(self.sha256):
            faults.append(Fault("evidence.sha256", Place(key="sha256"), {"found": quoted(self.sha256, 70)}))
        if faults:
            raise InputError(faults)


def unknown_kind(found: str, known: Iterable[str]) -> dict[str, object]:
    """What a fault says about a kind of evidence that is none."""
    kinds = tuple(known)
    return {"found": quoted(found), "known": kinds, "near": nearest(found, kinds)}


def evidence_of(value: Any) -> dict[str, tuple[Evidence, ...]]:
    """The evidence of several values by their names, copied."""
    return {name: as_tuple(own) for name, own in as_dict(value).items()}


def _share(value: NumberLike) -> Decimal:
    return number(value)


_KINDS: Mapping[EvidenceKind, EvidenceGrade] = {
    "official": "strong",
    "working": "fair",
    "voucher": "strong",
    "statement": "weak",
}
"""三（八） of 101号 names the kinds in this order and takes a statement only where nothing proves directly."""


def _all_kinds(value: Mapping[EvidenceKind, EvidenceGrade]) -> dict[EvidenceKind, EvidenceGrade]:
    return {**_KINDS, **as_dict(value)}


@frozen
class EvidenceScale:
    """How a set grades evidence.

    Attributes:
        kinds: what each kind counts; a kind that is not named counts as it does without a scale.
        strong: the share of the weight that has to rest on strong evidence for the verdict ``strong`` on a project.
        fair: the same for ``fair``: the share on evidence that is fair or strong. Both are our own, no regulation's.
    """

    kinds: Mapping[EvidenceKind, EvidenceGrade] = field(factory=dict, converter=_all_kinds)
    strong: Decimal = field(default=Decimal("0.8"), converter=_share)
    fair: Decimal = field(default=Decimal("0.6"), converter=_share)

    def grade(self, evidence: Iterable[Evidence]) -> EvidenceGrade:
        """The grade of a value: that of its best evidence; ``none`` without any."""
        return best(self.kinds[one.kind] for one in evidence)


def best(grades: Iterable[EvidenceGrade]) -> EvidenceGrade:
    """The best of several grades; ``none`` of nothing."""
    return min(grades, key=EVIDENCE_GRADES.index, default="none")


def worst(grades: Iterable[EvidenceGrade]) -> EvidenceGrade:
    """The worst of several grades; ``none`` of nothing."""
    return max(grades, key=EVIDENCE_GRADES.index, default="none")
