"""Where the points went 失分清单: one entry for each place where a project lost points, or gained beyond the weight.

The entries add up exactly to full marks less the total that counts: lines first, then what each node makes of what
stands below it, from the leaves up to the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from perfkit.model import Figure, Finding, exact_text
from perfkit.scoring.answers.line_causes import line_cause
from perfkit.scoring.answers.loss import Loss, LossCause
from perfkit.scoring.answers.lost_words import ledger_words, loss_words
from perfkit.scoring.plan import TOTAL
from perfkit.scoring.record_project import digits, ratio
from perfkit.scoring.result import NodeResult, ProjectResult, ScoreLine
from perfkit.wording import Language


@frozen(kw_only=True)
class Ledger:
    """The points that a project lost, the greatest loss first; of equal ones in the order of the set.

    Attributes:
        result: of the project.
        entries: what is known. Of a project without a computed total, losses of single lines only.
        lost: full marks less the total that counts, exact; None where no total counts.
        unplaced: what of ``lost`` no entry accounts for: nothing where the total is computed. Below zero the entries
            know of more losses than the total admits. None where no total counts.
        open: why points are not known, where no total could be computed.
    """

    result: ProjectResult
    entries: tuple[Loss, ...]
    lost: Figure | None
    unplaced: Figure | None = field(init=False)
    open: tuple[Finding, ...] = ()

    @unplaced.default
    def _rest(self) -> Figure | None:
        known = sum((entry.lost.exact for entry in self.entries), Fraction(0))
        return None if self.lost is None else Figure(self.lost.exact - known, "分")

    @property
    def complete(self) -> bool:
        """Whether every point is accounted for: the total is computed."""
        return self.result.points is not None

    def of_cause(self, cause: LossCause) -> Figure:
        """The points lost by one class of causes, gains deducted."""
        return Figure(sum((entry.lost.exact for entry in self.entries if entry.cause == cause), Fraction(0)), "分")

    def share(self, entry: Loss) -> Figure | None:
        """The share of an entry in all points that were lost; None for a gain, and where not all losses are known."""
        if not self.complete or entry.lost.exact < 0:
            return None
        every = sum((one.lost.exact for one in self.entries if one.lost.exact > 0), Fraction(0))
        rounding = self.result.indicator_set.rounded("rate-in-text")
        return Figure(entry.lost.exact / every, "%", rounding)

    def worded(self, language: Language = "zh") -> Iterator[str]:
        """What was lost in all, a sentence for each entry, and what cannot be said."""
        shares = [self.share(entry) for entry in self.entries]
        return ledger_words(
            self.result, list(zip(self.entries, shares, strict=True)), self.unplaced, self.open, language
        )

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The ledger as plain data: numbers as texts, exact ones as in the evaluation."""
        return {
            "full_marks": exact_text(Fraction(self.result.indicator_set.full_marks)),
            "final_points": digits(self.result.final_points),
            "lost": _exact(self.lost),
            "complete": self.complete,
            "entries": [self._entry(entry, language) for entry in self.entries],
            "unplaced": _exact(self.unplaced),
            "open": [finding.worded(language) for finding in self.open],
        }

    def _entry(self, entry: Loss, language: Language) -> dict[str, Any]:
        share = self.share(entry)
        return {
            "code": entry.code,
            "name": entry.named(language),
            "cause": entry.cause,
            "weight": exact_text(entry.weight.exact),
            "points": exact_text(entry.points.exact),
            "lost": exact_text(entry.lost.exact),
            "share": None if share is None else ratio(share),
            "reason": entry.reason,
            "words": loss_words(entry, share, self.result, language),
        }


def _exact(figure: Figure | None) -> str | None:
    return None if figure is None else exact_text(figure.exact)


def lost_points(result: ProjectResult) -> Ledger:
    """Where the points of one project went, whatever state it is in."""
    whole = result.whole if result.nodes else NodeResult(code=TOTAL, name="", weight=_points(0), lines=result.lines)
    found = [*_node(whole, result), *_by_other(result)]
    total, full = result.final_points, Fraction(result.indicator_set.full_marks)
    return Ledger(
        result=result,
        entries=tuple(sorted(found, key=lambda entry: entry.lost.exact, reverse=True)),
        lost=None if total is None else _points(full - total.exact),
        open=() if result.points is not None else tuple(_open(result)),
    )


def _points(value: Fraction | int) -> Figure:
    return Figure(Fraction(value), "分")


def _node(node: NodeResult, result: ProjectResult) -> Iterator[Loss]:
    """What was lost below a node, and what the node itself made of it; of a node without points only what is below."""
    lines = [line for line in node.lines if line.final is not None]
    children = [child for child in node.children if child.points is not None or node.points is None]
    if node.points is None or _counts(node):
        for line in lines:
            yield from _line(line, result)
        for child in children:
            yield from _node(child, result)
    if node.points is not None:
        parts: list[ScoreLine | NodeResult] = [*lines, *children]
        yield from _above(node, parts)


def _line(line: ScoreLine, result: ProjectResult) -> Iterator[Loss]:
    if line.final is not None and line.final.exact != line.weight.exact:
        yield Loss(
            code=line.code,
            name=line.name,
            cause=line_cause(line, result),
            weight=line.weight,
            points=line.final,
            lost=_points(line.weight.exact - line.final.exact),
            reason=line.reason,
            source=line,
        )


def _counts(node: NodeResult) -> bool:
    """Whether what stands below a node has a part in its points: not where either of them weighs nothing."""
    return bool(node.weight.exact and _weight_below(node))


def _weight_below(node: NodeResult) -> Fraction:
    own = [line.weight.exact for line in node.lines if not line.waived]
    return sum([*own, *(child.weight.exact for child in node.children)], Fraction(0))


def _above(node: NodeResult, parts: Iterable[ScoreLine | NodeResult]) -> Iterator[Loss]:
    """What a node makes of the points below it: combined or scaled, adjusted one by one, rounded."""
    now = node.weight.exact
    if _counts(node):
        now -= sum((part.weight.exact - _earned(part) for part in parts), Fraction(0))
    steps: list[tuple[LossCause, Fraction, Any]] = [("combination", _before(node), node)]
    steps += [("adjustment", one.after.exact, one) for one in node.adjusted]
    if node.points is not None:
        steps.append(("rounding", node.points.exact, node))
    for cause, after, source in steps:
        if after != now:
            yield Loss(
                code=node.code,
                name=node.name,
                cause=cause,
                weight=node.weight,
                points=_points(after),
                lost=_points(now - after),
                source=source,
                before=_points(now),
            )
        now = after


def _earned(part: ScoreLine | NodeResult) -> Fraction:
    points = part.final if isinstance(part, ScoreLine) else part.points
    return Fraction(0) if points is None else points.exact


def _before(node: NodeResult) -> Fraction:
    """The points of a node before adjustments and rounding: its rule's, or what is below, scaled to its weight."""
    if node.derivation is not None:
        return node.derivation.share * node.weight.exact
    if not _counts(node):
        return Fraction(0)
    parts: list[ScoreLine | NodeResult] = [*node.lines, *node.children]
    earned = [_earned(part) for part in parts]
    return sum(earned, Fraction(0)) * node.weight.exact / _weight_below(node)


def _by_other(result: ProjectResult) -> Iterator[Loss]:
    """An evaluator's total that counts instead of the computed one."""
    total = result.final_points
    if result.points is not None and total is not None and total.exact != result.points.exact:
        yield Loss(
            code=TOTAL,
            name="",
            cause="judgement",
            weight=result.whole.weight,
            points=total,
            lost=_points(result.points.exact - total.exact),
            source=next(one for one in result.project.reviews if one.by == result.final_by),
            before=result.points,
        )


def _open(result: ProjectResult) -> Iterator[Finding]:
    """Why points are not known: what kept the project from being scored, or the lines that have none."""
    if result.state == "absent":
        yield from (finding for finding in result.findings if finding.severity == "error")
    else:
        yield from (Finding.of(line.absent, "error") for line in result.lines if line.absent is not None)
