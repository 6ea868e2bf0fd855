"""Printed rates against the ones that follow from the amounts."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.checks.agreement import agrees
from perfkit.checks.places import place_of
from perfkit.model import Figure, Finding, Rounding
from perfkit.scoring import Evaluation, ProjectResult

UNROUNDED = Rounding(6, "down", trailing_zeros=False)
"""Enough places to see which way a rate was rounded."""


def rates(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about printed rates of projects: ``rate.*``."""
    for result in evaluation.projects:
        stated = result.project.stated
        if stated is None:
            continue
        for name, computed in (("execution", result.execution_rate), ("receipt", result.receipt_rate)):
            printed = stated.rates.get(name)
            if printed is not None and computed is not None and printed.shown != _shown_like(printed, computed):
                yield _difference(result, f"{name}_rate", printed, computed, evaluation)


def _shown_like(printed: Figure, computed: Figure) -> object:
    """The computed rate as the set shows it; equal numbers are equal, whatever zeros were printed."""
    return computed.shown if printed.unit == computed.unit else None


def _difference(result: ProjectResult, rate: str, printed: Figure, computed: Figure, evaluation: Evaluation) -> Finding:
    """B2: another rounding is a remark, another number is a doubt."""
    same = agrees(printed, computed.exact)
    money = result.project.funding
    origin = money.origin if money is not None else result.project.origin
    exact = Figure(computed.exact, computed.unit, UNROUNDED)
    names = {"rate": evaluation.indicator_set.label(rate)}
    return Finding(
        "rate.other-rounding" if same else "rate.differs",
        "info" if same else "warning",
        place_of(origin, result.project.name),
        {"stated": printed, "computed": computed, "exact": exact},
        names,
    )
