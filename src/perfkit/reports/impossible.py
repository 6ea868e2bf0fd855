"""Stated totals that were not possible, as one table has them: what the finding says, in columns."""

from __future__ import annotations

from collections.abc import Iterable

from perfkit.model import Finding, Named
from perfkit.reports.context import ImpossibleView
from perfkit.reports.figures import Printer
from perfkit.reports.places import Places

CERTAIN, DOUBTED = "score.impossible", "score.impossible-unverified"
IMPOSSIBLE = (CERTAIN, DOUBTED)
"""Codes of the findings this table is made of; the second rests on a rule whose text nobody has verified.

A total in a gap (``score.between``) rests on many rules, not on one measure: it stands with the other findings.
"""


def impossible(printer: Printer, findings: Iterable[Finding], places: Places) -> tuple[ImpossibleView, ...]:
    """The rows, in the order of the findings."""
    return tuple(_row(printer, finding, places) for finding in findings if finding.code in IMPOSSIBLE)


def _row(printer: Printer, finding: Finding, places: Places) -> ImpossibleView:
    figures, names = finding.figures, finding.names
    return ImpossibleView(
        name=_text(names.get("name", "")),
        place=next(iter(places.lines(finding.place)), ""),
        measure=_text(names.get("measure", "")),
        rate=printer.figure(figures.get("rate")),
        lowest=printer.figure(figures.get("low")),
        highest=printer.figure(figures.get("high")),
        stated=printer.figure(figures.get("stated")),
        rule=_text(names.get("rule", "")),
        basis=_text(names.get("basis", "")),
        verified=finding.code == CERTAIN,
    )


def _text(named: Named) -> str:
    """Names of this finding are texts, or several of them."""
    return "、".join(map(str, named)) if isinstance(named, tuple) else str(named)
