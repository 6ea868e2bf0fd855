"""Public kit for tests of plugins and of programs that embed perfkit.

=====================  ===========================================================================================
``make_kit``           a kit with just these plugins, and nothing that happens to be installed
``assert_conforms``    a plugin is ready to be handed on, or the test fails with what ``perfkit test`` would say
``run_cases``          the worked examples of a plugin as pytest items, each named by its title
``run_case``           one worked example
``a_set`` …            small sound facts and sets, to be bent into what a test needs
=====================  ===========================================================================================

``perfkit.testing.strategies`` (Hypothesis) makes projects and portfolios that fit a set; ``perfkit.testing.relations``
proves what holds of any sound set; ``perfkit.testing.pytest_plugin`` is what pytest loads by itself once perfkit is
installed. Nothing is loaded before it is used, so that a run of pytest that never asks for perfkit pays nothing for it.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""Type checkers take it as true; importing the real one is not needed for anything else here."""

if TYPE_CHECKING:
    from typing import Any

    from perfkit.testing.builders import (
        a_card,
        a_folder_plugin,
        a_portfolio,
        a_project,
        a_set,
        a_stated_project,
        evaluated,
        national_set,
    )
    from perfkit.testing.cases import run_case, run_cases
    from perfkit.testing.conforming import PluginAdvice, assert_conforms
    from perfkit.testing.kits import make_kit

__all__ = [
    "PluginAdvice",
    "a_card",
    "a_folder_plugin",
    "a_portfolio",
    "a_project",
    "a_set",
    "a_stated_project",
    "assert_conforms",
    "evaluated",
    "make_kit",
    "national_set",
    "run_case",
    "run_cases",
]

_CONFORMING = {"PluginAdvice", "assert_conforms"}
_CASES = {"run_case", "run_cases"}


def _home(name: str) -> str:
    """The module in which a public name is at home."""
    if name in _CONFORMING:
        return "perfkit.testing.conforming"
    if name in _CASES:
        return "perfkit.testing.cases"
    return "perfkit.testing.kits" if name == "make_kit" else "perfkit.testing.builders"


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'perfkit.testing' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_home(name)), name)
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
