"""Facts and an indicator set to an evaluation: plan, score, sum, bound, explain. No files, no hooks."""

from perfkit.scoring.agreement import agrees, agrees_as_rounded
from perfkit.scoring.amend import amended
from perfkit.scoring.answers.effective import EffectiveWeight, EffectiveWeights, effective_weights
from perfkit.scoring.answers.means import Means, means
from perfkit.scoring.answers.project_standing import ProjectStanding, project_standing
from perfkit.scoring.answers.ranks import Rank, ranks
from perfkit.scoring.answers.standing import Standing, standing
from perfkit.scoring.card import Card, Entry
from perfkit.scoring.evaluate import evaluate
from perfkit.scoring.record import finding_record, record
from perfkit.scoring.result import Bounds, Evaluation, GroupResult, ProjectResult, ScoreLine, State
from perfkit.scoring.soundness import prove
from perfkit.scoring.sums import planned_sums

__all__ = [
    "Bounds",
    "Card",
    "EffectiveWeight",
    "EffectiveWeights",
    "Entry",
    "Evaluation",
    "GroupResult",
    "Means",
    "ProjectResult",
    "ProjectStanding",
    "Rank",
    "ScoreLine",
    "Standing",
    "State",
    "agrees",
    "agrees_as_rounded",
    "amended",
    "effective_weights",
    "evaluate",
    "finding_record",
    "means",
    "planned_sums",
    "project_standing",
    "prove",
    "ranks",
    "record",
    "standing",
]
