"""The command ``perfkit``: parse, call :class:`~perfkit.kit.Kit`, print."""

from perfkit.cli.main import main

__all__ = ["main"]
