"""One formula, several readings: parsed once, computed exactly, told in words."""

from perfkit.formula.absent import Absent, Facts, Reason, Value
from perfkit.formula.cells import Cell, cells
from perfkit.formula.compile import compile_rule, formula_name
from perfkit.formula.exact import Formula, constant, exact
from perfkit.formula.guarded import Normal
from perfkit.formula.kinds import Kind, Labels, NumberIn, Records, read_kind
from perfkit.formula.normal import normal
from perfkit.formula.parse import parse
from perfkit.formula.printed import printed
from perfkit.formula.rule import CompiledRule, Settled, settle_all
from perfkit.formula.rule_tree import CaseTree, RuleTree
from perfkit.formula.spreadsheet import spreadsheet, written_out
from perfkit.formula.tables import Region, otherwise_region
from perfkit.formula.tree import Expr, names
from perfkit.formula.words import factor, prose, words
from perfkit.formula.working import Working

__all__ = [
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
    "names",
    "normal",
    "otherwise_region",
    "parse",
    "printed",
    "prose",
    "read_kind",
    "settle_all",
    "spreadsheet",
    "words",
    "written_out",
]
