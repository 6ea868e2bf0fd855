"""Where a finding shows, and the small figures it counts with."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from perfkit.errors import NOWHERE, Place
from perfkit.model import Figure, Origin, Project, Stated


def place_of(origin: Origin | None, item: str = "", part: str = "") -> Place:
    """The place of an origin, or of a part of it that has one of its own, with the thing it is about."""
    return evolve(origin.at(part) if origin else NOWHERE, item=item)


def project_place(project: Project, entry: str) -> Place:
    """Where a project states ``entry``, ``points`` or ``grade``, with its code and name; else where it stands."""
    item = f"{project.code} {project.name}" if project.code else project.name
    stated = project.stated
    origin = None if stated is None else _origin_of(stated, entry) or stated.origin
    return place_of(origin or project.origin, item)


def stated_place(stated: Stated, entry: str, item: str = "") -> Place:
    """Where an entry of what is stated stands (``points``, ``amounts.budget``): its own line, if a file was read."""
    own = _origin_of(stated, entry)
    if own is None:
        return place_of(stated.origin, " · ".join(part for part in (item, entry) if part))
    return place_of(own, item)


def _origin_of(stated: Stated, entry: str) -> Origin | None:
    figures = {"points": stated.points}
    figures |= {f"amounts.{stage}": figure for stage, figure in stated.amounts.items()}
    figures |= {f"rates.{name}": figure for name, figure in stated.rates.items()}
    figure = figures.get(entry)
    return stated.origins.get(entry) if figure is None else figure.origin


def counted(number: int) -> Figure:
    """A count as a figure."""
    return Figure(Fraction(number))
