"""One project's figures in words: each with its rule, the document behind it and where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfkit.scoring.explain_facts import (
    explain_assumed,
    explain_given,
    explain_grounds,
    explain_money,
    explain_weights,
)
from perfkit.scoring.explain_line import explain_line, explain_reviews
from perfkit.scoring.explain_nodes import explain_changes, explain_node, explain_nodes, unusual
from perfkit.scoring.explain_total import explain_judged, explain_total, explain_whole
from perfkit.scoring.how_weighed import weighed_words
from perfkit.scoring.phrases import bracketed, documents
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import ProjectResult


def explain(result: ProjectResult, language: Language) -> str:
    """Everything there is to say about one result, a line for each figure."""
    return "\n".join(_lines(result, language))


def remarks(result: ProjectResult, language: Language) -> Iterator[str]:
    """What is unusual about a scored project and a reader of its table should know, a sentence each; often nothing.

    Other weights, indicators that do not apply, points by policy or by others, nodes that are no sums, adjustments.
    """
    indicator_set = result.indicator_set
    yield from explain_weights(result, language)
    for line in result.lines:
        if line.derivation is None and line.absent is None:
            yield say("explain.line-unasked", language, where=line.name, words=line.words(language), origin="")
        for review in explain_reviews(line.reviews, line.final_by, indicator_set, language):
            yield say("explain.line-unasked", language, where=line.name, words=review, origin="")
    for node in unusual(result.nodes, language):
        yield explain_node(node, indicator_set, language)
        yield from explain_changes(node, indicator_set, language)
    yield from explain_whole(result, language)
    yield from explain_judged(result, language)


def _lines(result: ProjectResult, language: Language) -> Iterator[str]:
    project, indicator_set = result.project, result.indicator_set
    yield project.name + bracketed(project.code or "", language)
    address = indicator_set.address + documents(indicator_set.basis, language)
    yield say("explain.set", language, title=indicator_set.title.worded(language), set=address)
    yield from weighed_words(indicator_set, language)
    yield say(f"explain.{result.state}", language)
    yield from explain_money(result, language)
    yield from explain_given(result, language)
    yield from explain_grounds(result, language)
    yield from explain_assumed(result, language)
    yield from explain_weights(result, language)
    for line in result.lines:
        yield from explain_line(line, indicator_set, language)
    yield from explain_nodes(result.nodes, indicator_set, language)
    yield from explain_total(result, language)
    for finding in result.findings:
        yield "! " + finding.worded(language)
