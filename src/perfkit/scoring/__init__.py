"""Facts and an indicator set to an evaluation: plan, score, sum, bound, explain. No files, no hooks."""

from perfkit.scoring.agreement import agrees, agrees_as_rounded
from perfkit.scoring.amend import amended
from perfkit.scoring.answers.attainable import attainable, attainable_grades
from perfkit.scoring.answers.attribution import FACTORS, Factor, Part
from perfkit.scoring.answers.causes import Cause
from perfkit.scoring.answers.compare import Comparison, LineMove, ProjectPair, RateMove, compare
from perfkit.scoring.answers.raters import Agreement, Leaning, Marked, rater_agreement
from perfkit.scoring.answers.side_by_side import GivenPoints, SideBySide, SideRow, side_by_side
from perfkit.scoring.bounds.shown import Bounds
from perfkit.scoring.card import Card, Entry
from perfkit.scoring.evaluate import evaluate
from perfkit.scoring.record import finding_record, record
from perfkit.scoring.result import Evaluation, GroupResult, ProjectResult, ScoreLine, State
from perfkit.scoring.soundness import prove
from perfkit.scoring.sums import planned_sums

__all__ = [
    "FACTORS",
    "Agreement",
    "Bounds",
    "Card",
    "Cause",
    "Comparison",
    "Entry",
    "Evaluation",
    "Factor",
    "GivenPoints",
    "GroupResult",
    "Leaning",
    "LineMove",
    "Marked",
    "Part",
    "ProjectPair",
    "ProjectResult",
    "RateMove",
    "ScoreLine",
    "SideBySide",
    "SideRow",
    "State",
    "agrees",
    "agrees_as_rounded",
    "amended",
    "attainable",
    "attainable_grades",
    "compare",
    "evaluate",
    "finding_record",
    "planned_sums",
    "prove",
    "rater_agreement",
    "record",
    "side_by_side",
]
