"""A formula in which names are called otherwise; everything else stays as it was typed."""

from __future__ import annotations

from collections.abc import Mapping

from perfkit.errors import NOWHERE, FormulaError
from perfkit.formula.language.tokens import tokens


def renamed(text: str, names: Mapping[str, str]) -> str:
    """``text`` with each name that ``names`` has, old to new, in whatever part of the formula it stands.

    What cannot be cut into words stays as it is: it is refused where it is read.
    """
    try:
        found = tokens(text, NOWHERE)
    except FormulaError:
        return text
    for token in reversed(found):
        if token.kind == "name" and token.text in names:
            start = token.character - 1
            text = text[:start] + names[token.text] + text[start + len(token.text) :]
    return text
