"""Money of a project by stage and source: 项目资金."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

from attrs import field, frozen

from perfkit.errors import Fault, InputError
from perfkit.model.kinds import as_tuple, each_of_kind
from perfkit.model.numbers import NumberLike, number, plain
from perfkit.model.origin import Origin

FundingStage: TypeAlias = Literal["approved", "initial", "budget", "received", "executed"]
"""approved 批复金额, initial 年初预算数, budget 全年预算数 (adjusted), received 到位资金, executed 全年执行数."""

STAGES: tuple[FundingStage, ...] = get_args(FundingStage)


def _amount(value: NumberLike | None) -> Decimal | None:
    """An amount in 元; below zero is no amount of a form."""
    amount = None if value is None else number(value)
    if amount is not None and amount < 0:
        raise InputError(Fault("funding.negative", arguments={"found": plain(amount)}))
    return amount


class _Stages:
    """What the total and the detail lines share: one amount in 元 for each stage, None where nothing is said."""

    __slots__ = ()

    def amount(self, stage: FundingStage) -> Decimal | None:
        """The amount of ``stage`` in 元; None where the unit gave none. Missing is not zero."""
        value: Decimal | None = getattr(self, stage)
        return value

    def amounts(self) -> Mapping[FundingStage, Decimal]:
        """The amounts that are given, by stage."""
        return {stage: value for stage in STAGES if (value := self.amount(stage)) is not None}


@frozen
class FundingLine(_Stages):
    """One source of money (当年财政拨款, 上年结转资金, 其他资金, …) with its amounts in 元."""

    source: str
    approved: Decimal | None = field(default=None, converter=_amount)
    initial: Decimal | None = field(default=None, converter=_amount)
    budget: Decimal | None = field(default=None, converter=_amount)
    received: Decimal | None = field(default=None, converter=_amount)
    executed: Decimal | None = field(default=None, converter=_amount)
    origin: Origin | None = None


@frozen
class Funding(_Stages):
    """项目资金: the total line of a project, in 元, with its detail lines.

    The stages are defined on :data:`FundingStage`. Numbers may be given as text, ``int`` or ``Decimal``; ``float`` is
    refused. Detail lines are kept as stated; that they add up is a check, not a condition.
    """

    approved: Decimal | None = field(default=None, converter=_amount)
    initial: Decimal | None = field(default=None, converter=_amount)
    budget: Decimal | None = field(default=None, converter=_amount)
    received: Decimal | None = field(default=None, converter=_amount)
    executed: Decimal | None = field(default=None, converter=_amount)
    lines: tuple[FundingLine, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(FundingLine))
    origin: Origin | None = None
