"""The ways through a formula: a tree of tests, each end of which has a value and remembers what was tested."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeAlias, TypeVar

from attrs import define, evolve, field, frozen

from perfkit.formula.normal_form.guarded import Branch, NoValue, Quotient, Relation, Sign, Split, Test, Told
from perfkit.formula.normal_form.polynomial import Polynomial, TooLargeError
from perfkit.formula.normal_form.signs import ABOVE, BELOW, NOT_ABOVE, NOT_BELOW, ZERO, Known, Signs

MOST_NODES = 2_000
MOST_FORKS = 160
DEEPEST = 60

T = TypeVar("T")
U = TypeVar("U")


@frozen
class Path:
    """What is settled on the way to a place: signs, truths, and values of ``let``."""

    known: Known
    truths: Mapping[str, bool] = field(factory=dict)
    named: Mapping[str, Quotient | bool | NoValue] = field(factory=dict)

    def naming(self, name: str, value: Quotient | bool | NoValue) -> Path:
        return evolve(self, named={**self.named, name: value})


@frozen
class End(Generic[T]):
    """The end of a way, with the value there."""

    path: Path
    value: T


@frozen
class Gone:
    """The end of a way on which there is no value."""

    path: Path
    value: NoValue


@frozen
class Fork(Generic[T]):
    """A test that divides the ways."""

    test: Test
    holds: Ways[T]
    fails: Ways[T]


Ways: TypeAlias = End[T] | Gone | Fork[T]


def then(ways: Ways[T], step: Callable[[Path, T], Ways[U]]) -> Ways[U]:
    """The ways that go on from each end with a value."""
    match ways:
        case Fork():
            return Fork(ways.test, then(ways.holds, step), then(ways.fails, step))
        case End():
            return step(ways.path, ways.value)
        case Gone():
            return ways


def branches(ways: Ways[Quotient]) -> Branch:
    """The tests and values alone; a test is left out if the same comes of it either way."""
    if not isinstance(ways, Fork):
        return ways.value
    holds, fails = branches(ways.holds), branches(ways.fails)
    return holds if holds == fails else Split(ways.test, holds, fails)


@define
class Explorer:
    """Divides ways where what is known does not decide, as long as there are not too many.

    Raises:
        TooLargeError: by any method, when the bounds are reached.
    """

    _nodes: int = 0
    _forks: int = 0
    _depth: int = 0

    def enter(self) -> None:
        """Into one more node of the formula."""
        self._nodes += 1
        self._depth += 1
        if self._nodes > MOST_NODES or self._depth > DEEPEST:
            raise TooLargeError

    def leave(self) -> None:
        self._depth -= 1

    def told(self, name: str, path: Path) -> Ways[bool]:
        """By a truth."""
        if name in path.truths:
            return End(path, path.truths[name])
        self._fork()
        yes, no = (evolve(path, truths={**path.truths, name: so}) for so in (True, False))
        return Fork(Told(name), End(yes, True), End(no, False))

    def decide(
        self,
        path: Path,
        polynomial: Polynomial,
        signs: Signs,
        holds: Callable[[Path], Ways[T]],
        fails: Callable[[Path], Ways[T]],
    ) -> Ways[T]:
        """By whether the sign of a polynomial is one of these."""
        possible = path.known.of(polynomial)
        if possible <= signs:
            return holds(path)
        if not possible & signs:
            return fails(path)
        self._fork()
        plain, flip = path.known.plain(polynomial)
        factor, relation = _TESTS[frozenset(flip * sign for sign in signs)]
        yes, no = (
            evolve(path, known=path.known.told(polynomial, part)) for part in (possible & signs, possible - signs)
        )
        return Fork(Sign(plain.times(factor), relation), holds(yes), fails(no))

    def _fork(self) -> None:
        self._forks += 1
        if self._forks > MOST_FORKS:
            raise TooLargeError


_TESTS: Mapping[Signs, tuple[int, Relation]] = {
    ABOVE: (1, ">"),
    NOT_BELOW: (1, ">="),
    ZERO: (1, "="),
    ABOVE | BELOW: (1, "<>"),
    BELOW: (-1, ">"),
    NOT_ABOVE: (-1, ">="),
}
