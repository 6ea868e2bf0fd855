"""Facts and an indicator set to an evaluation: plan, score, sum, bound, explain. No files, no hooks."""

from perfkit.scoring.agreement import agrees, agrees_as_rounded
from perfkit.scoring.amend import amended
from perfkit.scoring.answers.origins import Provenance, origin_of
from perfkit.scoring.answers.provenance import provenance
from perfkit.scoring.answers.recipe import recipe, recipe_differences
from perfkit.scoring.answers.trace import trace
from perfkit.scoring.card import Card, Entry
from perfkit.scoring.evaluate import evaluate
from perfkit.scoring.record import finding_record, record
from perfkit.scoring.result import Bounds, Evaluation, GroupResult, ProjectResult, ScoreLine, State
from perfkit.scoring.soundness import prove
from perfkit.scoring.sums import planned_sums

__all__ = [
    "Bounds",
    "Card",
    "Entry",
    "Evaluation",
    "GroupResult",
    "ProjectResult",
    "Provenance",
    "ScoreLine",
    "State",
    "agrees",
    "agrees_as_rounded",
    "amended",
    "evaluate",
    "finding_record",
    "origin_of",
    "planned_sums",
    "prove",
    "provenance",
    "recipe",
    "recipe_differences",
    "record",
    "trace",
]
