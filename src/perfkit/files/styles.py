"""Style sheets that fetch something from elsewhere, or that break out of the place they are put into."""

from __future__ import annotations

FETCHING = ("</", "@import", "url(", "expression(", "\\")
"""A backslash may write any of the others so that nobody sees it."""


def fetching(style: str) -> tuple[str, int] | None:
    """The first of :data:`FETCHING` in a style sheet and its line; None if there is none."""
    lowered = style.lower()
    sign = next((sign for sign in FETCHING if sign in lowered), None)
    return None if sign is None else (sign, lowered[: lowered.index(sign)].count("\n") + 1)
