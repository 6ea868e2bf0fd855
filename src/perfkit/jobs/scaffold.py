"""The files that new plugins and packages begin with: texts in ``scaffold/``, in which ``$name`` stands for a field.

A line that begins with ``zh|`` or ``en|`` is kept, without that mark, for its language only: so both languages stand
side by side, and what is data stands there once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from perfkit.wording import LANGUAGES, Language

_SUFFIX = ".in"


def scaffold(part: str, language: Language, fields: Mapping[str, str]) -> dict[str, bytes]:
    """The files of one part (``plugin``, ``own``, ``amendment``, ``package``) by relative name, filled in."""
    return {
        name.removesuffix(_SUFFIX): Template(_in(language, text)).substitute(fields).encode()
        for name, text in _texts(files("perfkit").joinpath("scaffold", part), "")
    }


def _texts(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _texts(entry, f"{above}{entry.name}/")
        elif entry.name.endswith(_SUFFIX):
            yield above + entry.name, entry.read_text(encoding="utf-8")


def _in(language: Language, text: str) -> str:
    """The lines of one language and those of both."""
    others = tuple(f"{other}|" for other in LANGUAGES if other != language)
    kept = (line.removeprefix(f"{language}|") for line in text.splitlines() if not line.startswith(others))
    return "\n".join(kept) + "\n"
