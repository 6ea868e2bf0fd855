"""``[[indicators]]`` of a project or a group: targets, actuals and weights read, and what makes no sense refused."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import get_args

from attrs import evolve

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.complaints import missing_keys
from perfkit.formats.convert import Written
from perfkit.formats.evidence import read_evidence
from perfkit.formats.facts import read_facts
from perfkit.formats.notes import Notes
from perfkit.formats.reviews import read_reviews
from perfkit.formats.texts import day_of, key_of_file, line_of, name_of, text_of
from perfkit.formats.values import read_actual, read_bare, read_number, read_share, read_target
from perfkit.formats.written import WrittenIndicator, WrittenTarget
from perfkit.model import Evidence, Indicator, Target, TargetChange, TargetKind, comparable, plain

MOST_INDICATORS = 1000

KINDS: tuple[TargetKind, ...] = get_args(TargetKind)

_NOTHING = Indicator("", "", "")
"""What was promised where nothing was."""

NOT_APPLICABLE = frozenset({"不适用", "n/a"})


def read_indicators(
    written: tuple[WrittenIndicator, ...], place: Place, notes: Notes, promised: Sequence[Indicator] = ()
) -> tuple[Indicator, ...]:
    """The indicators of the list at ``place``; weights stand at all of them or at none.

    One that bears the name of an indicator that was ``promised`` takes from it what it does not say itself.
    """
    if len(written) > MOST_INDICATORS:
        notes.fault("indicator.too-many", place, count=len(written), most=MOST_INDICATORS)
        return ()
    _no_duplicates(written, place, notes)
    by_name = {comparable(one.name): one for one in promised}
    known = [by_name.get(comparable(one.name)) for one in written]
    weights = [one.weight is not None or bool(base and base.weight) for one, base in zip(written, known, strict=True)]
    found = []
    for at, (one, base) in enumerate(zip(written, known, strict=True), start=1):
        here = place.inside(at)
        if any(weights) and not weights[at - 1]:
            notes.fault("indicator.no-weight", here.inside("weight"), name=quoted(one.name))
        if base is None and promised and not one.block and one.target is None:
            near = nearest(one.name, [promise.name for promise in promised])
            notes.fault("stage.indicator-unknown", here.inside("name"), name=quoted(one.name), near=near)
        elif (indicator := _indicator(one, base, here, notes)) is not None:
            found.append(indicator if base is None else _upon(base, indicator))
    return tuple(found)


def _upon(base: Indicator, own: Indicator) -> Indicator:
    """An indicator of a later stage: what it does not say again is as it was, value by value."""
    given = own if own.has_value else base
    return evolve(
        own,
        actual=given.actual,
        reached=given.reached,
        judged=given.judged,
        applicable=given.applicable,
        reason=own.reason or base.reason,
        stated_points=base.stated_points if own.stated_points is None else own.stated_points,
        facts={**base.facts, **own.facts},
        reviews=(*base.reviews, *own.reviews),
        evidence=own.evidence or (base.evidence if given is base else ()),
    )


def _no_duplicates(written: tuple[WrittenIndicator, ...], place: Place, notes: Notes) -> None:
    seen: dict[tuple[str, str, str], int] = {}
    for at, one in enumerate(written, start=1):
        first = seen.setdefault((one.block, comparable(one.category), comparable(one.name)), at)
        if first != at:
            same = "indicator.duplicate" if written[first - 1].name == one.name else "indicator.duplicate-spelling"
            notes.fault(same, place.inside(at).inside("name"), name=quoted(one.name), first=first)


def _indicator(written: WrittenIndicator, promised: Indicator | None, place: Place, notes: Notes) -> Indicator | None:
    before = len(notes.faults)
    base = promised or _NOTHING
    missing = [key for key in ("block", "target") if not (getattr(written, key) or getattr(base, key))]
    if missing:
        notes.faults.append(missing_keys(missing, place))
    name = name_of(written.name, place.inside("name"), notes)
    block = key_of_file(written.block, place.inside("block"), notes) if written.block else base.block
    category = line_of(written.category, place.inside("category"), notes) or base.category
    weight = base.weight if written.weight is None else _weight(written, place.inside("weight"), notes)
    target, changes = _targets(written, base, place, notes)
    actual = None if target is None else _actual(written, target, place.inside("actual"), notes)
    baseline = base.baseline
    if target is not None and written.baseline is not None:
        baseline = notes.read(place.inside("baseline"), read_actual, written.baseline, target)
    applicable = _applies(written, place, notes)
    judged = _judged(written, target, place.inside("judged"), notes)
    facts = read_facts(written.facts, place.inside("facts"), notes)
    reviews = read_reviews(written.reviews, place.inside("reviews"), notes)
    evidence = _evidence(written, place.inside("evidence"), notes)
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
        rule=written.rule or base.rule,
        stated_points=points,
        facts=facts,
        applicable=applicable,
        reviews=reviews,
        evidence=evidence,
        changes=changes,
        origin=notes.origin(place),
    )


def _targets(
    written: WrittenIndicator, base: Indicator, place: Place, notes: Notes
) -> tuple[Target | None, tuple[TargetChange, ...]]:
    """The target in force with the changes that led to it; a target of its own makes a history of its own."""
    target, changes = base.target, list(base.changes)
    if written.target is not None:
        target, changes = _target(written.target, place.inside("target"), notes), []
    for at, one in enumerate(written.changes, start=1):
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


def _evidence(written: WrittenIndicator, place: Place, notes: Notes) -> tuple[Evidence, ...]:
    """What proves the value of the indicator; refused where there is none."""
    nothing = written.actual is None and written.judged is None
    if written.evidence and nothing and not written.reached.strip() and not written.facts:
        notes.fault("evidence.indicator-without-value", place, name=quoted(written.name))
    return read_evidence(written.evidence, place, notes)


def _is_words(actual: Written | None, target: Target | None) -> bool:
    """Whether what stands as actual is kept as it was written: a text, or a number beside a judged target."""
    judged = target is not None and target.value is None
    return isinstance(actual, str) or (actual is not None and judged)


def _weight(written: WrittenIndicator, place: Place, notes: Notes) -> Decimal | None:
    weight = notes.read(place, read_number, written.weight)
    if weight is None:
        return None
    if weight < 0:
        notes.fault("indicator.weight-negative", place, name=quoted(written.name), found=plain(weight))
    return weight


def _target(written: Written | WrittenTarget, place: Place, notes: Notes) -> Target | None:
    """The target; a table says its kind by key, a text by its sign."""
    if not isinstance(written, WrittenTarget):
        return notes.read(place, read_target, written)
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


def _applies(written: WrittenIndicator, place: Place, notes: Notes) -> bool:
    """Whether the indicator applies: the unit says that it does not in place of an actual, and gives the reason."""
    if not _is_denied(written):
        return True
    here = place.inside("actual")
    if not written.reason.strip():
        notes.fault("indicator.not-applicable-reason", here, name=quoted(written.name))
    elif written.judged is not None:
        notes.fault("indicator.not-applicable-judged", place.inside("judged"), name=quoted(written.name))
    else:
        notes.remark("indicator.not-applicable", here, name=quoted(written.name))
    return False


def _is_denied(written: WrittenIndicator) -> bool:
    return str(written.actual).strip().casefold() in NOT_APPLICABLE


def _actual(written: WrittenIndicator, target: Target, place: Place, notes: Notes) -> Decimal | None:
    """The number reached; None for a judged target, and where the unit says that the indicator does not apply."""
    if written.actual is None or target.value is None or _is_denied(written):
        return None
    actual = notes.read(place, read_actual, written.actual, target)
    if actual is not None and actual > 100 and target.unit == "%" and "满意" in written.category + written.name:
        notes.fault("indicator.satisfaction-over-hundred", place, found=plain(actual))
    return actual


def _judged(written: WrittenIndicator, target: Target | None, place: Place, notes: Notes) -> Decimal | None:
    """The evaluator's share of the weight, which only a judged target has."""
    if written.judged is not None and target is not None and target.value is not None:
        notes.fault("indicator.judged-number", place, target=str(target))
        return None
    return notes.read(place, read_share, written.judged)
