"""Facts and an indicator set to an evaluation: plan, score, sum, bound, explain. No files, no hooks."""

from perfkit.scoring.agreement import agrees, agrees_as_rounded
from perfkit.scoring.amend import Amended, Applied, amended, attempted
from perfkit.scoring.answers.alternatives import Alternative, standard_alternatives, under_sets
from perfkit.scoring.answers.attainable import attainable, attainable_grades
from perfkit.scoring.answers.attribution import FACTORS, Factor, Part
from perfkit.scoring.answers.causes import Cause
from perfkit.scoring.answers.changes import Change, Changes, changes
from perfkit.scoring.answers.clock import Clock
from perfkit.scoring.answers.compare import Comparison, LineMove, ProjectPair, RateMove, compare
from perfkit.scoring.answers.effective import EffectiveWeight, EffectiveWeights, effective_weights
from perfkit.scoring.answers.elements import Element
from perfkit.scoring.answers.ledger import Ledger, lost_points
from perfkit.scoring.answers.loss import Loss, LossCause
from perfkit.scoring.answers.margin import Margin, margin
from perfkit.scoring.answers.means import Means, means
from perfkit.scoring.answers.origins import Provenance, origin_of
from perfkit.scoring.answers.papers import PaperLine, WorkingPaper, working_paper
from perfkit.scoring.answers.project_standing import ProjectStanding, project_standing
from perfkit.scoring.answers.provenance import provenance
from perfkit.scoring.answers.ranks import Rank, ranks
from perfkit.scoring.answers.raters import Agreement, Leaning, Marked, rater_agreement
from perfkit.scoring.answers.recipe import recipe, recipe_differences
from perfkit.scoring.answers.robustness import Robustness, robustness
from perfkit.scoring.answers.side_by_side import GivenPoints, SideBySide, SideRow, indicator_of, side_by_side
from perfkit.scoring.answers.standing import Standing, standing
from perfkit.scoring.answers.strength import LineStrength, Reading, Strength, evidence_strength
from perfkit.scoring.answers.trace import trace
from perfkit.scoring.answers.use import Cut, Following, Use, use_of, use_of_result
from perfkit.scoring.answers.use_words import clock_record, clock_words, following_record, following_words
from perfkit.scoring.assumed import asked_facts, unfitting
from perfkit.scoring.binding import binding_kept
from perfkit.scoring.bounds.shown import Bounds
from perfkit.scoring.card import Card, Entry
from perfkit.scoring.constraints import ConstraintCheck, checked, constraint_checks, said_by, unmet
from perfkit.scoring.evaluate import evaluate
from perfkit.scoring.explain_line import target_change_words
from perfkit.scoring.phrases import evaluator
from perfkit.scoring.record import finding_record, record
from perfkit.scoring.record_project import digits, target_change_record
from perfkit.scoring.result import Evaluation, GroupResult, NodeResult, ProjectResult, ScoreLine, State
from perfkit.scoring.soundness import prove
from perfkit.scoring.sums import mean, planned_sums

__all__ = [
    "FACTORS",
    "Agreement",
    "Alternative",
    "Amended",
    "Applied",
    "Bounds",
    "Card",
    "Cause",
    "Change",
    "Changes",
    "Clock",
    "Comparison",
    "ConstraintCheck",
    "Cut",
    "EffectiveWeight",
    "EffectiveWeights",
    "Element",
    "Entry",
    "Evaluation",
    "Factor",
    "Following",
    "GivenPoints",
    "GroupResult",
    "Leaning",
    "Ledger",
    "LineMove",
    "LineStrength",
    "Loss",
    "LossCause",
    "Margin",
    "Marked",
    "Means",
    "NodeResult",
    "PaperLine",
    "Part",
    "ProjectPair",
    "ProjectResult",
    "ProjectStanding",
    "Provenance",
    "Rank",
    "RateMove",
    "Reading",
    "Robustness",
    "ScoreLine",
    "SideBySide",
    "SideRow",
    "Standing",
    "State",
    "Strength",
    "Use",
    "WorkingPaper",
    "agrees",
    "agrees_as_rounded",
    "amended",
    "asked_facts",
    "attainable",
    "attainable_grades",
    "attempted",
    "binding_kept",
    "changes",
    "checked",
    "clock_record",
    "clock_words",
    "compare",
    "constraint_checks",
    "digits",
    "effective_weights",
    "evaluate",
    "evaluator",
    "evidence_strength",
    "finding_record",
    "following_record",
    "following_words",
    "indicator_of",
    "lost_points",
    "margin",
    "mean",
    "means",
    "origin_of",
    "planned_sums",
    "project_standing",
    "prove",
    "provenance",
    "ranks",
    "rater_agreement",
    "recipe",
    "recipe_differences",
    "record",
    "robustness",
    "said_by",
    "side_by_side",
    "standard_alternatives",
    "standing",
    "target_change_record",
    "target_change_words",
    "trace",
    "under_sets",
    "unfitting",
    "unmet",
    "use_of",
    "use_of_result",
    "working_paper",
]
