"""One formula, several readings: parsed once, computed exactly, told in words."""

from perfkit.formula.absent import Absent, Facts, Reason, Value
from perfkit.formula.compile import compile_rule, formula_name
from perfkit.formula.exact import exact
from perfkit.formula.parse import parse
from perfkit.formula.printed import printed
from perfkit.formula.rule import CompiledRule
from perfkit.formula.rule_tree import CaseTree, RuleTree
from perfkit.formula.tree import Expr, Kind, names
from perfkit.formula.words import factor, prose, words
from perfkit.formula.working import Working

__all__ = [
    "Absent",
    "CaseTree",
    "CompiledRule",
    "Expr",
    "Facts",
    "Kind",
    "Reason",
    "RuleTree",
    "Value",
    "Working",
    "compile_rule",
    "exact",
    "factor",
    "formula_name",
    "names",
    "parse",
    "printed",
    "prose",
    "words",
]
