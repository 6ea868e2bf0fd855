"""The indicator library looked through: by sector, expenditure type, block, unit and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError, nearest, quoted
from perfkit.model import LIBRARY_BLOCKS, Library, LibraryIndicator, Term, Title, comparable, printed_name, terms_of
from perfkit.model.kinds import as_tuple
from perfkit.wording import Language, say

GENERAL = "general"
"""The sector of what holds in all of them."""

MOST_LIKE = 5
"""So many indicators are told that only look like a name."""

COLUMNS = ("code", "name", "category", "target", "source", "evidence")


@frozen(kw_only=True)
class FoundIndicators:
    """What was found in the library.

    Attributes:
        library: all of it; indicators: what was found, in the order in which the library has it.
        asked: whether something was asked for; else everything was found, and a summary tells what there is.
        like: the words that nothing has, where ``indicators`` only look like them; suggested: a name to which those
            most like it were asked for.
        general: how many more hold in every sector, where a sector was asked for.
    """

    library: Library = field(repr=False)
    indicators: tuple[LibraryIndicator, ...] = field(converter=as_tuple)
    asked: bool
    like: str = ""
    suggested: str = ""
    general: int = 0

    def rows(self, language: Language) -> Iterator[tuple[str, ...]]:
        """A head, and a row for each indicator, by :data:`COLUMNS`."""
        yield tuple(say(f"library.column-{column}", language) for column in COLUMNS)
        for one in self.indicators:
            category = self.library.categories[one.category].name.worded(language)
            yield one.code, one.name.worded(language), category, *_told(one, language)

    def notes(self, language: Language) -> Iterator[str]:
        """What is to be said beside the rows."""
        if self.suggested and self.indicators:
            yield say("library.suggested", language, text=self.suggested)
        elif self.like and self.indicators:
            yield say("library.like", language, text=self.like)
        elif self.indicators:
            yield say("library.found", language, count=len(self.indicators))
        else:
            yield say("library.none", language)
        if self.general:
            yield say("library.general", language, count=self.general, sector=GENERAL)

    def worded(self, language: Language) -> Iterator[str]:
        """A line for each indicator; without a question how many there are of each kind."""
        if not self.asked:
            yield from self._summary(language)
            return
        if self.indicators:
            yield from ("  ".join(filter(None, row)) for row in self.rows(language))
        yield from self.notes(language)

    def _summary(self, language: Language) -> Iterator[str]:
        yield say("library.summary", language, count=len(self.indicators))
        for part, counts in self._counts().items():
            yield say(f"library.summary-{part}", language)
            for code, count in counts.items():
                name = self._term(part, code).worded(language)
                yield say("library.summary-line", language, name=name, code=code, count=count)

    def _term(self, part: str, code: str) -> Title:
        if part == "blocks":
            return Title(say(f"library.block-{code}", "zh"), say(f"library.block-{code}", "en"))
        return (self.library.sectors if part == "sectors" else self.library.types)[code].name

    def _counts(self) -> dict[str, dict[str, int]]:
        """How many indicators each sector, type and block has; one with several counts in each."""
        sectors = Counter(code for one in self.indicators for code in one.sectors)
        types = Counter(code for one in self.indicators for code in one.types)
        blocks = Counter(self.library.block(one) for one in self.indicators)
        return {
            "sectors": {code: sectors[code] for code in self.library.sectors if sectors[code]},
            "types": {code: types[code] for code in self.library.types if types[code]},
            "blocks": {code: blocks[code] for code in LIBRARY_BLOCKS if blocks[code]},
        }

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data; codes stay, names are in the language."""
        return {
            "count": len(self.indicators),
            "counts": self._counts(),
            "indicators": [self._record(one, language) for one in self.indicators],
        }

    def _record(self, one: LibraryIndicator, language: Language) -> dict[str, Any]:
        origin = one.origin
        return {
            "code": one.code,
            "name": one.name.worded(language),
            "block": self.library.block(one),
            "category": self.library.categories[one.category].name.zh,
            "unit": one.unit or None,
            "units": list(one.units),
            "direction": one.direction,
            "sectors": list(one.sectors),
            "types": list(one.types),
            "source": one.source,
            "documents": list(one.documents),
            "evidence": one.evidence,
            "target": one.target or None,
            "definition": one.definition.worded(language) if one.definition else None,
            "aliases": list(one.aliases),
            "basis": [{"document": it.document, "clause": it.clause, "verified": it.verified} for it in one.basis],
            "plugin": origin.plugin if origin else None,
            "file": origin.place.file if origin else None,
            "line": None if origin is None or origin.place.line is None else str(origin.place.line),
        }


def _told(one: LibraryIndicator, language: Language) -> tuple[str, str, str]:
    """Direction and unit, source with its documents, and evidence, as a reader sees them."""
    sign = say(f"library.{one.direction}", language)
    documents = say("library.documents", language, documents=one.documents) if one.documents else ""
    source = say(f"library.source-{one.source}", language) + documents
    return f"{sign} {one.unit}".strip(), source, say(f"strength.kind-{one.evidence}", language)


@frozen(kw_only=True)
class Wanted:
    """What is looked for; what is empty is not asked.

    Attributes:
        text: words in a code, a name or an alias; suggest: a name to which those most like it are wanted.
        sector, type: code, name or another word for it; block: its code or its name; unit: as targets write it.
    """

    text: str = ""
    suggest: str = ""
    sector: str = ""
    type: str = ""
    block: str = ""
    unit: str = ""


def indicators(library: Library, wanted: Wanted) -> FoundIndicators:
    """What the library has of what is wanted; where nothing has the words, what looks like them.

    Refuses a sector, type or block that there is none of (``library.unknown-filter``), all at once.
    """
    faults: list[Fault] = []
    sectors = _terms("sector", wanted.sector, library.sectors, faults)
    types = _terms("type", wanted.type, library.types, faults)
    blocks = _terms("block", wanted.block, _blocks(), faults)
    if faults:
        raise InputError(faults)
    found = [
        one
        for one in library.indicators.values()
        if (not blocks or library.block(one) in blocks)
        and (not types or types & set(one.types))
        and (not wanted.unit or one.counts_in(wanted.unit))
    ]
    general = [one for one in found if GENERAL in one.sectors and _has(one, wanted.text)]
    found = [one for one in found if not sectors or sectors & set(one.sectors)]
    if sectors:
        found.sort(key=lambda one: one.sectors[0] not in sectors)  # those at home there before those used there too
    exact = [one for one in found if _has(one, wanted.text)]
    like = "" if exact or wanted.suggest else wanted.text
    if name := wanted.suggest or like:
        exact = [one for one in library.like(name, len(library.indicators)) if one in found][:MOST_LIKE]
    return FoundIndicators(
        library=library,
        indicators=exact,
        asked=wanted != Wanted(),
        like=like,
        suggested=wanted.suggest,
        general=len(general) if sectors and GENERAL not in sectors and not name else 0,
    )


def _has(one: LibraryIndicator, text: str) -> bool:
    """Whether an indicator has the words in its code or in a name."""
    word, name = comparable(text), printed_name(text)
    return word in one.code or any(word in comparable(known) or name == printed_name(known) for known in one.names)


def _blocks() -> dict[str, Term]:
    return {
        code: Term(code=code, name=Title(say(f"library.block-{code}", "zh"), say(f"library.block-{code}", "en")))
        for code in LIBRARY_BLOCKS
    }


def _terms(kind: str, word: str, terms: Mapping[str, Term], faults: list[Fault]) -> set[str]:
    """The codes that a word names; a fault where it names none."""
    found = {term.code for term in terms_of(word, terms)} if word else set()
    if word and not found:
        words = {known: term for term in terms.values() for known in term.words}
        near = nearest(word, words)
        arguments = {
            "kind": Title(say(f"library.kind-{kind}", "zh"), say(f"library.kind-{kind}", "en")),
            "found": quoted(word),
            "near": words[near].name if near else "",
            "known": tuple(term.name for term in terms.values()),
        }
        faults.append(Fault("library.unknown-filter", arguments=arguments))
    return found
