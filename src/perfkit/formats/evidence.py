"""``[[indicators.evidence]]`` and ``[[evidence.NAME]]``: what proves a value, and how a set grades it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from perfkit.errors import Place, quoted
from perfkit.formats.convert import Written
from perfkit.formats.notes import Notes
from perfkit.formats.scalars import read_share
from perfkit.formats.texts import line_of, name_of, text_of
from perfkit.formats.written import WrittenEvidence
from perfkit.model import (
    EVIDENCE_KINDS,
    STAGES,
    Evidence,
    EvidenceGrade,
    EvidenceKind,
    EvidenceScale,
    Portfolio,
    Project,
    fingerprint_is_wrong,
    unknown_kind,
)

MOST_EVIDENCE = 100

KINDS: Mapping[str, EvidenceKind] = {
    **{kind: kind for kind in EVIDENCE_KINDS},
    "正式资料": "official",
    "工作资料": "working",
    "原始凭证": "voucher",
    "说明材料": "statement",
}
"""The kinds as files may name them."""


def read_evidence(written: tuple[WrittenEvidence, ...], place: Place, notes: Notes) -> tuple[Evidence, ...]:
    """The evidence of the list at ``place``."""
    if len(written) > MOST_EVIDENCE:
        notes.fault("evidence.too-many", place, count=len(written), most=MOST_EVIDENCE)
        return ()
    found = (_one(one, place.inside(at), notes) for at, one in enumerate(written, start=1))
    return tuple(one for one in found if one is not None)


def read_evidence_by_name(
    written: Mapping[str, tuple[WrittenEvidence, ...]], place: Place, notes: Notes
) -> dict[str, tuple[Evidence, ...]]:
    """The evidence of each value that the table at ``place`` names; whether there is such a value is asked later."""
    return {name: read_evidence(own, place.inside(name), notes) for name, own in written.items()}


def _one(written: WrittenEvidence, place: Place, notes: Notes) -> Evidence | None:
    before = len(notes.faults)
    kind = KINDS.get(written.kind.strip())
    if kind is None:
        notes.fault("evidence.kind", place.inside("kind"), **unknown_kind(written.kind, KINDS))
    document = written.document.strip() and name_of(written.document, place.inside("document"), notes)
    if not document:
        notes.fault("evidence.no-document", place.inside("document"))
    page = line_of(str(written.page), place.inside("page"), notes) if str(written.page).strip() else ""
    note = text_of(written.note, place.inside("note"), notes)
    sha256 = _fingerprint(written, place, notes)
    if kind is None or len(notes.faults) > before:
        return None
    return Evidence(kind, document, page, sha256, note, notes.origin(place))


def _fingerprint(written: WrittenEvidence, place: Place, notes: Notes) -> str:
    """The SHA-256 as it is given, or that of the file that is named; the two must not differ."""
    given = written.sha256.strip().lower()
    if fingerprint_is_wrong(given):
        notes.fault("evidence.sha256", place.inside("sha256"), found=quoted(written.sha256, 70))
        return ""
    if not written.file:
        return given
    here = place.inside("file")
    found = notes.attempt(here, notes.fingerprint, written.file, here)
    if found is not None and given not in ("", found):
        notes.fault("evidence.file-differs", here, file=quoted(written.file), found=found, expected=given)
    return found or given


def check_evidence(portfolio: Portfolio, notes: Notes) -> None:
    """Refuse evidence of amounts that no source gives, once all sources are joined."""
    for project in portfolio.projects:
        _amounts_are_there(project, notes)


def _amounts_are_there(project: Project, notes: Notes) -> None:
    for name, own in project.evidence.items():
        given = project.funding is not None and name in project.funding.amounts()
        if name in STAGES and not given and project.origin is not None:
            place = next((one.origin.place for one in own if one.origin), project.origin.place)
            notes.fault("evidence.amount-missing", place, name=name)


@frozen(kw_only=True)
class WrittenScale:
    """``[evidence]`` of an indicator set."""

    kinds: Mapping[EvidenceKind, EvidenceGrade] = field(factory=dict)
    strong: Written | None = None
    fair: Written | None = None


def read_scale(written: WrittenScale, place: Place, notes: Notes) -> EvidenceScale:
    """The scale of a set; what it does not say is as without one."""
    shares = {
        key: share
        for key in ("strong", "fair")
        if (share := notes.read(place.inside(key), read_share, getattr(written, key))) is not None
    }
    return EvidenceScale(written.kinds, **shares)
