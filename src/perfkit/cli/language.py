"""The language of the command line: said on it, else Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.wording import Language


def language_of(arguments: Sequence[str]) -> Language:
    """The language asked for with ``--language``, found before anything is parsed, so that errors speak it too."""
    for before, argument in zip(["", *arguments], arguments, strict=False):
        value = argument.removeprefix("--language=") if argument.startswith("--language=") else argument
        if (before == "--language" or value != argument) and value == "en":
            return "en"
    return "zh"
