"""Which project of one evaluation is which of another: by code, else by name, never by likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from perfkit.model import Project, comparable


@frozen
class Pairing:
    """Projects by their positions on both sides.

    Attributes:
        pairs: position before and after, in the order before.
        only_before, only_after: what has no partner, in order.
    """

    pairs: tuple[tuple[int, int], ...]
    only_before: tuple[int, ...]
    only_after: tuple[int, ...]

    @classmethod
    def of(cls, before: Sequence[Project], after: Sequence[Project]) -> Pairing:
        """Pairs what bears the same code once on both sides; of the rest, what bears the same name.

        Of several with one name those whose facts are equal belong together; a single one that is left on both sides
        is the partner of the other. What then is still ambiguous stays unpaired.
        """
        pairs = dict(_by_code(before, after))
        taken = set(pairs.values())
        left = [at for at in range(len(before)) if at not in pairs]
        right = [at for at in range(len(after)) if at not in taken]
        names_after = _gathered(right, after)
        for name, positions in _gathered(left, before).items():
            pairs.update(_by_name(positions, names_after.get(name, []), before, after))
        taken = set(pairs.values())
        return cls(
            tuple(sorted(pairs.items())),
            tuple(at for at in range(len(before)) if at not in pairs),
            tuple(at for at in range(len(after)) if at not in taken),
        )


def _by_code(before: Sequence[Project], after: Sequence[Project]) -> Iterator[tuple[int, int]]:
    positions = _coded(after)
    return ((at, positions[code]) for code, at in _coded(before).items() if code in positions)


def _coded(projects: Sequence[Project]) -> Mapping[str, int]:
    """The position of each code that is used once."""
    counts = Counter(project.code for project in projects)
    return {
        project.code: at
        for at, project in enumerate(projects)
        if project.code is not None and counts[project.code] == 1
    }


def _gathered(positions: Iterable[int], projects: Sequence[Project]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at in positions:
        found.setdefault(comparable(projects[at].name), []).append(at)
    return found


def _by_name(
    left: Sequence[int], right: Sequence[int], before: Sequence[Project], after: Sequence[Project]
) -> Iterator[tuple[int, int]]:
    """The pairs among projects of one name."""
    waiting, rest = list(right), []
    for at in left:
        same = next((other for other in waiting if before[at] == after[other]), None)
        if same is None:
            rest.append(at)
        else:
            waiting.remove(same)
            yield at, same
    if len(rest) == len(waiting) == 1:
        yield rest[0], waiting[0]
