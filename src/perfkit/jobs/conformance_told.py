"""One thing that is said about a plugin, and under which heading."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from attrs import frozen

from perfkit.errors import Fault
from perfkit.wording import Language, say

Topic: TypeAlias = Literal["files", "sets", "cases", "templates", "forms", "about"]

TOPICS: tuple[Topic, ...] = get_args(Topic)


@frozen
class Told:
    """A fault of a plugin: an ``error`` keeps it from being ready, ``advice`` does not."""

    topic: Topic
    fault: Fault
    severity: Literal["error", "advice"] = "error"

    def worded(self, language: Language) -> str:
        """The fault in one line, after how grave it is."""
        return say(f"test.{self.severity}", language, fault=self.fault.worded(language))


def advice(topic: Topic, fault: Fault) -> Told:
    """Something that could be better in a plugin that is ready all the same."""
    return Told(topic, fault, "advice")
