"""What was possible for one project: bounded when somebody asks, for most evaluations nobody does."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from perfkit.scoring.bounds.grades import possible_grades
from perfkit.scoring.bounds.shown import Bounds, hull
from perfkit.scoring.bounds.tree import Bounding


@frozen(eq=False)
class Room:
    """The room that what is known of a project leaves for its points.

    Attributes:
        ways: the tree under each of the weights that may hold.
    """

    ways: tuple[Bounding, ...]

    @cached_property
    def total(self) -> Bounds:
        """The possible totals."""
        return hull([way.bounds() for way in self.ways])

    def of(self, code: str) -> Bounds:
        """The possible points of a node of the set, or of a line."""
        return hull([way.bounds_of(code) for way in self.ways])

    def grades(self) -> tuple[str, ...]:
        """The possible grades, as the scale orders them, and behind them those that it does not know."""
        found = [grade for way in self.ways for grade in possible_grades(way, self.total)]
        order = [band.name for band in self.ways[0].plan.indicator_set.grades.bands]
        return tuple(dict.fromkeys([*(grade for grade in order if grade in found), *found]))
