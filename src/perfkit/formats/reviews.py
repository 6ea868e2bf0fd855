"""``[[reviews]]``: points that others gave by hand, and ``[grounds]``: what the facts of a project rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.notes import Notes
from perfkit.formats.scalars import read_number
from perfkit.formats.texts import name_of, text_of
from perfkit.formats.written import WrittenReview
from perfkit.model import COMPUTED, Review, plain


def read_reviews(written: tuple[WrittenReview, ...], place: Place, notes: Notes) -> tuple[Review, ...]:
    """The reviews of the list at ``place``: each evaluator gives points once."""
    found: dict[str, Review] = {}
    for at, one in enumerate(written, start=1):
        here = place.inside(at)
        by = name_of(one.by, here.inside("by"), notes)
        if by == COMPUTED:
            notes.fault("review.computed", here.inside("by"), found=by)
        elif by in found:
            notes.fault("review.twice", here.inside("by"), found=quoted(by))
        points = notes.read(here.inside("points"), read_number, one.points)
        reason = text_of(one.reason, here.inside("reason"), notes)
        if points is not None and points < 0:
            notes.fault("review.negative", here.inside("points"), found=plain(points))
        elif points is not None:
            found.setdefault(by, Review(by, points, reason, notes.origin(here)))
    return tuple(found.values())


def read_reasons(written: Mapping[str, str], place: Place, notes: Notes) -> dict[str, str]:
    """The reason of each deviation, by the code of what the set measures."""
    found = {name: text_of(text, place.inside(name), notes) for name, text in written.items()}
    for name, text in found.items():
        if not text:
            notes.fault("name.empty", place.inside(name))
    return found


def read_grounds(written: Mapping[str, str], facts: Iterable[str], place: Place, notes: Notes) -> dict[str, str]:
    """The ground of each fact; one for a fact that is not given is kept with a remark."""
    known = tuple(facts)
    found: dict[str, str] = {}
    for name, text in written.items():
        here = place.inside(name)
        found[name] = text_of(text, here, notes)
        if not found[name]:
            notes.fault("name.empty", here)
        if name not in known:
            notes.remark("grounds.no-fact", here, name=quoted(name), near=nearest(name, known))
    return found
