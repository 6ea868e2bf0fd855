"""Facts that plugins give a project before it is scored: asked twice, proved, and withheld where anything is in doubt.

A fact that is in doubt is never left to what the set assumes or says of missing values: it is absent, and with it every
score that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from perfkit.errors import Fault, InputError, Place, nearest, quoted
from perfkit.formula import Kind, formula_name
from perfkit.model import RESERVED, SUPPLIED, Fact, Finding, IndicatorSet, Origin, Project, Severity
from perfkit.model.fact import facts_of
from perfkit.plugins.calling import Answer, shown
from perfkit.plugins.handing import handed
from perfkit.plugins.loading import PluginRecord
from perfkit.scoring import asked_facts, unfitting

HOOK = "perfkit_facts"

NOTHING = "—"
"""What a message shows of a fact that was not given."""


@frozen
class Offer:
    """One fact that a hook gave, or why it cannot count.

    Attributes:
        name: as the hook calls it; record: whose hook it is; place: of the hook.
        fact: None where ``fault`` says why.
    """

    name: str
    record: PluginRecord
    place: Place
    fact: Fact | None = None
    fault: Fault | None = None


@frozen
class FactHooks:
    """Asks the plugins along the chain of a set for the facts of projects.

    Attributes:
        records: the plugins that implement the hook, in their order.
        indicator_set: the set in use; asked: the kinds of the facts that it needs, by the name formulas use.
    """

    records: tuple[PluginRecord, ...]
    indicator_set: IndicatorSet
    asked: Mapping[str, Sequence[Kind]]

    @classmethod
    def of(cls, records: Iterable[PluginRecord], indicator_set: IndicatorSet) -> FactHooks:
        """The hooks of these plugins under a set."""
        asking = tuple(one for one in records if one.hooks.has(HOOK))
        if not asking:
            return cls((), indicator_set, {})
        own = asked_facts(indicator_set)
        asked = {name: kinds for name, kinds in own.items() if name not in RESERVED and name not in SUPPLIED}
        return cls(asking, handed(indicator_set), asked)

    def project(self, project: Project) -> tuple[Project, tuple[Finding, ...]]:
        """The project with the facts that were got or withheld, and what was wrong.

        What an earlier evaluation got is asked for anew; what the project states itself is never replaced.
        """
        project = _as_stated(project)
        if not self.records:
            return project, ()
        asking = _Asking(self, project)
        for record in self.records:
            asking.ask(record)
        return asking.settled()


def _as_stated(project: Project) -> Project:
    """The project without the facts that hooks gave before."""
    if not (project.fact_origins or project.withheld):
        return project
    own = {name: fact for name, fact in project.facts.items() if name not in project.fact_origins}
    return evolve(project, facts=own, fact_origins={}, withheld={})


@frozen(eq=False)
class _Asking:
    """One project while its plugins are asked."""

    hooks: FactHooks
    stated: Project
    offers: dict[str, list[Offer]] = field(factory=dict)
    failed: list[tuple[PluginRecord, Fault]] = field(factory=list)
    findings: list[Finding] = field(factory=list)

    def ask(self, record: PluginRecord) -> None:
        """Ask one plugin twice, and keep what it offers by the name that formulas use."""
        given = {"project": handed(self.stated), "indicator_set": self.hooks.indicator_set}
        faults: list[Fault] = []
        first = list(record.hooks.answers(HOOK, faults, **given))
        again = [] if faults else list(record.hooks.answers(HOOK, faults, **given))
        wrong = [one for one in (*first, *again) if not isinstance(one.value, Mapping)]
        faults += [record.hooks.wrong(HOOK, one, one.value, "dict[str, Fact]") for one in wrong]
        if faults:
            self.failed.append((record, faults[0]))
            self._find(faults[0])
            return
        for before, after in zip(first, again, strict=True):
            for offer in _offers(record, before, after):
                self._take(offer)

    def _take(self, offer: Offer) -> None:
        """Keep an offer of a fact that is needed; a name that nothing needs may be a slip of one that is."""
        called = formula_name(offer.name)
        if called in {formula_name(name) for name in self.stated.facts}:
            self._beside_stated(offer)
        elif called in self.hooks.asked:
            proved = self._proved(offer)
            if proved.fault is not None:
                self._find(proved.fault)
            self.offers.setdefault(called, []).append(proved)
        else:
            near = nearest(called, self.hooks.asked)
            fault = _about("plugin.facts-unasked", offer, near=near, known=tuple(self.hooks.asked))
            self.findings.append(Finding.of(fault, "warning"))
            if near:
                self.offers.setdefault(near, []).append(evolve(offer, name=near, fact=None, fault=fault))

    def _proved(self, offer: Offer) -> Offer:
        """The offer, refused if the set needs another kind of fact."""
        if offer.fact is None:
            return offer
        unfit = unfitting(offer.name, offer.fact, self.hooks.asked[formula_name(offer.name)])
        if unfit is None:
            return offer
        return evolve(offer, fact=None, fault=_about("plugin.facts-refused", offer, why=unfit.fault()))

    def _beside_stated(self, offer: Offer) -> None:
        """What the project states counts; that a plugin says something else is told."""
        stated = next(
            fact for name, fact in self.stated.facts.items() if formula_name(name) == formula_name(offer.name)
        )
        if offer.fact is not None and offer.fact != stated:
            self._find(_about("plugin.facts-other", offer, stated=shown(stated), found=shown(offer.fact)), "warning")

    def _find(self, fault: Fault, severity: Severity = "error") -> None:
        self.findings.append(Finding.of(evolve(fault, place=evolve(fault.place, item=self.stated.name)), severity))

    def settled(self) -> tuple[Project, tuple[Finding, ...]]:
        """The project with what can count, and without what is in doubt."""
        got, withheld = dict[str, Offer](), dict[str, Fault]()
        stated = {formula_name(name) for name in self.stated.facts}
        for called in self.hooks.asked:
            if called in stated:
                continue
            counting = self._counting(called)
            if isinstance(counting, Fault):
                withheld[called] = counting
            elif counting is not None:
                got[counting.name] = counting
        project = evolve(
            self.stated,
            facts={**self.stated.facts, **{name: one.fact for name, one in got.items()}},
            fact_origins={name: _origin(one) for name, one in got.items()},
            withheld=withheld,
        )
        return project, tuple(self.findings)

    def _counting(self, called: str) -> Offer | Fault | None:
        """The offer of the highest priority; a fault where it is in doubt, None where nobody offers anything.

        A plugin that failed altogether might have given the fact: that hides offers of a lower priority than its own,
        and leaves nothing to what the set would assume.
        """
        offers = self.offers.get(called, [])
        highest = max((one.record.priority for one in offers), default=None)
        failed = [fault for record, fault in self.failed if highest is None or record.priority > highest]
        if failed:
            return failed[0]
        top = [one for one in offers if one.record.priority == highest]
        doubts = [one.fault for one in top if one.fault is not None]
        if doubts:
            return doubts[0]
        if any(one.fact != top[0].fact for one in top):
            plugins = tuple(dict.fromkeys(one.record.hooks.owner for one in top))
            values = tuple(shown(one.fact) for one in top)
            fault = _about("plugin.facts-two", top[0], plugins=plugins, values=values)
            self._find(fault)
            return fault
        return top[0] if top else None


def _offers(record: PluginRecord, before: Answer, after: Answer) -> Iterator[Offer]:
    """What one implementation gives, by name: what is no fact, or not the same both times, is at fault."""
    for name in dict.fromkeys((*before.value, *after.value)):
        offer = Offer(str(name), record, before.place)
        one, two = _fact(name, before.value), _fact(name, after.value)
        if isinstance(one, Fault) or isinstance(two, Fault):
            why = one if isinstance(one, Fault) else two
            yield evolve(offer, fault=_about("plugin.facts-refused", offer, why=why))
        elif one != two:
            values = {"first": shown(before.value.get(name, NOTHING)), "again": shown(after.value.get(name, NOTHING))}
            yield evolve(offer, fault=_about("plugin.not-repeatable", offer, **values))
        else:
            yield evolve(offer, fact=one)


def _fact(name: object, given: Mapping[object, object]) -> Fact | Fault | None:
    """A fact as projects hold it; None where it is not given."""
    if name not in given:
        return None
    try:
        return facts_of({name: given[name]})[str(name)]
    except InputError as error:
        return error.faults[0]


def _about(code: str, offer: Offer, **arguments: object) -> Fault:
    named = {"plugin": offer.record.hooks.owner, "hook": HOOK, "name": quoted(offer.name)}
    return Fault(code, offer.place, {**named, **arguments})


def _origin(offer: Offer) -> Origin:
    """Hook, plugin and version: where the fact is from."""
    return Origin(evolve(offer.place, key=HOOK), offer.record.id, offer.record.version)
