"""What is said about the sets and rules of a plugin, once they were proved sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve, frozen

from perfkit.errors import Fault, FormulaError, Place
from perfkit.formats import SetFile, basis_of
from perfkit.jobs.cases import CaseResult
from perfkit.jobs.conformance_told import Told, advice
from perfkit.model import IndicatorSet
from perfkit.plugins import PluginRecord
from perfkit.scoring import unmet
from perfkit.scoring.rulebook import compiled


@frozen
class SetTried:
    """A sound set of the plugin, with its file and the cases that were scored by it."""

    file: SetFile
    indicator_set: IndicatorSet
    cases: tuple[CaseResult, ...]


def with_cases(own: PluginRecord, sets: Sequence[SetTried]) -> Iterator[Told]:
    """Each set has a case that could be scored."""
    for one in sets:
        if not one.cases:
            yield Told("cases", Fault("test.no-case", Place(file=one.file.name), {"address": one.file.address}))


def with_basis(own: PluginRecord, sets: Sequence[SetTried]) -> Iterator[Told]:
    """Each set and amendment says on which documents it rests, and which of them nobody compared with their text.

    A layer that changes nothing rests on what it extends.
    """
    for file in own.sets:
        found = basis_of(file)
        place = Place(file=file.name)
        if not found and (file.changes or not file.extends):
            yield Told("about", Fault("test.no-basis", place, {"address": file.address}))
    for one in sets:
        nodes = [basis for node in one.indicator_set.nodes() for basis in node.basis]
        own_basis = [*basis_of(one.file), *(nodes if not one.file.extends else ())]
        documents = tuple(dict.fromkeys(str(basis) for basis in own_basis if not basis.verified))
        if documents:
            yield advice("about", Fault("test.unverified", Place(file=one.file.name), {"documents": documents}))


def rules_sound(own: PluginRecord, sets: Sequence[SetTried]) -> Iterator[Told]:
    """Rules that no set proved, because there is none, are compiled by themselves."""
    if sets:
        return
    for file in own.rules:
        for rule in file.rules.values():
            try:
                compiled(rule, rule.parameters, proved=False)
            except FormulaError as error:
                for fault in error.faults:
                    yield Told("sets", evolve(fault, place=evolve(fault.place, line=file.place(fault.place.key).line)))


def rules_used(own: PluginRecord, sets: Sequence[SetTried]) -> Iterator[Told]:
    """Rules that nothing in the plugin uses, and those that rest on no document, are told.

    A set that could not be proved may use any of them: nothing is called unused then.
    """
    used = {name for one in sets for name in one.indicator_set.rules_named()}
    used |= {name for one in sets for case in one.cases for name in _asked(case)}
    rules = {name: rule for file in own.rules for name, rule in file.rules.items()}
    known = len(sets) == len(own.sets)
    idle = [name for name in rules if known and name not in used]
    bare = [name for name, rule in rules.items() if not rule.basis]
    place = Place(file=f"{own.folder.name}/rules")
    if idle:
        yield advice("sets", Fault("test.rules-unused", place, {"count": len(idle), "names": _few(idle)}))
    if bare:
        yield advice("about", Fault("test.rule-no-basis", place, {"count": len(bare), "names": _few(bare)}))


def _few(names: Sequence[str], most: int = 12) -> tuple[str, ...]:
    """So many names that a line can be read."""
    return (*names[:most], "…") if len(names) > most else tuple(names)


def _asked(case: CaseResult) -> Iterator[str]:
    """The rules that the indicators of a case ask for themselves."""
    for project in case.case.portfolio.projects if case.case else ():
        yield from (indicator.rule for indicator in project.indicators)


def shapes(own: PluginRecord, sets: Sequence[SetTried]) -> Iterator[Told]:
    """Constraints that do not bind and that a set is not known to meet; those that bind are proved at loading."""
    for one in sets:
        for constraint in unmet(one.indicator_set):
            yield advice("sets", Fault("test.constraint", Place(file=one.file.name), {"said": constraint}))


SetCheck = Callable[[PluginRecord, Sequence[SetTried]], Iterable[Told]]

SETS: tuple[SetCheck, ...] = (rules_sound, with_cases, with_basis, shapes, rules_used)
"""What is asked of the sets of a plugin, in the order in which it is told."""
