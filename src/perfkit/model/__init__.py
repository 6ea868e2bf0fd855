"""What is talked about: frozen classes for facts, sets, findings and documents; no files, no hooks."""

from perfkit.model.adjustment import Adjustment, WeightCase
from perfkit.model.change import Action, Change
from perfkit.model.constraint import CHILDREN_OF, CONSTRAINT_NAMES, Constraint
from perfkit.model.document import Block, Document, Heading, Paragraph, Run
from perfkit.model.evidence import (
    EVIDENCE_GRADES,
    EVIDENCE_KINDS,
    Evidence,
    EvidenceGrade,
    EvidenceKind,
    EvidenceScale,
    best,
    fingerprint_is_wrong,
    unknown_kind,
    worst,
)
from perfkit.model.fact import REMARKS, RESERVED, SUPPLIED, TEXTS, Fact, FactValue, Record, facts_of
from perfkit.model.figure import Figure, stated_figure, total
from perfkit.model.finding import SEVERITIES, Finding, Named, Severity
from perfkit.model.form import Column, Form, RowSource
from perfkit.model.funding import STAGES, Funding, FundingLine, FundingStage
from perfkit.model.grid import Align, Cell, Grid
from perfkit.model.indicator import TARGET_KINDS, Indicator, RuleKind, Target, TargetChange, TargetKind
from perfkit.model.indicator_set import (
    GradeBand,
    GradeScale,
    IndicatorSet,
    RoundingName,
    SetIndicator,
)
from perfkit.model.layer import Layer, Said
from perfkit.model.library import (
    DIRECTIONS,
    LIBRARY_BLOCKS,
    VALUE_SOURCES,
    Category,
    Direction,
    Library,
    LibraryBlock,
    LibraryIndicator,
    Taken,
    Term,
    ValueSource,
    printed_name,
    terms_of,
)
from perfkit.model.names import comparable
from perfkit.model.numbers import (
    MODES,
    Exact,
    Mode,
    NumberLike,
    Rounding,
    exact_text,
    number,
    plain,
    readable,
    shifted,
    trimmed,
)
from perfkit.model.origin import Basis, Origin
from perfkit.model.policies import COMPUTED, Policies
from perfkit.model.portfolio import Choice, Cover, Group, Portfolio, Unit
from perfkit.model.project import Measure, Problem, Project
from perfkit.model.review import Review
from perfkit.model.rule import Case, Need, Rule
from perfkit.model.stage import PROMISED, STAGE_NAMES, Stage, StageName
from perfkit.model.stated import Stated
from perfkit.model.text import Text
from perfkit.model.title import Title
from perfkit.model.units import MONEY_PLACES, factor, is_money
from perfkit.model.use import Calendar, CalendarYear, Chosen, Days, Deadline, Outcome, ShareRange
from perfkit.model.weighting import Weighting, WeightingMethod

__all__ = [
    "CHILDREN_OF",
    "COMPUTED",
    "CONSTRAINT_NAMES",
    "DIRECTIONS",
    "EVIDENCE_GRADES",
    "EVIDENCE_KINDS",
    "LIBRARY_BLOCKS",
    "MODES",
    "MONEY_PLACES",
    "PROMISED",
    "REMARKS",
    "RESERVED",
    "SEVERITIES",
    "STAGES",
    "STAGE_NAMES",
    "SUPPLIED",
    "TARGET_KINDS",
    "TEXTS",
    "VALUE_SOURCES",
    "Action",
    "Adjustment",
    "Align",
    "Basis",
    "Block",
    "Calendar",
    "CalendarYear",
    "Case",
    "Category",
    "Cell",
    "Change",
    "Choice",
    "Chosen",
    "Column",
    "Constraint",
    "Cover",
    "Days",
    "Deadline",
    "Direction",
    "Document",
    "Evidence",
    "EvidenceGrade",
    "EvidenceKind",
    "EvidenceScale",
    "Exact",
    "Fact",
    "FactValue",
    "Figure",
    "Finding",
    "Form",
    "Funding",
    "FundingLine",
    "FundingStage",
    "GradeBand",
    "GradeScale",
    "Grid",
    "Group",
    "Heading",
    "Indicator",
    "IndicatorSet",
    "Layer",
    "Library",
    "LibraryBlock",
    "LibraryIndicator",
    "Measure",
    "Mode",
    "Named",
    "Need",
    "NumberLike",
    "Origin",
    "Outcome",
    "Paragraph",
    "Policies",
    "Portfolio",
    "Problem",
    "Project",
    "Record",
    "Review",
    "Rounding",
    "RoundingName",
    "RowSource",
    "Rule",
    "RuleKind",
    "Run",
    "Said",
    "SetIndicator",
    "Severity",
    "ShareRange",
    "Stage",
    "StageName",
    "Stated",
    "Taken",
    "Target",
    "TargetChange",
    "TargetKind",
    "Term",
    "Text",
    "Title",
    "Unit",
    "ValueSource",
    "WeightCase",
    "Weighting",
    "WeightingMethod",
    "best",
    "comparable",
    "exact_text",
    "factor",
    "facts_of",
    "fingerprint_is_wrong",
    "is_money",
    "number",
    "plain",
    "printed_name",
    "readable",
    "shifted",
    "stated_figure",
    "terms_of",
    "total",
    "trimmed",
    "unknown_kind",
    "worst",
]
