"""How the weights of a set were found: by whom, by which method, when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfkit.model.kinds import as_dict, as_tuple
from perfkit.model.numbers import NumberLike, number
from perfkit.model.origin import Basis

WeightingMethod: TypeAlias = Literal["equal", "ahp", "entropy", "critic", "expert", "document"]
"""equal 等权, ahp 层次分析法, entropy 熵权法, critic CRITIC 法, expert 专家评议, document 文件规定."""


def _ratio(value: NumberLike | None) -> Decimal | None:
    return None if value is None else number(value)


@frozen(kw_only=True)
class Weighting:
    """分值的确定: the record of how weights were found.

    Attributes:
        method: see :data:`WeightingMethod`; author: who found them; date: when.
        consistency_ratio: CR as the author states it, for comparisons in pairs.
        comparisons: 判断矩阵, a row for each node by its code, columns in the same order, as texts (``1/3``)
            or numbers; the nodes are siblings, and the loader proves that their weights follow.
        note: what a reader should know; basis: the document.
    """

    method: WeightingMethod
    author: str
    date: datetime.date
    consistency_ratio: Decimal | None = field(default=None, converter=_ratio)
    comparisons: Mapping[str, tuple[NumberLike, ...]] = field(factory=dict, converter=as_dict)
    note: str = ""
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)
