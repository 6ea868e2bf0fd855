"""Facts and an indicator set to an evaluation: plan, score, sum, bound, explain. No files, no hooks."""

from perfkit.scoring.agreement import agrees, agrees_as_rounded
from perfkit.scoring.amend import amended
from perfkit.scoring.answers.ledger import Ledger, lost_points
from perfkit.scoring.answers.loss import CAUSES, Cause, Loss
from perfkit.scoring.answers.strength import LineStrength, Reading, Strength, evidence_strength
from perfkit.scoring.card import Card, Entry
from perfkit.scoring.evaluate import evaluate
from perfkit.scoring.record import finding_record, record
from perfkit.scoring.result import Bounds, Evaluation, GroupResult, ProjectResult, ScoreLine, State
from perfkit.scoring.soundness import prove
from perfkit.scoring.sums import planned_sums

__all__ = [
    "CAUSES",
    "Bounds",
    "Card",
    "Cause",
    "Entry",
    "Evaluation",
    "GroupResult",
    "Ledger",
    "LineStrength",
    "Loss",
    "ProjectResult",
    "Reading",
    "ScoreLine",
    "State",
    "Strength",
    "agrees",
    "agrees_as_rounded",
    "amended",
    "evaluate",
    "evidence_strength",
    "finding_record",
    "lost_points",
    "planned_sums",
    "prove",
    "record",
]
