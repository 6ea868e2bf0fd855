"""Score a portfolio with what its plugins know: the facts they give come first, and what is scored stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import evolve

from perfkit.checks import check
from perfkit.errors import Fault
from perfkit.jobs.progress import Progress, silent
from perfkit.model import Finding, IndicatorSet, Portfolio
from perfkit.plugins import FactHooks, PluginHost, log, notified, plugin_findings
from perfkit.scoring import Evaluation, evaluate

OnFault: TypeAlias = Callable[[Fault], None]
"""Called with what went wrong beside an evaluation, which is whole all the same."""


def scored(
    host: PluginHost, portfolio: Portfolio, indicator_set: IndicatorSet, progress: Progress = silent
) -> Evaluation:
    """The evaluation of a portfolio, with the facts that the plugins along the chain of the set give its projects.

    Scoring itself knows no hooks: facts arrive as facts, with plugin, version and line as their origin.
    """
    hooks = FactHooks.of(host.along(indicator_set), indicator_set)
    found: dict[str, Finding] = {}
    projects = []
    for project in portfolio.projects:
        known, findings = hooks.project(project)
        projects.append(known)
        found |= {one.worded("zh"): one for one in findings}  # what is the same for all projects is said once
    if any(known is not project for known, project in zip(projects, portfolio.projects, strict=True)):
        portfolio = evolve(portfolio, projects=projects)
    evaluation = evaluate(portfolio, indicator_set, lambda done, of: progress("step.evaluate", done, of))
    return evolve(evaluation, findings=(*evaluation.findings, *found.values())) if found else evaluation


def tell_plugins(host: PluginHost, evaluation: Evaluation, on_fault: OnFault | None) -> Evaluation:
    """The same evaluation, once every plugin of the kit has been told of it; faults go to the caller, or to the log."""
    for fault in notified(host.records, evaluation):
        (on_fault or log)(fault)
    return evaluation


def checked(host: PluginHost, evaluation: Evaluation) -> tuple[Finding, ...]:
    """Every finding about an evaluation: those of perfkit, then those of the plugins along its chain."""
    return (*check(evaluation), *plugin_findings(host.along(evaluation.indicator_set), evaluation))
