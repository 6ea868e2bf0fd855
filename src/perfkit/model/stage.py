"""The life of a project, step by step: 环节."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

from attrs import field, frozen

from perfkit.model.origin import Origin

StageName: TypeAlias = Literal[
    "ex-ante", "target", "monitoring", "self-evaluation", "review", "evaluation", "use", "disclosure"
]
"""事前绩效评估, 绩效目标审核, 绩效运行监控, 绩效自评, 复核, 部门评价和财政评价, 结果应用, 信息公开."""

STAGE_NAMES: tuple[StageName, ...] = get_args(StageName)
"""In the order in which a project goes through them."""

PROMISED: frozenset[StageName] = frozenset(("monitoring", "self-evaluation", "review"))
"""Stages that look at everything the project promised; the others look at what their own form asks."""


@frozen(kw_only=True)
class Stage:
    """One step in the life of a project, as its file says it.

    Attributes:
        name: which step; key: short name of this one among several of its kind, such as ``2023-07``.
        on: the day for which its facts hold; targets that were adjusted up to then are in force.
        upon: key of the stage whose facts it starts from; empty for what the project promised.
        events: what happened on which day, as this stage tells it; later stages know it too.
        by: who did it, such as ``unit``, ``department`` or ``finance``; empty where nobody says it.
        origin: the file.
    """

    name: StageName
    key: str
    on: datetime.date
    by: str = ""
    upon: str = ""
    events: Mapping[str, datetime.date] = field(factory=dict)
    origin: Origin | None = None

    @property
    def looks_at_promise(self) -> bool:
        """Whether its lines are the indicators that were promised, not those of a form of its own."""
        return self.name in PROMISED
