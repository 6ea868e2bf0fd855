"""The unit's own texts, each with the file it was read from."""

from __future__ import annotations


class Text(str):
    """A text of the unit that knows its file, so that a fault in it can name what to mend; else an ordinary text.

    Attributes:
        file: name of the file, relative to the folder that was read; empty for a text handed in by a program.
    """

    __slots__ = ("file",)

    file: str

    def __new__(cls, text: str, file: str = "") -> Text:
        made = super().__new__(cls, text)
        made.file = file
        return made
