"""The language of the command line: said on it, before or after the command, else Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.wording import LANGUAGES, Language


def language_of(arguments: Sequence[str]) -> Language:
    """The language asked for with ``--language``, found before anything is parsed, so that errors speak it too.

    Said twice, the later one holds.
    """
    asked: Language = "zh"
    for before, argument in zip(["", *arguments], arguments, strict=False):
        value = argument if before == "--language" else argument.removeprefix("--language=")
        said = before == "--language" or value != argument
        asked = next((language for language in LANGUAGES if said and value == language), asked)
    return asked
