"""perfkit scores the performance of publicly funded budget projects (预算项目支出绩效评价).

The public face: :class:`Kit`, the domain classes, the errors and ``hookimpl``. Nothing is loaded until it is used, so
that ``import perfkit`` costs a host next to nothing; type checkers see every name with its type.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""Type checkers take it as true; importing the real one would cost more than the whole package."""

if TYPE_CHECKING:
    from typing import Any

    from perfkit.errors import (
        Fault,
        FormulaError,
        IndicatorSetError,
        InputError,
        PerfkitError,
        Place,
        PluginError,
        ReportError,
    )
    from perfkit.formats import Rows
    from perfkit.kit import Kit
    from perfkit.model import (
        Choice,
        Cover,
        Evidence,
        Figure,
        Finding,
        Funding,
        FundingLine,
        Group,
        Indicator,
        IndicatorSet,
        Measure,
        Portfolio,
        Problem,
        Project,
        Review,
        Rounding,
        Stated,
        Target,
        Unit,
    )
    from perfkit.plugins import hookimpl
    from perfkit.scoring import Evaluation, ProjectResult, ScoreLine

__all__ = [
    "Choice",
    "Cover",
    "Evaluation",
    "Evidence",
    "Fault",
    "Figure",
    "Finding",
    "FormulaError",
    "Funding",
    "FundingLine",
    "Group",
    "Indicator",
    "IndicatorSet",
    "IndicatorSetError",
    "InputError",
    "Kit",
    "Measure",
    "PerfkitError",
    "Place",
    "PluginError",
    "Portfolio",
    "Problem",
    "Project",
    "ProjectResult",
    "ReportError",
    "Review",
    "Rounding",
    "Rows",
    "ScoreLine",
    "Stated",
    "Target",
    "Unit",
    "hookimpl",
]

_ERRORS = {name for name in __all__ if name.endswith("Error")} | {"Fault", "Place"}
_SCORING = {"Evaluation", "ProjectResult", "ScoreLine"}


def _home(name: str) -> str:
    """The module in which a public name is at home."""
    if name in _ERRORS:
        return "perfkit.errors"
    if name in _SCORING:
        return "perfkit.scoring"
    return {"Kit": "perfkit.kit", "Rows": "perfkit.formats", "hookimpl": "perfkit.plugins"}.get(name, "perfkit.model")


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("perfkit")
    if name not in __all__:
        raise AttributeError(f"module 'perfkit' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_home(name)), name)
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
