"""The template of a report, and the language it is in."""

from __future__ import annotations

from perfkit.plugins import PluginHost
from perfkit.reports import Lookup, template_in, template_names, template_of
from perfkit.scoring import Evaluation
from perfkit.wording import Language


def template_for(host: PluginHost, evaluation: Evaluation, lookup: Lookup, language: Language) -> tuple[str, Language]:
    """The template of the report of an evaluation, and its language: the one asked for, if a template is written in it.

    Which report it is goes before its language: the nearest template of the stage and the set. It is in the language
    asked for if it is named for the language, or if every plugin along the chain has the language; else it is Chinese.
    A document in two languages at once cannot be handed in.
    """
    used, stage = evaluation.indicator_set, evaluation.portfolio.stage
    sets = [address.partition("@")[0] for address in used.chain or (used.address,)]
    template = template_of(template_names(None if stage is None else stage.name, sets), lookup, language)
    if named := template_in(language, lookup, template):
        return named, language
    every = all(language in record.languages for record in host.chain_records(used))
    return template, language if every else "zh"
