"""One project: its score card weighed, scored and bounded, and whose total counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from perfkit.errors import NOWHERE, Fault, Place
from perfkit.formula import Absent, Facts
from perfkit.model import COMPUTED, Finding, IndicatorSet, Project
from perfkit.scoring.adjusting import without_ground
from perfkit.scoring.asking import place_of_line
from perfkit.scoring.bounds.lines import Lines
from perfkit.scoring.bounds.room import Room
from perfkit.scoring.bounds.tree import Bounding
from perfkit.scoring.derivation import Decision
from perfkit.scoring.facts import has_card
from perfkit.scoring.final import final, refused, unexplained
from perfkit.scoring.lines import score_lines
from perfkit.scoring.measured import rate
from perfkit.scoring.nodes import Tree, combining_terms, shares_shown, tree
from perfkit.scoring.peers import Peers
from perfkit.scoring.plan import TOTAL, VERDICTS, Plan, RulePlan
from perfkit.scoring.result import ProjectResult, ScoreLine, State
from perfkit.scoring.sums import grade
from perfkit.scoring.verdicts import verdicts_given
from perfkit.scoring.weighing import Weighed, may_hold, undecided
from perfkit.scoring.weights import misfits, remarks, wrong_weights


def project_result(project: Project, known: Facts, plan: Plan, peers: Peers) -> ProjectResult:
    """The result of one project, whatever state it is in."""
    basic = _basic(project, known, plan)
    if plan.gives_no_points:
        return _only_judged(basic, known, plan, peers)
    possible = list(may_hold(plan, known))
    if not has_card(project, plan.indicator_set):
        return _with_final(_without_card(basic, possible, known, plan, peers), None, known, plan)
    weights = possible[0].weights
    if faults := _unfit(project, plan, possible[0]):
        findings = tuple(Finding.of(fault, "error") for fault in faults)
        return _with_final(evolve(basic, state="absent", findings=findings), None, known, plan)
    lines = score_lines(project, known, plan, weights, peers, with_indicators=True)
    above = tree(lines, plan, weights, known, project)
    scored = evolve(
        basic,
        state="absent" if above.total is None else "computed",
        points=above.total,
        nodes=above.roots,
        derivation=above.derivation,
        adjusted=above.adjusted,
        weight_case=possible[0].case,
        room=Room((Bounding(lines, weights, Lines(plan, known, project), above),)),
        lines=lines,
        findings=(*_line_findings(lines, above, project, plan.indicator_set), *remarks(project, plan, weights)),
    )
    return _with_final(scored, above, known, plan)


def _basic(project: Project, known: Facts, plan: Plan) -> ProjectResult:
    """What holds of a project before anything is scored: what it states, and its rates."""
    stated = project.stated.points if project.stated else None
    state: State = "unscored" if stated is None else "stated"
    return ProjectResult(
        project=project,
        indicator_set=plan.indicator_set,
        state=state,
        stated_points=stated,
        stated_grade=project.stated.grade if project.stated else "",
        execution_rate=rate(known, "execution_rate", plan),
        receipt_rate=rate(known, "receipt_rate", plan),
    )


def _only_judged(basic: ProjectResult, known: Facts, plan: Plan, peers: Peers) -> ProjectResult:
    """A project under a set that gives no points: the verdict of each line, and the grade that follows from them."""
    if faults := misfits(basic.project, plan):
        return evolve(basic, state="absent", findings=tuple(Finding.of(fault, "error") for fault in faults))
    weights = {node.code: Fraction(node.weight) for node in plan.indicator_set.nodes()}
    lines = score_lines(basic.project, known, plan, weights, peers, with_indicators=True)
    found = evolve(basic, lines=lines, findings=tuple(_undecided(lines, basic.project)))
    if plan.grade_by is None or not (lines or basic.project.facts):
        return found
    facts = {**known, VERDICTS: verdicts_given(lines)}
    return _graded_by(found, plan.grade_by, facts, Decision(plan.grade_by.compiled, facts, {}, combining_terms(plan)))


def _unfit(project: Project, plan: Plan, weighed: Weighed) -> tuple[Fault, ...]:
    """What keeps a score card from being scored at all: indicators out of place, open weights, a wrong sum."""
    if faults := misfits(project, plan):
        return faults
    if weighed.undecided is not None:
        return (undecided(weighed.undecided, _place(project)),)
    return tuple(wrong_weights(project, plan, weighed.weights))


def _without_card(
    basic: ProjectResult, possible: Sequence[Weighed], known: Facts, plan: Plan, peers: Peers
) -> ProjectResult:
    """A project whose indicators are not known: its own measures, and the totals under all weights that may hold."""
    ways = []
    for one in possible:
        lines = score_lines(basic.project, known, plan, one.weights, peers, with_indicators=False)
        ways.append(Bounding(lines, one.weights, Lines(plan, known, basic.project), None))
    case = possible[0].case if len(possible) == 1 else None
    return evolve(basic, lines=lines, room=Room(tuple(ways)), weight_case=case)


def _with_final(result: ProjectResult, above: Tree | None, known: Facts, plan: Plan) -> ProjectResult:
    """The result with whose total counts, and its grade; no total where what an evaluator gave cannot count."""
    project, place = result.project, _place(result.project)
    by, _ = final(result.points, project.reviews, plan.indicator_set)
    most = _most(plan)
    given = [review for review in project.reviews if review.by == by != COMPUTED]
    fault = refused(given, plan.indicator_set.label(by), most, project.name, place) if given else None
    if fault is not None:
        return evolve(result, state="absent", points=None, findings=(*result.findings, Finding.of(fault, "error")))
    unsaid = unexplained(project.reviews, result.points, project.name, place, plan.indicator_set)
    findings = (*result.findings, *unsaid)
    return _graded(evolve(result, final_by=by, findings=findings), above, known, plan)


def _most(plan: Plan) -> Fraction:
    """The most points a project can have: full marks, or what an adjustment of the total may give beyond them."""
    limits = [adjustment.limits[1] for adjustment in plan.adjustments_at(TOTAL) if adjustment.limits is not None]
    return max([Fraction(plan.indicator_set.full_marks), *limits])


def _graded(result: ProjectResult, above: Tree | None, known: Facts, plan: Plan) -> ProjectResult:
    """The result with the grade of the total that counts: an adjustment's, that of the set's rule, or by its scale.

    The rule grades what is computed; points that somebody else gave are graded by the scale. An adjustment gives its
    grade whatever the points are.
    """
    points = result.final_points
    if points is None:
        return result
    if above is not None and above.grade:
        return evolve(result, grade=above.grade)
    if above is None or plan.grade_by is None or result.final_by != COMPUTED:
        return evolve(result, grade=grade(points, plan.indicator_set))
    facts = {**known, **above.facts, "weight": above.weight}
    graded = Decision(plan.grade_by.compiled, facts, shares_shown(above.roots), combining_terms(plan))
    return _graded_by(result, plan.grade_by, facts, graded)


def _graded_by(result: ProjectResult, rule: RulePlan, facts: Facts, graded: Decision) -> ProjectResult:
    """The result with the grade of a rule, also where what is missing could not change it; or why there is none."""
    label = rule.compiled.label(facts)
    if isinstance(label, Absent):
        whatever = set(rule.compiled.possible_labels(facts)) if label.reason == "missing" else set()
        if len(whatever) == 1:
            return evolve(result, grade=whatever.pop())
        fault = Finding.of(label.fault(_place(result.project)), "error")
        return evolve(result, findings=(*result.findings, fault))
    return evolve(result, grade=label, graded=graded)


def _place(project: Project) -> Place:
    return evolve(project.origin.place if project.origin else NOWHERE, item=project.name)


def _whose(place: Place, project: Project) -> Place:
    """The place of a line; where no file tells which project it is of, the project is named."""
    if place.file or place.item in ("", project.name):
        return place
    return evolve(place, item=f"{project.name} · {place.item}")


def _undecided(lines: Sequence[ScoreLine], project: Project) -> Iterator[Finding]:
    """Why points are absent, and verdicts for another reason than points are."""
    undecided = (line.undecided for line in lines if line.undecided not in (None, line.absent))
    absent = (line.absent for line in lines)
    faults = [fault for fault in (*absent, *undecided) if fault is not None]
    yield from (Finding.of(evolve(fault, place=_whose(fault.place, project)), "error") for fault in faults)


def _line_findings(
    lines: Sequence[ScoreLine], above: Tree, project: Project, indicator_set: IndicatorSet
) -> Iterator[Finding]:
    """Why points are absent, and what asks for a reason or a ground that nobody gave."""
    yield from _undecided(lines, project)
    yield from (Finding.of(evolve(fault, place=_whose(fault.place, project)), "error") for fault in above.faults)
    for line in lines:
        place = _whose(place_of_line(line), project)
        if line.must_explain:
            names = {"name": line.name, "actual": line.actual, "target": line.target}
            yield Finding("indicator.reason-needed", "warning", place, names=names)
        yield from unexplained(line.reviews, line.points, line.name, place, indicator_set)
    taken = [one for root in above.roots for node in root.walk() for one in node.adjusted]
    yield from without_ground([*taken, *above.adjusted], project, _place(project))
