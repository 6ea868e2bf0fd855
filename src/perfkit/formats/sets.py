"""Indicator sets, amendments and rules as they are written in TOML."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from perfkit.errors import Fault, IndicatorSetError, InputError, Place
from perfkit.formats.convert import structure
from perfkit.formats.evidence import WrittenScale, read_scale
from perfkit.formats.facts import read_facts
from perfkit.formats.notes import Notes
from perfkit.formats.parsed_file import ParsedFile
from perfkit.formats.toml import read_toml
from perfkit.formats.written import WrittenFact
from perfkit.model import (
    Adjustment,
    Basis,
    CalendarYear,
    Change,
    Constraint,
    Deadline,
    EvidenceScale,
    Fact,
    GradeBand,
    GradeScale,
    IndicatorSet,
    Need,
    Origin,
    Outcome,
    Policies,
    Rounding,
    RoundingName,
    Rule,
    SetIndicator,
    Title,
    WeightCase,
    Weighting,
)
from perfkit.model.set_lines import line_of_change, line_of_entry, path_of


@frozen(kw_only=True)
class SetFile:
    """The file of an indicator set, or of an amendment (which says what it ``extends``).

    Attributes:
        name: the file as shown in messages; address: ``id@edition``.
        document: the parsed file of a set; for an amendment its identity only.
        extends: address of the base of an amendment; empty for a set of its own.
        changes: what an amendment changes.
        digest: SHA-256 of the file.
        lines: line of every key, as in :class:`~perfkit.formats.parsed_file.ParsedFile`.
    """

    name: str
    address: str
    document: Mapping[str, Any]
    extends: str = ""
    changes: tuple[Change, ...] = ()
    digest: str = ""
    lines: Mapping[str, int] = field(factory=dict, repr=False)

    def line(self, key: str, resolved: Mapping[str, Any]) -> int | None:
        """The line of this file that says what stands at ``key`` of the set ``resolved``, or at its own ``change[N]``.

        The key is written as in faults: by position (``indicators[2].weight``) or by code
        (``indicators.output.weight``). None if another file of the chain says it.
        """
        line = line_of_entry(key, self.document, self.lines)
        return line_of_change(path_of(key, resolved), self.changes, self.lines) if line is None else line

    def key_below(self, key: str, resolved: Mapping[str, Any]) -> str:
        """The same key as files further up write it, where this one renames what it names."""
        path = above = path_of(key, resolved)
        for change in reversed(self.changes):
            above = change.path_before(above)
        return key if above == path else ".".join(above)

    @property
    def identity(self) -> dict[str, Any]:
        """The keys by which an amendment names itself; they replace those of its base."""
        return {key: self.document[key] for key in IDENTITY if key in self.document}


@frozen(kw_only=True)
class RuleFile:
    """A file of rules by name."""

    name: str
    rules: Mapping[str, Rule]
    digest: str = ""
    lines: Mapping[str, int] = field(factory=dict, repr=False)

    def place(self, key: str) -> Place:
        """The place of ``key``, such as ``rules.ratio.share``, with its line or that of the nearest table around it."""
        return ParsedFile(self.name, {}, lines=self.lines).place(key)


@frozen
class _Years:
    first: int = field(metadata={"key": "from"})
    last: int | None = field(default=None, metadata={"key": "to"})


@frozen(kw_only=True)
class _Identity:
    """What sets and amendments say about themselves."""

    id: str
    edition: str
    title: Title
    fiscal_years: _Years
    basis: tuple[Basis, ...] = ()


@frozen
class _Basis:
    basis: tuple[Basis, ...] = ()


@frozen(kw_only=True)
class _SetWritten(_Identity):
    rounding: Mapping[RoundingName, Rounding] = field(factory=dict)
    grades: tuple[GradeBand, ...]
    indicators: tuple[SetIndicator, ...]
    policies: Policies = Policies()  # noqa: RUF009 (frozen)
    evidence: WrittenScale = WrittenScale()  # noqa: RUF009 (frozen)
    full_marks: Decimal = Decimal(100)
    needs: Mapping[str, Need] = field(factory=dict)
    grounds: tuple[str, ...] = ()
    assumes: Mapping[str, WrittenFact] = field(factory=dict)
    combine: str = ""
    grade_by: str = ""
    weighting: Weighting | None = None
    weight_cases: tuple[WeightCase, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    calendar: Mapping[str, CalendarYear] = field(factory=dict)
    constraints: tuple[Constraint, ...] = ()
    measures: Mapping[str, str] = field(factory=dict)
    labels: Mapping[str, Title | str] = field(factory=dict)


@frozen(kw_only=True)
class _ChangeWritten:
    at: str
    reason: str
    was: Any = None
    to: Any = None
    add: Any = None
    remove: bool | None = None
    rename: str | None = None
    before: str = ""

    def change(self, place: Place) -> Change:
        """The change, with exactly one of ``to``, ``add``, ``remove`` and ``rename``; ``before`` goes with ``add``."""
        actions = [name for name in ("to", "add", "remove", "rename") if getattr(self, name) is not None]
        if self.before and actions != ["add"]:
            raise InputError(Fault("amendment.before-alone", place, {"at": self.at, "before": self.before}))
        match actions:
            case ["to"]:
                return Change(self.at, "to", self.was, self.to, self.reason)
            case ["add"]:
                return Change(self.at, "add", self.was, self.add, self.reason, before=self.before)
            case ["remove"] if self.remove:
                return Change(self.at, "remove", self.was, None, self.reason)
            case ["rename"]:
                return Change(self.at, "rename", self.was, self.rename, self.reason)
            case _:
                raise InputError(Fault("amendment.action", place, {"found": ", ".join(actions)}))


@frozen(kw_only=True)
class _AmendmentWritten(_Identity):
    extends: str
    change: tuple[_ChangeWritten, ...] = ()


@frozen(kw_only=True)
class _RulesWritten:
    rules: Mapping[str, Mapping[str, Any]]


IDENTITY = ("id", "edition", "title", "fiscal-years", "basis")


def read_set(path: Path, name: str) -> SetFile:
    """The file of a set or an amendment, its own shape checked; what it means is proved once its chain is known."""
    file = read_toml(path, name)
    if "extends" in file.document:
        return _amendment_file(file)
    written = structure(file.document, _SetWritten, name, Notes(locate=file.located))
    address = f"{written.id}@{written.edition}"
    return SetFile(name=name, address=address, document=file.document, digest=file.digest, lines=file.lines)


def _amendment_file(file: ParsedFile) -> SetFile:
    written = structure(file.document, _AmendmentWritten, file.name, Notes(locate=file.located))
    changes: list[Change] = []
    faults: list[Fault] = []
    for index, change in enumerate(written.change, start=1):
        try:
            changes.append(change.change(file.place(f"change[{index}]")))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return SetFile(
        name=file.name,
        address=f"{written.id}@{written.edition}",
        document=file.document,
        extends=written.extends,
        changes=tuple(changes),
        digest=file.digest,
        lines=file.lines,
    )


def basis_of(file: SetFile) -> tuple[Basis, ...]:
    """The documents a set or an amendment rests on."""
    return structure({"basis": file.document.get("basis", [])}, _Basis, file.name).basis


def structure_set(document: Mapping[str, Any], name: str) -> IndicatorSet:
    """The set that a document (after all amendments) describes; rules and chain are added by who resolved it.

    Refuses with :class:`IndicatorSetError`, because an amendment may have put a wrong value into a sound base.
    """
    known = {key: value for key, value in document.items() if key != "extends"}
    try:
        written = structure(known, _SetWritten, name)
        assumes, evidence = _read(written, name)
    except InputError as error:
        raise IndicatorSetError(error.faults) from error
    return IndicatorSet(
        id=written.id,
        edition=written.edition,
        title=written.title,
        first_year=written.fiscal_years.first,
        last_year=written.fiscal_years.last,
        basis=written.basis,
        rounding=written.rounding,
        grades=GradeScale(written.grades),
        indicators=written.indicators,
        policies=written.policies,
        evidence=evidence,
        full_marks=written.full_marks,
        needs=written.needs,
        grounds=written.grounds,
        assumes=assumes,
        combine=written.combine,
        grade_by=written.grade_by,
        weighting=written.weighting,
        weight_cases=written.weight_cases,
        adjustments=written.adjustments,
        outcomes=written.outcomes,
        deadlines=written.deadlines,
        calendar=written.calendar,
        constraints=written.constraints,
        measures=written.measures,
        labels={name: label if isinstance(label, Title) else Title(label) for name, label in written.labels.items()},
    )


def _read(written: _SetWritten, name: str) -> tuple[dict[str, Fact], EvidenceScale]:
    """The facts that a set assumes, read as those of a project are, and how it grades evidence."""
    notes, place = Notes(), Place(file=name)
    facts = read_facts(written.assumes, place.inside("assumes"), notes)
    evidence = read_scale(written.evidence, place.inside("evidence"), notes)
    notes.close()
    return facts, evidence


def read_rules(path: Path, name: str, plugin: str, version: str) -> RuleFile:
    """The rules of one file, each with its name and origin."""
    file = read_toml(path, name)
    written = structure(file.document, _RulesWritten, name, Notes(locate=file.located))
    rules: dict[str, Rule] = {}
    faults: list[Fault] = []
    for rule_name, body in written.rules.items():
        place = Place(file=name).inside("rules").inside(rule_name)
        try:
            rule = structure({**body, "name": rule_name}, Rule, name)
        except InputError as error:
            faults.extend(evolve(fault, place=file.located(_below(place, fault.place))) for fault in error.faults)
            continue
        rules[rule_name] = evolve(rule, origin=Origin(file.located(place), plugin, version))
    if faults:
        raise InputError(faults)
    return RuleFile(name=name, rules=rules, digest=file.digest, lines=file.lines)


def _below(outer: Place, inner: Place) -> Place:
    """The place of a fault inside a rule, seen from the file."""
    return evolve(outer, key=f"{outer.key}.{inner.key}") if inner.key else outer
