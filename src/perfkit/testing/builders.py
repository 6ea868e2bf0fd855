"""Small projects that fit the national set, to be bent into what a test needs."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from perfkit.kit import Kit
from perfkit.model import (
    Funding,
    Indicator,
    IndicatorSet,
    NumberLike,
    Portfolio,
    Project,
    Stated,
    Target,
    number,
    stated_figure,
)
from perfkit.scoring import Evaluation, evaluate

NATIONAL = "cn.mof.self-evaluation@2020"


def national_set() -> IndicatorSet:
    """The national self-evaluation set, without any installed plugin."""
    return Kit(installed=False).indicator_set(NATIONAL)


def a_card(**changes: Any) -> tuple[Indicator, ...]:
    """Three indicators that fill the national set and are all met; ``changes`` replaces fields of the first."""
    first = Indicator("output", "数量指标", "桥", weight=50, target=Target.at_least(80, "座"), actual=80)
    benefit = Indicator("benefit", "社会效益指标", "受益", weight=30, target=Target.at_least(95, "%"), actual=95)
    served = Indicator(
        "satisfaction", "服务对象满意度指标", "满意", weight=10, target=Target.at_least(90, "%"), actual=90
    )
    return evolve(first, **changes), benefit, served


def a_project(**changes: Any) -> Project:
    """A project that scores 100 under the national set; ``changes`` replaces its fields."""
    facts = {"name": "甲", "funding": Funding(budget=100, executed=100), "indicators": a_card()}
    return Project(**{**facts, **changes})


def a_stated_project(points: NumberLike, **amounts: NumberLike) -> Project:
    """A project of which only a total is known, with the amounts by stage in 元, if any are given."""
    given: dict[str, Any] = dict(amounts)
    money = Funding(**given) if given else None
    return Project(name="乙", funding=money, stated=Stated(points=stated_figure(number(points), "分")))


def evaluated(*projects: Project, under: IndicatorSet | None = None, **facts: Any) -> Evaluation:
    """The evaluation of a portfolio of these projects, under the national set unless another one is given."""
    portfolio = Portfolio(**{"unit": "单位", "year": 2023, "projects": projects, **facts})
    return evaluate(portfolio, under or national_set())
