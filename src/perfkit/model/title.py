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
