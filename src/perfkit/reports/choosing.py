"""Which template a report is made from: that of the set and the stage, that of the stage, or the one for all stages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfkit.model import STAGE_NAMES, StageName
from perfkit.reports.lookup import Lookup
from perfkit.wording import LANGUAGES, Language

KIND = ".md.j2"
STAGE_TEMPLATE = f"stage-report{KIND}"
TEMPLATE = f"self-evaluation-report{KIND}"
OWN: StageName = "self-evaluation"
"""The stage of facts that are outside of any life: a unit reports on itself. It has no template with other stages."""

_IN_A_LANGUAGE = re.compile(rf"(.+)\.(?:{'|'.join(LANGUAGES)})\.([^.]+(?:\.j2)?)")
_OF_A_STAGE = re.compile(rf"(?:.+\.)?(?:{'|'.join((*STAGE_NAMES, 'stage'))})-report{re.escape(KIND)}")


def template_names(stage: StageName | None, sets: Iterable[str] = ()) -> list[str]:
    """The names a report's template may have, in the order in which they are tried.

    First ``SET.STAGE-report.md.j2`` for each id of the chain of the set in use, nearest first; then
    ``STAGE-report.md.j2``; then, but for a self-evaluation, ``stage-report.md.j2``.
    """
    own = f"{stage or OWN}-report{KIND}"
    shared = [STAGE_TEMPLATE] if own != TEMPLATE else []
    return [*(f"{one}.{own}" for one in dict.fromkeys(sets)), own, *shared]


def template_of(names: Iterable[str], lookup: Lookup, language: Language) -> str:
    """The first of the names that the chain has, in the language asked for or in its own; the last if it has none."""
    name = ""
    for name in names:
        if lookup.has(name) or template_in(language, lookup, name):
            return name
    return name


def template_in(language: Language, lookup: Lookup, template: str = TEMPLATE) -> str:
    """A report template written in a language, ``self-evaluation-report.en.md.j2``; empty if the chain has none."""
    name = f"{template.removesuffix(KIND)}.{language}{KIND}"
    return name if lookup.has(name) else ""


def without_language(name: str) -> str:
    """The name of the file that one in a language stands beside: of ``report.en.md.j2`` it is ``report.md.j2``."""
    found = _IN_A_LANGUAGE.fullmatch(name)
    return f"{found[1]}.{found[2]}" if found else name


def is_of_a_stage(name: str) -> bool:
    """Whether a file is, by its name, the template of a stage, of one set or of all, in whatever language."""
    return _OF_A_STAGE.fullmatch(without_language(name)) is not None
