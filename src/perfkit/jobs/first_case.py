"""A first worked example for an amendment: a project that fits the base, and what the base makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from perfkit.errors import PerfkitError
from perfkit.formats import FIRST_YEAR, read_portfolio
from perfkit.jobs.toml_text import toml_text
from perfkit.model import IndicatorSet, SetIndicator
from perfkit.scoring import evaluate

_TARGETS = {
    "at-least": ('target = "≥100%"', 'actual = "90%"'),
    "equal": ('target = "=100%"', 'actual = "90%"'),
    "at-most": ('target = "≤90%"', 'actual = "100%"'),
    "judged": ('target = { judged = "有效" }', 'judged = "90%"', 'reached = "有效"'),
}
"""How an indicator of each kind is written that falls a little short; the first kind that a node knows is taken."""

_FUNDING = ("approved = 100", "initial = 100", "budget = 100", "received = 100", "executed = 95")


@frozen
class FirstCase:
    """The project as a file says it, and the lines of ``[expect]``."""

    project: str
    expect: str


def first_case(base: IndicatorSet) -> FirstCase:
    """An example of which 95 per cent was spent and nine tenths reached, with the total that the base gives it.

    A base that asks for more than that gives no total; then that is what the example expects.
    """
    project = "\n\n".join(_project(base))
    return FirstCase(project, "\n".join(_expected(project, base)))


def _project(base: IndicatorSet) -> Iterator[str]:
    yield f'[project]\nname = "县道养护"\nyear = {max(base.first_year, FIRST_YEAR)}\nunit = "县交通运输局"'
    yield "\n".join(("[funding]", 'unit = "万元"', *_FUNDING))
    for node in base.leaves():
        kind = next((kind for kind in _TARGETS if kind in node.rules_for), None)
        if kind and node.accepts:
            yield "\n".join(_indicator(base, node, kind))


def _indicator(base: IndicatorSet, node: SetIndicator, kind: str) -> Iterator[str]:
    """An indicator that has all points of its node."""
    category = node.accepts[0]
    yield "[[indicators]]"
    yield f"block = {toml_text(node.code)}"
    yield f"category = {toml_text(category)}"
    yield f"name = {toml_text(category.removesuffix('指标') + '完成率')}"
    yield f"weight = {toml_text(node.weight)}"
    yield from _TARGETS[kind]


def _expected(project: str, base: IndicatorSet) -> Iterator[str]:
    with TemporaryDirectory(prefix="perfkit-") as folder:
        file = Path(folder, "first.toml")
        file.write_text(f"schema = 1\nindicator-set = {toml_text(base.address)}\n\n{project}\n", encoding="utf-8")
        try:
            result = evaluate(read_portfolio(file).portfolio, base).projects[0]
        except PerfkitError:
            result = None
    if result is None or result.points is None:
        yield "absent = true"
        return
    if result.points.shown is not None:
        yield f'points = "{result.points.digits}"'
    if result.grade:
        yield f"grade = {toml_text(result.grade)}"
