"""The pages of rules: every national rule in words and as it is written, with an example and its document.

What cannot be read from the rules themselves (families, terms, examples) stands in ``rules.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from attrs import frozen

from perfkit.formula import CompiledRule, formula_name
from perfkit.model import Basis, Figure, Rounding, Rule, number
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.plan import RulePlan
from perfkit.scoring.planning import make_plan
from perfkit.testing import national_set
from perfkit.wording import Language

DATA = Path(__file__).with_name("rules.toml")

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")

KINDS = {"truth": ("是或否", "yes or no"), "number": ("数", "number"), "money": ("金额", "money")}


@cache
def written() -> Mapping[str, Any]:
    """``rules.toml``: ``terms``, ``families`` and ``examples``."""
    return tomli.loads(DATA.read_text(encoding="utf-8"))


def family(rule: Rule) -> str:
    """The stem of the file in which a rule stands."""
    if rule.origin is None:
        raise ValueError(f"{rule.name} was not read from a file")
    return Path(rule.origin.place.file).stem


def terms(rule: Rule, language: Language) -> dict[str, str]:
    """What the names in a rule are called, by the names formulas use."""
    at = ("zh", "en").index(language)
    own = written()["families"].get(family(rule), {}).get("terms", {})
    return {formula_name(name): said[at] for name, said in {**written()["terms"], **own}.items()}


def pages(language: Language) -> str:
    """Every rule, family by family in the order of ``rules.toml``."""
    at, plans = ("zh", "en").index(language), make_plan(national_set()).rules.values()
    parts = []
    for stem, about in written()["families"].items():
        parts.append(f"\n## {about['title'][at]}\n")
        parts += ["\n".join(Page(plan, language).lines()) + "\n" for plan in plans if family(plan.rule) == stem]
    return "".join(parts)


@frozen
class Example:
    """The example of a rule: facts by the names formulas use, as values and as they are written."""

    weight: Fraction
    facts: Mapping[str, Any]
    told: Mapping[str, Any]
    points: str
    label: str
    must_explain: bool

    @classmethod
    def of(cls, name: str) -> Example:
        """The example of the rule in ``rules.toml``."""
        found = written()["examples"][name]
        told = {formula_name(fact): value for fact, value in found["facts"].items()}
        return cls(
            weight=Fraction(found.get("weight", 100)),
            facts=value_of(told),
            told=told,
            points=found.get("points", ""),
            label=found.get("label", ""),
            must_explain=found.get("must-explain", False),
        )


def value_of(told: Any) -> Any:
    """A fact as formulas take it: ``92%`` is 23/25, any other text the word of a label."""
    if isinstance(told, Mapping):
        return {formula_name(name): value_of(value) for name, value in told.items()}
    if isinstance(told, list):
        return [value_of(record) for record in told]
    if isinstance(told, bool) or not NUMBER.fullmatch(str(told)):
        return told
    text = str(told)
    return Fraction(number(text[:-1])) / 100 if text.endswith("%") else Fraction(number(text))


@frozen
class Page:
    """One rule on a page."""

    plan: RulePlan
    language: Language

    @property
    def rule(self) -> Rule:
        return self.plan.rule

    @property
    def compiled(self) -> CompiledRule:
        return self.plan.compiled

    def said(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def lines(self) -> Iterator[str]:
        """Its name and title, what it does, how that is written, what it asks for, an example, and its document."""
        shown = terms(self.rule, self.language)
        yield from ("", f"### `{self.rule.name}` {self.rule.title.worded(self.language)}", "")
        yield escaped(self.compiled.words(self.language, shown))
        yield from ("", "```toml", *source(self.rule), "```", "")
        colon = self.said("：", ": ")
        if needs := self.said("，", ", ").join(self._need(name, kind, shown) for name, kind in self.rule.needs.items()):
            yield f"- {self.said('要用的事实', 'Facts it asks for')}{colon}{needs}"
        yield f"- {self.said('例', 'Example')}{colon}{escaped(self._example(shown))}"
        for basis in self.rule.basis:
            yield f"- {self.said('依据', 'Basis')}{colon}{self._basis(basis)}"

    def _need(self, name: str, kind: Any, shown: Mapping[str, str]) -> str:
        term = shown[formula_name(name)]
        if isinstance(kind, Mapping):
            fields = self.said("、", ", ").join(self._need(field, inner, shown) for field, inner in kind.items())
            return f"`{name}` {term}" + self._bracketed(self.said(f"清单，各项有 {fields}", f"a list of {fields}"))
        if isinstance(kind, tuple):
            return f"`{name}` {term}" + self._bracketed(self.said("、", ", ").join(kind))
        what, _, unit = kind.partition(" ")
        return f"`{name}` {term}" + self._bracketed(f"{self.said(*KINDS[what])} {unit}".rstrip())

    def _example(self, shown: Mapping[str, str]) -> str:
        example = Example.of(self.rule.name)
        stop = self.said("，", ", ")
        given = stop.join(self._fact(shown[name], value, shown) for name, value in example.told.items())
        if example.label:
            return given + self.said(f"：评为{example.label}", f": {example.label}")
        figures = {
            name: str(value) for name, value in example.told.items() if isinstance(example.facts[name], Fraction)
        }
        lets = {name for name, _ in self.compiled.tree.let}
        working = self.compiled.work(example.facts)
        weight = Figure(example.weight, "分")
        derivation = Derivation(
            rule=self.compiled,
            facts=example.facts,
            share=working.share,
            row=working.case,
            shown={**{name: term for name, term in shown.items() if name not in lets}, **figures},
            weight=weight,
            points=Figure(Fraction(Rounding().round(working.share * weight.exact)), "分", Rounding()),
        )
        asked = self.said("；须说明偏差原因", "; a reason is due") if example.must_explain else ""
        return given + self.said("：", ": ") + derivation.worded(self.language) + asked

    def _fact(self, term: str, value: Any, shown: Mapping[str, str]) -> str:
        """A fact as a reader sees it; a list record by record."""
        if isinstance(value, bool):
            return f"{term} " + (self.said("是", "yes") if value else self.said("否", "no"))
        if not isinstance(value, list):
            return f"{term} {value}"
        stop = self.said("、", ", ")
        records = (
            stop.join(self._fact(shown[formula_name(name)], inner, shown) for name, inner in record.items())
            for record in value
        )
        return term + self._bracketed(self.said("；", "; ").join(records))

    def _bracketed(self, text: str) -> str:
        return self.said(f"（{text}）", f" ({text})")

    def _basis(self, basis: Basis) -> str:
        """The document, whether anybody compared the rule with it, and the note, which is in Chinese like it."""
        checked = (
            ("原文已核对", "compared with the text") if basis.verified else ("原文未核对", "not compared with a text")
        )
        return self.said("；", "; ").join(part for part in (str(basis), self.said(*checked), basis.note) if part)


def source(rule: Rule) -> Iterator[str]:
    """The rule as it is written in TOML, without title and document."""
    for key in ("needs", "parameters", "let", "requires"):
        if value := getattr(rule, key):
            yield f"{key} = {as_toml(value)}"
    if rule.gives:
        yield f"gives = {as_toml(rule.gives)}"
    if rule.share:
        yield f"share = {as_toml(rule.share)}"
    if rule.cases:
        rows = (as_toml({"when": case.when, "share": case.share}) for case in rule.cases)
        yield from ("cases = [", *(f"  {row}," for row in rows), "]", f"otherwise = {as_toml(rule.otherwise)}")
    if rule.limits:
        yield f"limits = {as_toml(rule.limits)}"
    if rule.explain_when:
        yield f"explain-when = {as_toml(rule.explain_when)}"


def as_toml(value: Any) -> str:
    """Texts, lists and tables of the rules, none of which holds a quotation mark."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {as_toml(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(as_toml(inner) for inner in value) + "]"
    return f'"{value}"'


def escaped(sentence: str) -> str:
    """A sentence in Markdown."""
    for sign, instead in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("*", "\\*"), ("`", "\\`")):
        sentence = sentence.replace(sign, instead)
    return sentence
