"""Every hook a plugin may implement, in the order in which they are called. None can alter a score that is done.

A folder plugin implements the first five by its files: what lies there is what its hooks return. The others need
Python, in the ``hooks.py`` of a package. Whatever a hook is given is a copy that cannot be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pluggy

from perfkit.formats import LibraryFile, RuleFile, SetFile
from perfkit.model import Fact, Finding, Form, IndicatorSet, Layout, Portfolio, Project
from perfkit.plugins.output_format import OutputFormat
from perfkit.scoring import Evaluation

PROJECT = "perfkit"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def perfkit_indicator_sets() -> Sequence[SetFile]:  # type: ignore[empty-body] # a specification has no body
    """Indicator sets and amendments.

    When: once for each plugin, when the host is built.
    Returns: a list of the files of its sets and amendments; addresses ``id@edition`` are unique over all plugins.
    Order: by priority, then plugin id.
    Since: 0.1.

    Example:
        from pathlib import Path

        from perfkit import hookimpl
        from perfkit.formats import read_set


        @hookimpl
        def perfkit_indicator_sets():
            folder = Path(__file__).parent / "x-years"
            return [read_set(file, file.name) for file in sorted(folder.glob("*.toml"))]
    """


@hookspec
def perfkit_rules() -> Sequence[RuleFile]:  # type: ignore[empty-body] # a specification has no body
    """Named scoring rules.

    When: once for each plugin, when the host is built.
    Returns: a list of the files of its rules. A rule is seen by the sets of the plugin and by the sets that extend
        them; no two of one name may stand along a chain, and a plugin outside the chain is never consulted.
    Order: by priority, then plugin id.
    Since: 0.1.

    Example:
        from perfkit import hookimpl
        from perfkit.formats import RuleFile
        from perfkit.model import Rule, Title


        @hookimpl
        def perfkit_rules():
            half = Rule(name="half", title=Title("减半", "half"), share="min(actual / target, 1) / 2")
            return [RuleFile(name="hooks.py", rules={"half": half})]
    """


@hookspec
def perfkit_forms() -> Sequence[Form]:  # type: ignore[empty-body] # a specification has no body
    """Layouts of statutory tables.

    When: once for each plugin, when the host is built.
    Returns: a list of its forms; looked up by name along the chain of the set in use, nearest first.
    Order: by priority, then plugin id.
    Since: 0.1.

    Example:
        from perfkit import hookimpl
        from perfkit.model import Column, Form


        @hookimpl
        def perfkit_forms():
            columns = [Column(label="项目", value="name"), Column(label="得分", value="points")]
            return [Form(name="short", rows="scored", columns=columns)]
    """


@hookspec
def perfkit_layouts() -> Sequence[Layout]:  # type: ignore[empty-body] # a specification has no body
    """Layouts of forms that people fill in: the words by which a filled-in form is read, and a blank one is written.

    When: once for each plugin, when the host is built.
    Returns: a list of its layouts; looked up by name along the chain of the set in use, nearest first. A sheet is read
        with the one that fits it best.
    Order: by priority, then plugin id.
    Since: 0.1.

    Example:
        from perfkit import hookimpl
        from perfkit.model import IndicatorTable, Layout, TableBlock, TableColumn


        @hookimpl
        def perfkit_layouts():
            keys = {"block": "一级指标", "name": "三级指标", "target": "指标值", "actual": "完成值", "weight": "分值"}
            columns = [TableColumn(key=key, words=[word]) for key, word in keys.items()]
            blocks = [TableBlock(code="output", words=["产出指标"])]
            table = IndicatorTable(words=["绩效指标"], columns=columns, blocks=blocks)
            return [Layout(name="short-form", titles=["简表"], table=table)]
    """


@hookspec
def perfkit_templates() -> Path | None:
    """The folder of report templates.

    When: once for each plugin, when the host is built.
    Returns: a folder, or None for no templates; looked up by name along the chain of the set in use, nearest first.
    Order: by priority, then plugin id.
    Since: 0.1.

    Example:
        from pathlib import Path

        from perfkit import hookimpl


        @hookimpl
        def perfkit_templates():
            return Path(__file__).parent / "x-pages"
    """


@hookspec
def perfkit_indicator_library() -> Sequence[LibraryFile]:  # type: ignore[empty-body] # a specification has no body
    """Indicators that projects may take by their code, and the words they are found by.

    When: once for each plugin, when its library is first asked for; never by evaluating.
    Returns: a list of the files of its library, besides those in ``indicators/``. An indicator is seen by the sets of
        the plugin and by the sets that extend them, the national ones by all; a code of a plugin further up the chain
        needs ``replaces``.
    Order: along the chain of the set in use, from the base upwards.
    Since: 0.1.

    Example:
        from perfkit import hookimpl
        from perfkit.formats import LibraryFile
        from perfkit.model import LibraryIndicator, Title


        @hookimpl
        def perfkit_indicator_library():
            tea = LibraryIndicator(
                code="tea.area",
                name=Title("茶园面积", "Area of tea"),
                category="quantity",
                unit="亩",
                direction="at-least",
                sectors=["agriculture"],
                types=["industry"],
                source="department-statistics",
                evidence="working",
            )
            return [LibraryFile(name="hooks.py", indicators=[tea])]
    """


@hookspec
def perfkit_readers() -> Mapping[str, Callable[[Path], Portfolio]]:  # type: ignore[empty-body] # a specification has no body
    """Readers of files of facts that perfkit cannot read by itself.

    When: each time a file of facts is read whose name ends in something else than ``.toml``.
    Returns: a table from the end of a file's name, such as ``.dat``, to a function that takes the path and gives the
        portfolio, or raises :class:`~perfkit.errors.InputError` with every fault.
    Order: of all plugins of the kit. Where two of one priority claim one ending, the file is refused; ``.toml`` and
        folders are always read by perfkit itself, ``.json`` and ``.jsonl`` unless a longer ending such as ``.oa.json``
        fits.
    Since: 0.1.

    Example:
        from perfkit import Portfolio, Project, hookimpl


        def read_names(path):
            names = path.read_text(encoding="utf-8").split()
            return Portfolio(unit="青禾镇", year=2024, projects=[Project(name=name) for name in names])


        @hookimpl
        def perfkit_readers():
            return {".names": read_names}
    """


@hookspec
def perfkit_facts(project: Project, indicator_set: IndicatorSet) -> Mapping[str, Fact]:  # type: ignore[empty-body] # a specification has no body
    """Facts from a data source, or computed in Python, that a project does not state itself.

    The only hook that takes part in a score. Where it raises, returns what is no fact of the kind that the set needs,
    or gives another value when it is asked again, the facts in question are absent, and every score that needs them.

    When: twice for each project, before it is scored.
    Returns: a table of facts by the names that the set or its rules have under ``needs``: texts of labels, truths,
        exact numbers (never float), lists of records. What the project states itself stays. Same input, same facts.
    Order: of the plugins along the chain of the set in use, by priority, then plugin id. Of two that give one fact the
        one of higher priority counts; with one priority and two values the fact is absent.
    Since: 0.1.

    Example:
        from perfkit import hookimpl


        @hookimpl
        def perfkit_facts(project, indicator_set):
            return {"inspected": project.name == "甲"}
    """


@hookspec
def perfkit_evaluated(evaluation: Evaluation) -> None:
    """A notification that an evaluation was made.

    When: after each evaluation, before the kit returns it.
    Returns: nothing. What it raises is handed on to the ``on_fault`` of the caller, or else goes to the log.
    Order: every plugin of the kit, by priority, then plugin id.
    Since: 0.1.

    Example:
        import logging

        from perfkit import hookimpl


        @hookimpl
        def perfkit_evaluated(evaluation):
            logging.getLogger("qinghe").info("%s: %s", evaluation.portfolio.unit.name, evaluation.mean)
    """


@hookspec
def perfkit_checks(evaluation: Evaluation) -> Sequence[Finding]:  # type: ignore[empty-body] # a specification has no body
    """Findings about an evaluation.

    When: whenever an evaluation is checked or reported, after the checks of perfkit.
    Returns: a list of findings, each with a ``text`` of its own; the id of the plugin is set before its code. What the
        hook raises becomes a finding of severity ``error``, and the findings of others stand.
    Order: of the plugins along the chain of the set in use, by priority, then plugin id.
    Since: 0.1.

    Example:
        from perfkit import Finding, Place, hookimpl
        from perfkit.model import Title


        @hookimpl
        def perfkit_checks(evaluation):
            text = Title("没有写实施单位", "the unit in charge is not said")
            return [
                Finding("no-unit", "warning", Place(item=result.project.name), text=text)
                for result in evaluation.projects
                if not result.project.unit
            ]
    """


@hookspec
def perfkit_report_context(evaluation: Evaluation) -> Mapping[str, Any]:  # type: ignore[empty-body] # a specification has no body
    """Further data for the templates of a report.

    When: before a report is rendered; what the hook raises stops the report, and nothing is written.
    Returns: a table by name, of plain values: texts, truths, exact numbers (never float), figures, days, and lists and
        tables of these. A template finds it as ``plugins["plugin id"].name``.
    Order: of the plugins along the chain of the set in use, by priority, then plugin id; nothing is merged.
    Since: 0.1.

    Example:
        from perfkit import hookimpl


        @hookimpl
        def perfkit_report_context(evaluation):
            return {"leader": "王某", "visits": [{"day": "3 月 5 日", "places": 4}]}
    """


@hookspec
def perfkit_report_filters() -> Mapping[str, Callable[..., Any]]:  # type: ignore[empty-body] # a specification has no body
    """Filters for the templates of a report.

    When: before a report is rendered; what a filter raises stops the report at the line of the template.
    Returns: a table from the name of a filter to a function. A template calls it by the id of the plugin and its name,
        as in ``report.year | cn.qinghe.spelled``. It is given plain values and returns one; text is escaped as always.
    Order: of the plugins along the chain of the set in use, by priority, then plugin id.
    Since: 0.1.

    Example:
        from perfkit import hookimpl


        def spelled(year):
            return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


        @hookimpl
        def perfkit_report_filters():
            return {"spelled": spelled}
    """


@hookspec
def perfkit_writers() -> Mapping[str, OutputFormat]:  # type: ignore[empty-body] # a specification has no body
    """Formats in which a report can be written besides HTML and Word.

    When: each time a report is written; the function of a format that is asked for is called twice, for the same input
        must give the same bytes.
    Returns: a table from the name of a format to an :class:`~perfkit.plugins.OutputFormat`: the name of the file, and a
        function that takes the evaluation, its findings and the language and gives the bytes.
    Order: of the plugins along the chain of the set in use, by priority, then plugin id. A format is asked for as
        ``plugin id:name``, or by its name alone where no other plugin of the chain has one of that name.
    Since: 0.1.

    Example:
        from perfkit import hookimpl
        from perfkit.plugins import OutputFormat


        def lines(evaluation, findings, language):
            rows = [f"{one.project.name},{one.points.digits if one.points else ''}" for one in evaluation.projects]
            return ";".join(rows).encode()


        @hookimpl
        def perfkit_writers():
            return {"lines": OutputFormat(file="points.csv", write=lines)}
    """
