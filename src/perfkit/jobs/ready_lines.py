"""The lines of an amendment that are ready to be made: what a set says now, each as a change that takes its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from perfkit.errors import Place
from perfkit.jobs.toml_text import toml_text
from perfkit.model import IndicatorSet
from perfkit.scoring import amended
from perfkit.wording import Language, say

ROUNDINGS = ("places", "mode")


@frozen
class Ready:
    """One value of a set: where it stands (``indicators.output.weight``), what it is, and what people call it."""

    at: str
    was: Any
    remark: str = ""

    def line(self, language: Language, to: Any = None, reason: str = "") -> str:
        """The change on one line of TOML; to the value it has, unless another one is given."""
        change = {
            "at": self.at,
            "was": self.was,
            "to": self.was if to is None else to,
            "reason": reason or say("new.reason", language),
        }
        return toml_text(change) + "," + (f" # {self.remark}" if self.remark else "")


LATE = {
    "needs.days_late": "number 天",
    "assumes.days_late": 0,
    "labels.days_late": {"zh": "迟报天数", "en": "days late"},
    "adjustments.late": {
        "code": "late",
        "title": {"zh": "迟报扣分", "en": "late filing"},
        "at": "total",
        "when": "days_late > 0",
        "points": "points - min(days_late, 20)",
        "grounds": ["days_late"],
    },
}
"""What an amendment may add: a point less for each day a report is late, 20 at most."""


def addition_lines(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    """The changes that add :data:`LATE`; where a set has nothing of the kind yet, with the table or list around it."""
    for at, value in LATE.items():
        holder, _, name = at.partition(".")
        if holder in document:
            change = {"at": at, "add": value}
        else:
            change = {"at": holder, "add": [value] if holder == "adjustments" else {name: value}}
        yield toml_text({**change, "reason": say("new.reason", language)}) + ","


def document_of(indicator_set: IndicatorSet) -> dict[str, Any]:
    """The set as its files say it, amendments made: what an amendment of it will find."""
    *amendments, base = indicator_set.layers
    document = dict(base.document)
    for layer in reversed(amendments):
        document = amended(document, layer.changes, Place(file=layer.file))
    return document


def ready_lines(document: Mapping[str, Any], language: Language) -> Iterator[tuple[str, Sequence[Ready]]]:
    """Weights, grades, rounding and printed names, each with its heading; what the set does not say is left out."""
    found = {
        "new.weights": list(_weights(document.get("indicators", []), "indicators")),
        "new.grades": [Ready(f"grades.{band['name']}.from", band["from"]) for band in document.get("grades", [])],
        "new.rounding": [
            Ready(f"rounding.{name}.{key}", rounding[key], say(f"new.rounded-{name}", language))
            for name, rounding in document.get("rounding", {}).items()
            for key in ROUNDINGS
            if key in rounding
        ],
        "new.labels": [_label(name, label) for name, label in document.get("labels", {}).items()],
    }
    yield from ((say(heading, language), lines) for heading, lines in found.items() if lines)


def _weights(nodes: Sequence[Mapping[str, Any]], path: str) -> Iterator[Ready]:
    """The weight of every node, each before those below it."""
    for node in nodes:
        at = f"{path}.{node['code']}"
        yield Ready(f"{at}.weight", node["weight"], str(node["name"]))
        yield from _weights(node.get("children", []), f"{at}.children")


def _label(name: str, label: Any) -> Ready:
    return Ready(f"labels.{name}.zh", label["zh"]) if isinstance(label, Mapping) else Ready(f"labels.{name}", label)
