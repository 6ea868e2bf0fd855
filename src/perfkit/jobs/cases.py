"""Run a worked example: its facts are scored, and every difference from what it expects is told."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from perfkit.checks import check
from perfkit.errors import Fault, PerfkitError, nearest
from perfkit.formats import Expected, WorkedCase, case_title, read_case
from perfkit.jobs.choose import chosen_set
from perfkit.jobs.evaluating import scored
from perfkit.jobs.hosting import host_for
from perfkit.jobs.read import library_for
from perfkit.model import Exact, Figure, Finding, comparable, exact_text, plain
from perfkit.model.kinds import as_tuple
from perfkit.plugins import PluginHost
from perfkit.scoring import Evaluation, NodeResult, ProjectResult, ScoreLine, Use, use_of_result
from perfkit.wording import Language, say


@frozen(kw_only=True)
class CaseResult:
    """What came of one worked example.

    Attributes:
        title, name: of the case; the file as seen from its plugin.
        case: what was read; evaluation: what was scored; None where that could not be done.
        faults: why it could not be read or scored.
        differences: what came out otherwise than expected, in the order of the file.
    """

    title: str
    name: str
    case: WorkedCase | None = field(default=None, repr=False)
    evaluation: Evaluation | None = field(default=None, repr=False)
    faults: tuple[Fault, ...] = field(default=(), converter=as_tuple)
    differences: tuple[Fault, ...] = field(default=(), converter=as_tuple)

    @property
    def passed(self) -> bool:
        """Whether it was scored and all came out as expected."""
        return not self.faults and not self.differences

    def worded(self, language: Language) -> Iterator[str]:
        """One line that says whether it passed, and one for each thing that is wrong."""
        yield say("case.passed" if self.passed else "case.failed", language, title=self.title, name=self.name)
        yield from ("  " + fault.worded(language) for fault in (*self.faults, *self.differences))

    def record(self, language: Language) -> dict[str, Any]:
        """The result as plain data."""
        return {
            "title": self.title,
            "case": self.name,
            "passed": self.passed,
            "faults": [fault_record(fault, language) for fault in self.faults],
            "differences": [fault_record(fault, language) for fault in self.differences],
        }


def fault_record(fault: Fault, language: Language) -> dict[str, Any]:
    """A fault as plain data."""
    place = fault.place
    where = {"file": place.file or None, "line": place.line, "key": place.key or None}
    return {"code": fault.code, **where, "message": fault.worded(language)}


@frozen
class Computed:
    """What came out, as a message shows it: the printed figure, with the exact one where printing hides it."""

    figure: Figure | None
    reason: Finding | Fault | None = None

    def worded(self, language: Language) -> str:
        if self.figure is None:
            none = say("case.computed-none", language)
            return none if self.reason is None else because(none, self.reason, language)
        shown = self.figure.shown
        if shown is not None and Exact(shown) == self.figure.scaled:
            return self.figure.digits
        exact = exact_text(self.figure.scaled)
        if exact == self.figure.digits:
            return exact
        return say("case.computed-exact", language, digits=self.figure.digits, exact=exact)


@frozen
class Graded:
    """The grade or verdict that came out, as a message shows it."""

    grade: str

    def worded(self, language: Language) -> str:
        return self.grade or say("case.computed-no-grade", language)


@frozen
class Codes:
    """Codes of findings or outcomes, as a message lists them."""

    codes: tuple[str, ...]

    def worded(self, language: Language) -> str:
        separator = "、" if language == "zh" else ", "
        return separator.join(self.codes) or say("case.nothing-found", language)


@frozen
class Word:
    """A value or a day that came out, as a message shows it."""

    word: str

    def worded(self, language: Language) -> str:
        return self.word or say("case.computed-nothing", language)


def because(what: str, reason: Finding | Fault, language: Language) -> str:
    """What did not come out, with the reason why."""
    return say("case.computed-because", language, what=what, reason=reason.worded(language))


def run_cases(host: PluginHost, paths: Iterable[Path]) -> tuple[CaseResult, ...]:
    """The cases at these places, one after the other."""
    return tuple(run_case_at(host, path) for path in paths)


def run_case_at(host: PluginHost, path: Path) -> CaseResult:
    """The case in a file or folder, read and run; one that cannot be read has faults and no differences."""
    try:
        case = read_case(path, library_for(host, path))
    except PerfkitError as error:
        return CaseResult(title=case_title(path), name=f"{path.parents[1].name}/cases/{path.name}", faults=error.faults)
    return run_case(host, case)


def run_case(host: PluginHost, case: WorkedCase) -> CaseResult:
    """Score the facts of a case under the set it names, and hold what comes out against what it expects."""
    try:
        reaching = host_for(host, case.portfolio)
        chosen = chosen_set(reaching, case.portfolio, None)
        evaluation = scored(reaching, case.portfolio, chosen)
    except PerfkitError as error:
        return CaseResult(title=case.title, name=case.name, case=case, faults=_placed(error.faults, case))
    held = _Held(case, evaluation, _plugins(host, case))
    differences = [fault for one in case.expected if (fault := held.against(one)) is not None]
    return CaseResult(title=case.title, name=case.name, case=case, evaluation=evaluation, differences=differences)


def _placed(faults: Iterable[Fault], case: WorkedCase) -> Iterator[Fault]:
    """Faults that name no file are the case's, which asked for what there is not."""
    for fault in faults:
        yield fault if fault.place.file else evolve(fault, place=evolve(fault.place, file=case.name))


def _plugins(host: PluginHost, case: WorkedCase) -> str:
    """The option that brings the plugin of the case where it has to be named: a folder, not a package."""
    folder = case.path.parents[1]
    own = [record for record in host.records if record.folder.resolve() == folder.resolve()]
    named = own and own[0].module is None and own[0].source == str(own[0].folder)
    return f" --plugins {_typed(str(folder))}" if named else ""


@frozen
class _Held:
    """What came out of a case, to be held against each thing it expects."""

    case: WorkedCase
    evaluation: Evaluation
    plugins: str

    def against(self, one: Expected) -> Fault | None:
        """The difference, or None where it came out as expected."""
        result = None if one.project is None else self._result(one)
        match one.what:
            case "points" | "mean":
                return self._figure(one, result)
            case "grade":
                found = self.evaluation.grade if result is None else result.grade
                return None if found == one.value else self._told("case.grade", one, computed=Graded(found))
            case "absent":
                return self._absent(one, result)
            case "finding":
                return self._finding(one, result)
            case "line" | "verdict" | "actual":
                return None if result is None else self._line(one, result)
            case "follows" | "cut-from" | "cut-to" | "due":
                return None if result is None else self._use(one, result)

    def _result(self, one: Expected) -> ProjectResult:
        # paired by their order, since hooks may add facts to what was read
        results = zip(self.case.portfolio.projects, self.evaluation.projects, strict=True)
        return next(result for project, result in results if project is one.project)

    def _figure(self, one: Expected, result: ProjectResult | None) -> Fault | None:
        figure = self.evaluation.mean if result is None else result.final_points
        if _prints(figure, one):
            return None
        computed = Computed(figure, _reason(result) if figure is None else None)
        return self._told("case.mean" if result is None else "case.points", one, computed=computed)

    def _absent(self, one: Expected, result: ProjectResult | None) -> Fault | None:
        points = None if result is None else result.final_points
        if (points is None) == one.value:
            return None
        reason = _reason(result) if points is None else None
        code = "case.absent" if one.value else "case.not-absent"
        return self._told(code, one, computed=Computed(points, reason))

    def _finding(self, one: Expected, result: ProjectResult | None) -> Fault | None:
        evaluation = self.evaluation
        if result is not None and len(evaluation.projects) > 1:
            alone = evolve(evaluation.portfolio, projects=(result.project,), groups=(), remarks=())
            evaluation = evolve(evaluation, portfolio=alone, projects=(result,), groups=(), findings=())
        codes = tuple(dict.fromkeys(finding.code for finding in check(evaluation)))
        return None if one.value in codes else self._told("case.finding", one, "check", computed=Codes(codes))

    def _line(self, one: Expected, result: ProjectResult) -> Fault | None:
        if not result.lines:  # nothing could be scored: the line is not unknown, its points are
            return self._told("case.line", one, computed=Computed(None, _reason(result)))
        nodes = [node for root in result.nodes for node in root.walk()]
        by_code: list[ScoreLine | NodeResult] = [
            *(node for node in nodes if node.code == one.line),
            *(line for line in result.lines if line.code == one.line),
        ]
        wanted = comparable(one.line)
        if one.what != "line":
            by_code.sort(key=lambda entry: isinstance(entry, NodeResult))  # words stand with the line of a measure
        found = by_code[:1] or [line for line in result.lines if comparable(line.name) == wanted]
        if len(found) > 1:
            codes = tuple(f"{line.code}" for line in found)
            return Fault("case.line-several", one.place, {"line": one.line, "count": len(found), "codes": codes})
        if not found:
            known = tuple(dict.fromkeys([line.name for line in result.lines] + [node.code for node in nodes]))
            near = nearest(one.line, known)
            return Fault("case.line-unknown", one.place, {"line": one.line, "known": known, "near": near})
        if one.what == "verdict":
            verdict = found[0].verdict if isinstance(found[0], ScoreLine) else ""
            return None if verdict == one.value else self._told("case.verdict", one, computed=Graded(verdict))
        if one.what == "actual":
            actual = found[0].actual if isinstance(found[0], ScoreLine) else ""
            return None if actual == one.value else self._told("case.actual", one, computed=Word(actual))
        figure = _counted(found[0])
        computed = Computed(figure, found[0].absent if figure is None else None)
        return None if _prints(figure, one) else self._told("case.line", one, computed=computed)

    def _follows(self, one: Expected, use: Use) -> Fault | None:
        codes = tuple(following.outcome.code for following in use.following if following.undecided is None)
        return None if codes == one.value else self._told("case.follows", one, computed=Codes(codes))

    def _use(self, one: Expected, result: ProjectResult) -> Fault | None:
        """What follows from the result, how much it takes, and by when something has to be done."""
        stage = self.evaluation.portfolio.stage
        use = use_of_result(result, self.evaluation, None if stage is None else stage.on)
        if one.what == "follows":
            return self._follows(one, use)
        if one.what == "due":
            days = [clock.due for clock in use.clocks if clock.deadline.code == one.line]
            day = next((day for day in days if day is not None), None)
            computed = Word("" if day is None else day.isoformat())
            return None if day == one.value else self._told("case.due", one, "use", computed=computed)
        cut = next((follows.cut for follows in use.following if follows.outcome.code == one.line), None)
        end = None if cut is None else cut.lowest if one.what == "cut-from" else cut.highest
        if end is not None and isinstance(one.value, Decimal) and end.exact == Exact(one.value):
            return None
        return self._told("case.cut", one, "use", computed=Word("" if end is None else str(end)))

    def _told(self, code: str, one: Expected, command: str = "explain", **said: object) -> Fault:
        """A difference, with the command that shows how it came about."""
        expected: object = plain(one.value) if isinstance(one.value, Decimal) else one.value
        if isinstance(one.value, tuple):
            expected = Codes(one.value)
        call = ["perfkit", "explain" if command == "use" else command, str(self.case.path)]
        if one.project is None and command == "explain":
            call[1] = "evaluate"
        elif one.project is not None and command in ("explain", "use"):
            call += [one.project.key, *(["--about", "use"] if command == "use" else [])]
        shown = " ".join(map(_typed, call)) + self.plugins
        return Fault(code, one.place, {"expected": expected, "line": one.line, "command": shown, **said})


def _typed(text: str) -> str:
    """A word of a command as it is typed: in quotes only where a shell would take it apart."""
    return text if all(character.isalnum() or character in "_-./:@" for character in text) else shlex.quote(text)


def _prints(figure: Figure | None, one: Expected) -> bool:
    """Whether the printed figure is just the number that is expected; digits that never end print no number."""
    return figure is not None and figure.shown is not None and figure.shown == one.value


def _counted(found: ScoreLine | NodeResult) -> Figure | None:
    """The points that count: of a line those that somebody else gave, if the set says so."""
    if isinstance(found, ScoreLine) and found.final is not None:
        return found.final
    return found.points


def _reason(result: ProjectResult | None) -> Finding | None:
    """Why a project has no total."""
    return next((one for one in result.findings if one.severity == "error"), None) if result else None
