"""Scoring rules 赋分规则, as an author writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from perfkit.model.kinds import as_tuple
from perfkit.model.origin import Basis, Origin
from perfkit.model.title import Title

Need: TypeAlias = str | tuple[str, ...] | Mapping[str, str | tuple[str, ...]]
"""What a fact is, as an author writes it: ``number``, ``number 天``, ``money``, ``truth``, the options of a label from
best to worst, or the fields of a list of records."""


@frozen
class Case:
    """One row of a decision table: the first whose ``when`` holds gives the share."""

    when: str
    share: str


@frozen(kw_only=True)
class Rule:
    """赋分规则: how an actual earns its share of the weight. Formulas are text in perfkit's formula language.

    Attributes:
        name: as sets refer to it; title: in words.
        needs: kind of each fact the formulas may use besides ``target``, ``actual``, ``baseline`` and ``weight``.
        parameters: named constants, which a leaf of a set may replace: numbers, or an option of a label.
        let: named intermediate values, in order.
        requires: truth that must hold, else a finding and no score; empty for none.
        share: formula of the share (0 to 1); empty if ``cases`` are given.
        cases, otherwise: decision table, and what holds when no row does: a formula, or ``absent``.
        limits: least and greatest share, if not 0 and 1.
        explain_when: truth that asks the unit for a reason 偏差原因; the score stays.
        gives: for a rule that gives a label instead of a share, what it may give, best first.
        replaces: ``PLUGIN:NAME`` of the rule further up the chain that this one stands for; empty for none.
        basis: the document it rests on; origin: the file and plugin it came from.
    """

    name: str
    title: Title
    needs: Mapping[str, Need] = field(factory=dict)
    parameters: Mapping[str, str] = field(factory=dict)
    let: Mapping[str, str] = field(factory=dict)
    requires: str = ""
    share: str = ""
    cases: tuple[Case, ...] = field(default=(), converter=as_tuple)
    otherwise: str = ""
    limits: tuple[str, ...] = field(default=(), converter=as_tuple)
    explain_when: str = ""
    gives: tuple[str, ...] = field(default=(), converter=as_tuple)
    replaces: str = ""
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)
    origin: Origin | None = None
