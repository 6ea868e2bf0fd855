"""One structured project: from its file as written to the model."""

from __future__ import annotations

import datetime
import re

from perfkit.errors import Place
from perfkit.formats.complaints import missing_keys
from perfkit.formats.evidence import read_evidence_by_name
from perfkit.formats.facts import read_facts
from perfkit.formats.indicators import read_indicators
from perfkit.formats.lending import Lender
from perfkit.formats.money import read_funding
from perfkit.formats.notes import Notes
from perfkit.formats.reviews import read_grounds, read_reasons, read_reviews
from perfkit.formats.stated import read_stated
from perfkit.formats.texts import CODE_DIGITS, code_of, day_of, line_of, name_of, text_of, year_of
from perfkit.formats.use import read_chosen, read_events
from perfkit.formats.written import ProjectFile, WrittenIdentity, WrittenMeasure, WrittenPeriod, WrittenProblem
from perfkit.model import Measure, Problem, Project

_CODE_IN_NAME = re.compile(rf"(?<![0-9])[0-9]{{{CODE_DIGITS}}}(?![0-9])")


def read_project(written: ProjectFile, place: Place, notes: Notes, lender: Lender, *, alone: bool) -> Project | None:
    """The project of a file; None if it cannot be told which one it is. ``alone`` asks for year and unit as well."""
    identity, here = written.project, place.inside("project")
    needed = ("name", "year", "unit") if alone else ("name",)
    missing = [key for key in needed if getattr(identity, key) is None]
    if missing:
        notes.faults.append(missing_keys(missing, here))
    name = "" if identity.name is None else name_of(identity.name, here.inside("name"), notes)
    funding = None if written.funding is None else read_funding(written.funding, place.inside("funding"), notes)
    stated = None if written.stated is None else read_stated(written.stated, place.inside("stated"), notes)
    facts = read_facts(written.facts, place.inside("facts"), notes)
    reasons = read_reasons(written.reasons, place.inside("reasons"), notes)
    grounds = read_grounds(written.grounds, written.facts, place.inside("grounds"), notes)
    evidence = read_evidence_by_name(written.evidence, place.inside("evidence"), notes)
    reviews = read_reviews(written.reviews, place.inside("reviews"), notes)
    indicators = read_indicators(written.indicators, place.inside("indicators"), notes, lender)
    problems = read_problems(written.problems, place.inside("problems"), notes)
    measures = read_measures(written.measures, place.inside("measures"), notes)
    events, chosen = read_events(written.events, place.inside("events"), notes), read_chosen(written, place, notes)
    if not name:
        return None
    return Project(
        name=name,
        code=_code(identity, here.inside("code"), notes),
        year=None if identity.year is None else year_of(identity.year, here.inside("year"), notes),
        unit=line_of(identity.unit or "", here.inside("unit"), notes),
        department=line_of(identity.department, here.inside("department"), notes),
        period=_period(identity.period, identity.year, here.inside("period"), notes),
        goal=text_of(identity.goal, here.inside("goal"), notes),
        result=text_of(identity.result, here.inside("result"), notes),
        funding=funding,
        indicators=indicators,
        facts=facts,
        reasons=reasons,
        grounds=grounds,
        evidence=evidence,
        stated=stated,
        reviews=reviews,
        problems=problems,
        measures=measures,
        events=events,
        chosen=chosen,
        origin=notes.origin(place),
    )


def _code(identity: WrittenIdentity, place: Place, notes: Notes) -> str | None:
    """The code; a file whose name carries another code is refused, for one of the two is wrong."""
    if identity.code is None:
        return None
    code = code_of(identity.code, place, notes)
    named = _CODE_IN_NAME.search(place.file)
    if named and named[0] != code:
        notes.fault("code.other-than-file", place, found=code, file=named[0])
    return code


def _period(
    written: WrittenPeriod | None, year: int | None, place: Place, notes: Notes
) -> tuple[datetime.date, datetime.date] | None:
    if written is None:
        return None
    start, end = day_of(written.start, place.inside("start"), notes), day_of(written.end, place.inside("end"), notes)
    if start is None or end is None:
        return None
    if start > end:
        notes.fault("period.reversed", place, start=start.isoformat(), end=end.isoformat())
    elif year is not None and not start.year <= year <= end.year:
        notes.remark("period.other-year", place, start=start.isoformat(), end=end.isoformat(), year=year)
    return start, end


def read_problems(written: tuple[WrittenProblem, ...], place: Place, notes: Notes) -> tuple[Problem, ...]:
    """The problems of the list at ``place``."""
    found = []
    for at, one in enumerate(written, start=1):
        here = place.inside(at)
        title = name_of(one.title, here.inside("title"), notes)
        text, cause = text_of(one.text, here.inside("text"), notes), text_of(one.cause, here.inside("cause"), notes)
        deadline = None if one.deadline is None else day_of(one.deadline, here.inside("deadline"), notes)
        found.append(Problem(title, text, cause, line_of(one.owner, here.inside("owner"), notes), deadline))
    return tuple(found)


def read_measures(written: tuple[WrittenMeasure, ...], place: Place, notes: Notes) -> tuple[Measure, ...]:
    """The measures of the list at ``place``."""
    found = []
    for at, one in enumerate(written, start=1):
        here = place.inside(at)
        deadline = None if one.deadline is None else day_of(one.deadline, here.inside("deadline"), notes)
        found.append(
            Measure(
                name_of(one.title, here.inside("title"), notes),
                text_of(one.text, here.inside("text"), notes),
                line_of(one.owner, here.inside("owner"), notes),
                deadline,
                line_of(one.status, here.inside("status"), notes),
            )
        )
    return tuple(found)
