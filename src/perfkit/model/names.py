"""When two printed names mean one thing: after NFKC and without blanks. Never by likeness."""

from __future__ import annotations

import unicodedata


def comparable(name: str) -> str:
    """The form under which names are compared: NFKC, case folded, all blanks and zero-width characters removed."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")
