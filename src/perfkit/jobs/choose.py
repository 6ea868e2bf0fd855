"""Which indicator set applies: always said by somebody, never guessed."""

from __future__ import annotations

from perfkit.errors import Fault, IndicatorSetError
from perfkit.model import IndicatorSet, Portfolio
from perfkit.plugins import PluginHost


def chosen_set(host: PluginHost, portfolio: Portfolio, address: str | None) -> IndicatorSet:
    """The set the caller names, else the one the portfolio names; neither is an error that lists the candidates."""
    wanted = address or portfolio.indicator_set
    if not wanted:
        raise IndicatorSetError(Fault("set.unsaid", arguments={"known": "、".join(host.addresses)}))
    return host.indicator_set(wanted)
