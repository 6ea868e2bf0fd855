"""Python source written line by line from a formula: what every part of the exact reading writes with.

Nothing of the formula's own text gets into the source. Names and texts are constants of the finished function
(``k0``, ``k1`` …), intermediate values are numbered (``v1`` …), and numbers are integers that were computed here, so
that no formula, whatever it says, can become a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from attrs import Factory, define, frozen

HEAVIEST = 24
"""How many facts may be multiplied into one value before it is reduced and its size looked at."""

REDUCED = 12
"""What a reduced value weighs: it may be as long as the product of so many facts, though it seldom is."""

LIGHT = 8
"""A result of no more facts than this is not worth a look at its size."""


@frozen
class Written:
    """A number in the source: numerator and denominator, each a variable or a literal integer.

    Attributes:
        weight: how many facts and literals were multiplied into it at most; bounds its size.
    """

    top: str
    bottom: str
    weight: int = 1

    @property
    def constant(self) -> Fraction | None:
        """The value where both are literals."""
        return Fraction(int(self.top), int(self.bottom)) if _literal(self.top) and _literal(self.bottom) else None


LONGEST_LITERAL = 1_000
"""Longer products of literals are left to the function; Python spells no integer of more than 4 300 digits."""


def _literal(text: str) -> bool:
    return text.removeprefix("-").isdigit()


def literal(value: Fraction) -> Written:
    """A constant."""
    return Written(str(value.numerator), str(value.denominator))


@define
class Writer:
    """The source of one function.

    Attributes:
        lines: written so far.
        constants: values that the source names but does not spell.
        known: names whose value stands in a variable here; a branch knows what stood before it, and forgets its own.
        arguments: the variable in which each fact comes in, or each ``let`` value stands.
        weights: of the ``let`` values, as on :class:`Written`.
        holders: the record in which a field is looked up, inside the loop over its list.
        looped: the lists of the loops around, from the outermost.
    """

    lines: list[str] = Factory(list)
    constants: dict[str, Any] = Factory(dict)
    known: dict[str, Any] = Factory(dict)
    arguments: dict[str, str] = Factory(dict)
    weights: dict[str, int] = Factory(dict)
    holders: dict[str, str] = Factory(dict)
    looped: list[str] = Factory(list)
    _depth: int = 1
    _variables: int = 0

    @classmethod
    def of(cls, names: Iterable[str]) -> Writer:
        """The writer of a function that takes these facts, in this order."""
        return cls(arguments={name: f"a{at}" for at, name in enumerate(names)})

    def line(self, text: str) -> None:
        self.lines.append("    " * self._depth + text)

    def variable(self) -> str:
        """A name that is not used yet."""
        self._variables += 1
        return f"v{self._variables}"

    def let(self, text: str) -> str:
        """A new variable with the value of the text."""
        name = self.variable()
        self.line(f"{name} = {text}")
        return name

    def constant(self, value: object) -> str:
        """The name under which the function finds the value."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """What is written inside stands under ``head``; names that are looked up there are not known behind it."""
        self.line(head)
        known, self.known = self.known, dict(self.known)
        self._depth += 1
        yield
        self._depth -= 1
        self.known = known

    @contextmanager
    def loop(self, records: str, fields: Collection[str]) -> Iterator[None]:
        """What is written inside is done for each record; its fields hide the names outside."""
        holders, record = self.holders, self.variable()
        self.holders = {**holders, **dict.fromkeys(fields, record)}
        self.looped.append(records)
        with self.block(f"for {record} in {records}:"):
            self.known = {name: value for name, value in self.known.items() if name not in fields}
            yield
        self.looped.pop()
        self.holders = holders

    def look_up(self, name: str, key: str) -> str:
        """The variable of a name that was not looked at yet; a field of a record may be missing there."""
        return self.let(f"{self.holders[name]}.get({key})") if name in self.holders else self.arguments[name]

    def product(self, left: str, right: str) -> str:
        """The product of two integers; nothing is written for what is known already."""
        if "0" in (left, right):
            return "0"
        if "1" in (left, right):
            return right if left == "1" else left
        if _literal(left) and _literal(right) and len(left) + len(right) < LONGEST_LITERAL:
            return str(int(left) * int(right))
        return f"{left}*{right}"

    def compared(self, left: Written, relation: str, right: Written) -> str:
        """A comparison of two numbers as an expression: cross-multiplied, and with 0 the sign alone."""
        if "0" in (left.top, right.top):
            return f"{left.top} {relation} {right.top}"
        return f"{self.product(left.top, right.bottom)} {relation} {self.product(right.top, left.bottom)}"

    def number(self, top: str, bottom: str, weight: int) -> Written:
        """A number in variables of its own, reduced where it could have grown large."""
        if weight > HEAVIEST:
            return self.reduced(top, bottom)
        return Written(self._short(top), self._short(bottom), weight)

    def reduced(self, top: str, bottom: str) -> Written:
        """The same number without common divisors; no value if it is too large."""
        names = self.variable(), self.variable()
        self.line(f"{names[0]}, {names[1]} = reduced({top}, {bottom})")
        return Written(*names, REDUCED)

    def _short(self, text: str) -> str:
        return text if text.isidentifier() or _literal(text) else self.let(text)

    def function(self, takes: Iterable[str], helpers: Mapping[str, object]) -> Callable[..., Any]:
        """The finished function, which takes these facts; of Python it sees the helpers and nothing else."""
        arguments = ", ".join(self.arguments[name] for name in takes)
        source = "\n".join([f"def formula({arguments}):", *self.lines])
        space: dict[str, Any] = {"__builtins__": {}, **helpers, **self.constants}
        exec(compile(source, "<formula>", "exec"), space)  # noqa: S102 - see the module's first lines
        finished: Callable[..., Any] = space["formula"]
        return finished
