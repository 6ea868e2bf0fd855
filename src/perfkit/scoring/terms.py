"""What a reader calls the names in the formulas of a set, and those formulas in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from perfkit.formula import Expr, Kind, formula_name, names, parse, read_kind, words
from perfkit.model import STAGES, IndicatorSet, SetIndicator, Title
from perfkit.wording import Language, say

NO_TERMS: Mapping[str, Title] = {}


def labels_of(indicator_set: IndicatorSet) -> Mapping[str, Title]:
    """The printed names of facts, stages and measures by the names that formulas use."""
    return {formula_name(name): label for name, label in indicator_set.labels.items()}


def supplied(*names: str) -> Mapping[str, Title]:
    """Terms for what scoring itself fills: the list ``children`` and its fields, ``indicators`` and theirs."""
    return {name: Title(say(f"term.{name}", "zh"), say(f"term.{name}", "en")) for name in names}


def node_terms(nodes: Iterable[SetIndicator]) -> Mapping[str, Title]:
    """The nodes, and those below them, by the names that formulas use."""
    return {formula_name(node.code): Title(node.name) for root in nodes for node in root.walk()}


def in_language(terms: Mapping[str, Title], language: Language) -> dict[str, str]:
    """Terms as the reading in words takes them."""
    return {name: title.worded(language) for name, title in terms.items()}


def indicators_kind(indicator_set: IndicatorSet) -> Kind:
    """The list ``indicators``, as conditions for weights ask for it: the code of the node and the weight of each."""
    blocks = tuple(formula_name(node.code) for node in indicator_set.leaves())
    return read_kind({"block": blocks, "weight": "number"}) or "unknown"


def spelled(text: str, indicator_set: IndicatorSet, language: Language) -> str:
    """The formula of a measure, or the condition of an adjustment, with the names that the set prints."""
    return _spelled(text, indicator_set, {}, language)


def names_in(text: str, indicator_set: IndicatorSet) -> frozenset[str]:
    """The facts, amounts and measures that the formula of a measure asks for."""
    return names(_tree(text, indicator_set, {}))


def facts_behind(text: str, indicator_set: IndicatorSet) -> Iterator[str]:
    """The facts and amounts from which a formula follows, through the measures that it asks for.

    A measure rests on those before it only, so that this ends.
    """
    for name in sorted(names_in(text, indicator_set)):
        if name in indicator_set.measures:
            yield from facts_behind(indicator_set.measures[name], indicator_set)
        else:
            yield name


def facts_behind_case(text: str, indicator_set: IndicatorSet) -> Iterator[str]:
    """The same for the condition of a weight case, without the project's indicators."""
    listed = {"indicators": indicators_kind(indicator_set)}
    for name in sorted(names(_tree(text, indicator_set, listed)) - listed.keys()):
        yield from facts_behind(name, indicator_set)


def spelled_case(text: str, indicator_set: IndicatorSet, language: Language) -> str:
    """The condition of a weight case, which may ask for the project's indicators."""
    return _spelled(text, indicator_set, {"indicators": indicators_kind(indicator_set)}, language)


def _spelled(text: str, indicator_set: IndicatorSet, more: Mapping[str, Kind], language: Language) -> str:
    terms = {**supplied("indicators", "block"), **node_terms(indicator_set.indicators), **labels_of(indicator_set)}
    return words(_tree(text, indicator_set, more), language, in_language(terms, language))


def _tree(text: str, indicator_set: IndicatorSet, more: Mapping[str, Kind]) -> Expr:
    scope: dict[str, Kind] = {
        **dict.fromkeys(STAGES, "money"),
        **{formula_name(name): read_kind(kind) or "unknown" for name, kind in indicator_set.needs.items()},
        **dict.fromkeys(indicator_set.measures, "number"),
        **more,
    }
    return parse(text, scope)
