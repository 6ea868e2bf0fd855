"""One formula, several readings: parsed once, computed exactly, told in words."""

from perfkit.formula.absent import Absent, Facts, Reason, Value
from perfkit.formula.compile import compile_rule, formula_name
from perfkit.formula.language.kinds import Kind, Labels, NumberIn, Records, read_kind
from perfkit.formula.language.margin import margin
from perfkit.formula.language.parse import parse
from perfkit.formula.language.printed import printed
from perfkit.formula.language.renamed import renamed
from perfkit.formula.language.tree import Expr, names
from perfkit.formula.normal_form.form import normal
from perfkit.formula.normal_form.guarded import Normal
from perfkit.formula.possible.formulas import possible
from perfkit.formula.possible.numbers import ANY_NUMBER, NumberSet
from perfkit.formula.possible.scene import PartFact, PartFacts, Possible
from perfkit.formula.ratios.cells import Cell, cells
from perfkit.formula.ratios.formulas import Formula, constant, exact
from perfkit.formula.rule import CompiledRule, Settled, half_up_all, settle_all
from perfkit.formula.rule_tree import CaseTree, RuleTree
from perfkit.formula.sheet.points import spreadsheet, written_out
from perfkit.formula.tables.rows import Region, otherwise_region
from perfkit.formula.worded.formulas import factor, prose, words
from perfkit.formula.worded.working import Working

__all__ = [
    "ANY_NUMBER",
    "Absent",
    "CaseTree",
    "Cell",
    "CompiledRule",
    "Expr",
    "Facts",
    "Formula",
    "Kind",
    "Labels",
    "Normal",
    "NumberIn",
    "NumberSet",
    "PartFact",
    "PartFacts",
    "Possible",
    "Reason",
    "Records",
    "Region",
    "RuleTree",
    "Settled",
    "Value",
    "Working",
    "cells",
    "compile_rule",
    "constant",
    "exact",
    "factor",
    "formula_name",
    "half_up_all",
    "margin",
    "names",
    "normal",
    "otherwise_region",
    "parse",
    "possible",
    "printed",
    "prose",
    "read_kind",
    "renamed",
    "settle_all",
    "spreadsheet",
    "words",
    "written_out",
]
