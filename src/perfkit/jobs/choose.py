"""Which indicator set applies: always said by somebody, never guessed."""

from __future__ import annotations

from perfkit.errors import Fault, IndicatorSetError
from perfkit.jobs.asked import asked
from perfkit.model import IndicatorSet, Portfolio
from perfkit.plugins import PluginHost


def chosen_set(host: PluginHost, portfolio: Portfolio, wanted: str | IndicatorSet | None) -> IndicatorSet:
    """The set the caller names or hands in, else the one the portfolio names; neither is an error with candidates."""
    if isinstance(wanted, IndicatorSet):
        return wanted
    address = portfolio.indicator_set if wanted is None else asked(wanted, str, "indicator_set")
    if not address:
        raise IndicatorSetError(Fault("set.unsaid", arguments={"known": host.addresses}))
    return host.indicator_set(address)
