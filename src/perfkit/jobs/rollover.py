"""What a new fiscal year changes and breaks for an indicator set, and the file of its next edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from perfkit.errors import Fault, IndicatorSetError, Place
from perfkit.jobs.rolled import ChangeStanding, LayerYear, Rollover
from perfkit.jobs.set_difference import SetDifference, set_difference
from perfkit.model import Basis, IndicatorSet
from perfkit.plugins import Link, PluginHost, applied, documented
from perfkit.scoring import Amended, attempted


def rollover(host: PluginHost, address: str, year: int) -> Rollover:
    """What the fiscal year ``year`` means for the set at ``address``.

    The set's own amendment is applied anew, change by change, to the newest edition of its base that says it holds in
    that year. A set that cannot be used now is refused as ever.
    """
    before = host.indicator_set(address)
    chain = host.chain(address)
    old, new = chain[0].file.extends, ""
    if old:
        new = host.newest(old.partition("@")[0], year) or old
    newest = host.newest(before.id, year)
    head = _next(chain[0], year, new)
    above = host.chain(new) if new else []
    tried = _tried(head, above)
    after, faults = _applied(head, above, tried)
    return Rollover(
        address=address,
        year=year,
        next=head.file.address,
        exists=newest if newest != address else "",
        holds=before.holds_in(year) and new == old,
        layers=[_layer(link, year, host) for link in chain],
        stale=[link.file.address for link in above if not _holds(link, year)],
        base_before=old,
        base_after=new,
        changes=list(_changes(chain[0], tried)),
        brings=_brings(before, after, host, old, new),
        faults=faults,
        unverified=tuple(dict.fromkeys(_unverified(after or before))),
        ends=chain[0].years[1] is not None,
        dated_title=before.edition in before.title.zh,
    )


def _next(link: Link, year: int, base: str) -> Link:
    """The set's file as its next edition would be."""
    document = {**link.file.document, "edition": str(year), "fiscal-years": {"from": year}}
    if base:
        document["extends"] = base
    address = f"{document['id']}@{year}"
    return evolve(link, file=evolve(link.file, document=document, extends=base, address=address))


def _tried(head: Link, above: Sequence[Link]) -> Amended:
    """Each change of the set on its base in that year; one that rests on an old value is made all the same."""
    if not above:
        return Amended(dict(head.file.document), ())
    _, document = documented(above)
    return attempted(document, head.file.changes, Place(file=head.file.name), forced=True)


def _applied(head: Link, above: Sequence[Link], tried: Amended) -> tuple[IndicatorSet | None, tuple[Fault, ...]]:
    """The set in that year with the changes that can be made, or what the proof finds in it.

    A change that does not fit is told by its own fault and takes no part here; lines stay those of the file.
    """
    made = [(number, one) for number, one in enumerate(tried.changes, start=1) if one.fault is None or _old(one.fault)]
    lines = {f"change[{at}]": head.file.lines.get(f"change[{it[0]}]", 0) for at, it in enumerate(made, start=1)}
    changes = tuple(one.change if one.fault is None else evolve(one.change, was=None) for _, one in made)
    file = evolve(head.file, changes=changes, lines={**head.file.lines, **lines})
    try:
        return applied([evolve(head, file=file), *above]), ()
    except IndicatorSetError as error:
        return None, error.faults


def _old(fault: Fault) -> bool:
    """Whether a change only rests on an old value."""
    return fault.code == "amendment.was-differs"


def _changes(link: Link, tried: Amended) -> Iterator[ChangeStanding]:
    for number, one in enumerate(tried.changes, start=1):
        place = Place(file=link.file.name, line=link.file.lines.get(f"change[{number}]"), key=f"change[{number}]")
        fault = None if one.fault is None else evolve(one.fault, place=place)
        yield ChangeStanding(change=one.change, place=place, fault=fault)


def _brings(
    before: IndicatorSet, after: IndicatorSet | None, host: PluginHost, old: str, new: str
) -> SetDifference | None:
    """What a newer base brings into the set; where the set cannot be made with it, what is new in the base itself."""
    if old == new:
        return None
    if after is not None:
        return set_difference(before, after)
    return set_difference(host.indicator_set(old), host.indicator_set(new))


def _layer(link: Link, year: int, host: PluginHost) -> LayerYear:
    first, last = link.years
    newest = host.newest(link.file.address.partition("@")[0], year)
    return LayerYear(
        address=link.file.address,
        first=first,
        last=last,
        holds=_holds(link, year),
        newer=newest if newest != link.file.address else "",
    )


def _holds(link: Link, year: int) -> bool:
    first, last = link.years
    return first <= year and (not last or year <= last)


def _unverified(indicator_set: IndicatorSet) -> Iterator[Basis]:
    """The documents that nobody has compared with the published text."""
    parts = [indicator_set.basis, *(node.basis for node in indicator_set.nodes())]
    parts += [adjustment.basis for adjustment in indicator_set.adjustments]
    parts += [case.basis for case in indicator_set.weight_cases]
    parts += [constraint.basis for constraint in indicator_set.constraints]
    yield from (one for basis in parts for one in basis if not one.verified)
