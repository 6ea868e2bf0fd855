"""Small projects, sets and plugins that are sound, to be bent into what a test needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from perfkit.errors import Place
from perfkit.files import inside
from perfkit.jobs import sample_portfolio
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
from perfkit.scoring import Evaluation, evaluate, prove

NATIONAL = "cn.mof.self-evaluation@2020"


def national_set() -> IndicatorSet:
    """The national self-evaluation set, without any installed plugin."""
    return Kit(installed=False).indicator_set(NATIONAL)


def a_set(**changes: Any) -> IndicatorSet:
    """A sound set with the tree and the rules of the national one; ``changes`` replaces its fields.

    Refuses with :class:`~perfkit.errors.IndicatorSetError` what does not hold together.
    """
    own = {"id": "test.set", "edition": "1", "chain": (), "layers": (), "as_filed": None, "origin": None}
    found = evolve(national_set(), **{**own, **changes})
    prove(found)
    return found


def a_portfolio(*projects: Project, fits: IndicatorSet | None = None, **facts: Any) -> Portfolio:
    """A portfolio of these projects; of none, a sample that fits a set (the national one): all met, and all missed."""
    if not projects:
        return evolve(sample_portfolio(fits or national_set()), **facts)
    return Portfolio(**{"unit": "单位", "year": 2023, "projects": projects, **facts})


MANIFEST = 'id = "test.county"\nversion = "1"\ntitle = { zh = "测试县", en = "Test County" }\n'


def a_folder_plugin(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """A plugin in ``folder``, which is made: ``files`` by their names in it, such as ``rules/ours.toml``.

    Without a ``perfkit.toml`` among them it is the plugin ``test.county``. Refuses a name that leads out of the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"perfkit.toml": MANIFEST, **(files or {})}.items():
        path = inside(folder, name, Place(file=name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


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
