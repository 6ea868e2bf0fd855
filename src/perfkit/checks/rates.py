"""Printed rates against the ones that follow from the amounts."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.checks.places import counted, place_of
from perfkit.errors import NOWHERE
from perfkit.model import Figure, Finding, Named, Rounding, Title
from perfkit.scoring import Evaluation, ProjectResult, agrees

UNROUNDED = Rounding(6, "down", trailing_zeros=False)
"""Enough places to see which way a rate was rounded."""


def rates(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about rates of projects: ``rate.*`` for printed ones, ``measure.*`` for those that are missing."""
    yield from _missing(evaluation)
    for result in evaluation.projects:
        stated = result.project.stated
        if stated is None:
            continue
        for name, computed in (("execution", result.execution_rate), ("receipt", result.receipt_rate)):
            printed = stated.rates.get(name)
            if printed is not None and computed is not None and printed.shown != _shown_like(printed, computed):
                yield _difference(result, f"{name}_rate", printed, computed, evaluation)


def _missing(evaluation: Evaluation) -> Iterator[Finding]:
    """Measures of stated and unscored projects that could not be computed; a column that no row has is said once."""
    absent = [
        line.absent
        for result in evaluation.funded
        if result.state in ("stated", "unscored")
        for line in result.lines
        if line.absent is not None and not _spent_without_budget(result)
    ]
    if len(absent) == len(evaluation.funded) > 1 and {fault.code for fault in absent} == {"measure.missing"}:
        fact, name = absent[0].arguments["fact"], absent[0].arguments["name"]
        names: dict[str, Named] = {"fact": fact if isinstance(fact, Title) else str(fact), "name": str(name)}
        yield Finding("measure.no-column", "warning", NOWHERE, {"count": counted(len(absent))}, names)
    else:
        yield from (Finding.of(fault, "warning") for fault in absent)


def _spent_without_budget(result: ProjectResult) -> bool:
    """Whether the amounts themselves are at fault, which is said elsewhere."""
    money = result.project.funding
    return money is not None and not result.indicator_set.amount(money, "budget") and bool(money.executed)


def _shown_like(printed: Figure, computed: Figure) -> object:
    """The computed rate as the set shows it; equal numbers are equal, whatever zeros were printed."""
    return computed.shown if printed.unit == computed.unit else None


def _difference(result: ProjectResult, rate: str, printed: Figure, computed: Figure, evaluation: Evaluation) -> Finding:
    """B2: another rounding is a remark, another number is a doubt."""
    same = agrees(printed, computed.exact)
    money = result.project.funding
    origin = printed.origin or (money.origin if money is not None else result.project.origin)
    exact = Figure(computed.exact, computed.unit, UNROUNDED)
    names = {"rate": evaluation.indicator_set.label(rate)}
    return Finding(
        "rate.other-rounding" if same else "rate.differs",
        "info" if same else "warning",
        place_of(origin, result.project.name),
        {"stated": printed, "computed": computed, "exact": exact},
        names,
    )
