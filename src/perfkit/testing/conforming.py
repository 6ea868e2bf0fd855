"""One line in the tests of a plugin: is it ready to be handed on."""

from __future__ import annotations

import warnings

from perfkit.jobs import conformance
from perfkit.kit import Kit
from perfkit.testing.kits import Plugin, tried
from perfkit.wording import Language


class PluginAdvice(UserWarning):
    """Something that could be better in a plugin that is ready all the same."""


def assert_conforms(plugin: Plugin, *, kit: Kit | None = None, language: Language = "zh") -> None:
    """Fail with all that keeps a plugin from being ready, as ``perfkit test`` says it; advice comes as warnings.

    Args:
        plugin: a folder plugin, the folder of a package, or an imported package. The code of a package is run.
        kit: with the plugins it builds on; by default those that are installed.
        language: of what is said.

    Raises:
        AssertionError: whose text is one line for each thing that is wrong, and last what is missing.
        PluginError: where there is no plugin at all.
    """
    __tracebackhide__ = True
    found = conformance((kit or Kit(language)).host, tried(plugin))
    for advice in found.advice:
        warnings.warn(advice.worded(language), PluginAdvice, stacklevel=2)
    if not found.ready:
        lines = [one.worded(language) for one in found.told if one.severity == "error"]
        raise AssertionError("\n".join([*lines, found.verdict(language)]))
