"""A name in both languages."""

from __future__ import annotations

from attrs import frozen

from perfkit.wording import Language


@frozen
class Title:
    """A name in Chinese and English."""

    zh: str
    en: str = ""

    def worded(self, language: Language) -> str:
        return self.en if language == "en" and self.en else self.zh

    def __str__(self) -> str:
        return self.zh


def as_title(value: Title | str) -> Title:
    """A name, or a text that is the same in both languages."""
    return Title(value) if isinstance(value, str) else value
