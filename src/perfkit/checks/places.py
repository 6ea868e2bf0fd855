"""Where a finding shows, and the small figures it counts with."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from perfkit.errors import NOWHERE, Place
from perfkit.model import Figure, Origin, Project, Stated


def place_of(origin: Origin | None, item: str = "") -> Place:
    """The place of an origin, with the thing it is about."""
    return evolve(origin.place if origin else NOWHERE, item=item)


def project_place(project: Project) -> Place:
    """Where a project stands: its own row or file, with code and name."""
    item = f"{project.code} {project.name}" if project.code else project.name
    return place_of(project.origin, item)


def stated_place(stated: Stated, item: str = "") -> Place:
    """Where a stated figure stands."""
    return place_of(stated.origin, item)


def counted(number: int) -> Figure:
    """A count as a figure."""
    return Figure(Fraction(number))
