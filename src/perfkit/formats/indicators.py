"""``[[indicators]]`` of a project or a group: targets, actuals and weights read, and what makes no sense refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import get_args

from attrs import evolve

from perfkit.errors import Place, quoted
from perfkit.formats.accepted import actual_fact, target_fact
from perfkit.formats.cells import NOT_APPLICABLE
from perfkit.formats.convert import Written
from perfkit.formats.evidence import read_evidence
from perfkit.formats.facts import read_facts
from perfkit.formats.lending import Lender, Lent, agreed, lent
from perfkit.formats.notes import Notes
from perfkit.formats.reviews import read_reviews
from perfkit.formats.scalars import read_bare, read_judged, read_number
from perfkit.formats.texts import day_of, key_of_file, line_of, name_of, text_of
from perfkit.formats.written import WrittenIndicator, WrittenTarget
from perfkit.model import Evidence, Indicator, Target, TargetChange, TargetKind, comparable, plain

MOST_INDICATORS = 1000

KINDS: tuple[TargetKind, ...] = get_args(TargetKind)


def read_indicators(
    written: tuple[WrittenIndicator, ...], place: Place, notes: Notes, lender: Lender
) -> tuple[Indicator, ...]:
    """The indicators of the list at ``place``; weights stand at all of them or at none.

    One that was promised takes from the promise what it does not say itself.
    """
    if len(written) > MOST_INDICATORS:
        notes.fault("indicator.too-many", place, count=len(written), most=MOST_INDICATORS)
        return ()
    whole = [lent(one, place.inside(at), lender) for at, one in enumerate(written, start=1)]
    _no_duplicates(whole, place, notes)
    weighted = any(one is not None and _is_weighted(one) for one in whole)
    found = []
    for at, one in enumerate(whole, start=1):
        here = place.inside(at)
        if one is None:
            continue
        if weighted and not _is_weighted(one):
            notes.fault("indicator.no-weight", here.inside("weight"), name=quoted(one.name))
        if (indicator := _indicator(one, here, notes)) is not None:
            found.append(indicator if one.promised is None else _upon(one.promised, indicator))
    return tuple(found)


def _is_weighted(whole: Lent) -> bool:
    return whole.written.weight is not None or (whole.promised is not None and whole.promised.weight is not None)


def _upon(base: Indicator, own: Indicator) -> Indicator:
    """An indicator of a later stage: what it does not say again is as it was, value by value."""
    given = own if own.has_value else base
    return evolve(
        own,
        weight=base.weight if own.weight is None else own.weight,
        actual=given.actual,
        reached=given.reached,
        judged=given.judged,
        applicable=given.applicable,
        baseline=base.baseline if own.baseline is None else own.baseline,
        reason=own.reason or base.reason,
        rule=own.rule or base.rule,
        stated_points=base.stated_points if own.stated_points is None else own.stated_points,
        facts={**base.facts, **own.facts},
        reviews=(*base.reviews, *own.reviews),
        evidence=own.evidence or (base.evidence if given is base else ()),
        taken=own.taken or base.taken,
    )


def _no_duplicates(whole: list[Lent | None], place: Place, notes: Notes) -> None:
    seen: dict[tuple[str, str, str], tuple[int, str]] = {}
    for at, one in enumerate(whole, start=1):
        if one is None:
            continue
        first, name = seen.setdefault((one.block, comparable(one.category), comparable(one.name)), (at, one.name))
        if first != at:
            same = "indicator.duplicate" if name == one.name else "indicator.duplicate-spelling"
            notes.fault(same, place.inside(at).inside("name"), name=quoted(one.name), first=first)


def _indicator(whole: Lent, place: Place, notes: Notes) -> Indicator | None:
    before, written, taken = len(notes.faults), whole.written, whole.taken
    name = name_of(whole.name, place.inside("name"), notes)
    block = key_of_file(whole.block, place.inside("block"), notes)
    category = line_of(whole.category, place.inside("category"), notes)
    weight = _weight(whole, place.inside("weight"), notes)
    target, changes = _targets(whole, place, notes)
    if target is not None and taken is not None:
        target, taken = agreed(target, taken, place.inside("target"), notes)
    actual = None if target is None else _actual(whole, target, place.inside("actual"), notes)
    baseline = None
    if target is not None and written.baseline is not None:
        baseline = notes.read(place.inside("baseline"), actual_fact, written.baseline, target)
    applicable = _applies(whole, place, notes)
    judged = _judged(written, target, place.inside("judged"), notes)
    facts = read_facts(written.facts, place.inside("facts"), notes)
    reviews = read_reviews(written.reviews, place.inside("reviews"), notes)
    evidence = _evidence(whole, place.inside("evidence"), notes)
    points = notes.read(place.inside("points"), read_number, written.points)
    reason = text_of(written.reason, place.inside("reason"), notes)
    if len(notes.faults) > before:
        return None
    reached = written.reached or (str(written.actual) if _is_words(written.actual, target) else "")
    return Indicator(
        block=block,
        category=category,
        name=name,
        weight=weight,
        target=target,
        actual=actual,
        baseline=baseline,
        reached=text_of(reached, place.inside("reached"), notes),
        judged=judged,
        reason=reason,
        rule=written.rule,
        stated_points=points,
        facts=facts,
        applicable=applicable,
        reviews=reviews,
        evidence=evidence,
        changes=changes,
        taken=taken,
        origin=notes.origin(place),
    )


def _targets(whole: Lent, place: Place, notes: Notes) -> tuple[Target | None, tuple[TargetChange, ...]]:
    """The target in force with the changes that led to it; a target of its own makes a history of its own."""
    base = whole.promised
    target, changes = (None, []) if base is None else (base.target, list(base.changes))
    if whole.target is not None:
        target, changes = _target(whole.target, place.inside("target"), notes), []
    for at, one in enumerate(whole.written.changes, start=1):
        here = place.inside("changes").inside(at)
        on, new = day_of(one.on, here.inside("on"), notes), _target(one.target, here.inside("target"), notes)
        if on is None or new is None or target is None:
            continue
        if changes and on <= changes[-1].on:
            notes.fault("target.change-order", here.inside("on"), on=on.isoformat(), before=changes[-1].on.isoformat())
        reason, document = text_of(one.reason, here.inside("reason"), notes), one.document
        changes.append(TargetChange(on, new, target, reason, document, notes.origin(here)))
        target = new
    return target, tuple(changes)


def _evidence(whole: Lent, place: Place, notes: Notes) -> tuple[Evidence, ...]:
    """What proves the value of the indicator; refused where there is none."""
    written = whole.written
    nothing = written.actual is None and written.judged is None
    if written.evidence and nothing and not written.reached.strip() and not written.facts:
        notes.fault("evidence.indicator-without-value", place, name=quoted(whole.name))
    return read_evidence(written.evidence, place, notes)


def _is_words(actual: Written | None, target: Target | None) -> bool:
    """Whether what stands as actual is kept as it was written: a text, or a number beside a judged target."""
    judged = target is not None and target.value is None
    return isinstance(actual, str) or (actual is not None and judged)


def _weight(whole: Lent, place: Place, notes: Notes) -> Decimal | None:
    weight = notes.read(place, read_number, whole.written.weight)
    if weight is None:
        return None
    if weight < 0:
        notes.fault("indicator.weight-negative", place, name=quoted(whole.name), found=plain(weight))
    return weight


def _target(written: Written | WrittenTarget, place: Place, notes: Notes) -> Target | None:
    """The target; a table says its kind by key, a text by its sign."""
    if not isinstance(written, WrittenTarget):
        return notes.read(place, target_fact, written)
    given = {kind: value for kind in KINDS if (value := getattr(written, kind.replace("-", "_"))) is not None}
    if len(given) != 1:
        notes.fault("target.one-kind", place, found=" ".join(given) or "—", kinds=" ".join(KINDS))
        return None
    kind, value = next(iter(given.items()))
    if kind == "range":
        return _range(value, written.unit, place.inside(kind), notes)
    if kind == "judged":
        text = text_of(str(value), place.inside(kind), notes)
        if not text:
            notes.fault("name.empty", place.inside(kind))
        return Target.judged(text)
    number = notes.read(place.inside(kind), read_bare, value, written.unit)
    return None if number is None else Target(kind, number, written.unit)


def _range(written: tuple[Written, ...], unit: str, place: Place, notes: Notes) -> Target | None:
    """A range with both its ends included."""
    if len(written) != len(("low", "high")):
        notes.fault("target.range-ends", place, count=len(written))
        return None
    low, high = (notes.read(place.inside(at), read_bare, end, unit) for at, end in enumerate(written, start=1))
    return None if low is None or high is None else notes.attempt(place, Target.between, low, high, unit)


def _applies(whole: Lent, place: Place, notes: Notes) -> bool:
    """Whether the indicator applies: the unit says that it does not in place of an actual, and gives the reason."""
    written = whole.written
    if not _is_denied(written):
        return True
    here = place.inside("actual")
    if not written.reason.strip():
        notes.fault("indicator.not-applicable-reason", here, name=quoted(whole.name))
    elif written.judged is not None:
        notes.fault("indicator.not-applicable-judged", place.inside("judged"), name=quoted(whole.name))
    else:
        notes.remark("indicator.not-applicable", here, name=quoted(whole.name))
    return False


def _is_denied(written: WrittenIndicator) -> bool:
    return str(written.actual).strip().casefold() in NOT_APPLICABLE


def _actual(whole: Lent, target: Target, place: Place, notes: Notes) -> Decimal | None:
    """The number reached; None for a judged target, and where the unit says that the indicator does not apply."""
    written = whole.written
    if written.actual is None or target.value is None or _is_denied(written):
        return None
    actual = notes.read(place, actual_fact, written.actual, target)
    if actual is not None and actual > 100 and target.unit == "%" and "满意" in whole.category + whole.name:
        notes.fault("indicator.satisfaction-over-hundred", place, found=plain(actual))
    return actual


def _judged(written: WrittenIndicator, target: Target | None, place: Place, notes: Notes) -> Decimal | Fraction | None:
    """The evaluator's share of the weight, which only a judged target has."""
    if written.judged is not None and target is not None and target.value is not None:
        notes.fault("indicator.judged-number", place, target=str(target))
        return None
    judged: Decimal | Fraction | None = notes.read(place, read_judged, written.judged)
    return judged
