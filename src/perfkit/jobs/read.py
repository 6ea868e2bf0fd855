"""Read the facts a user points at, and remember which files they came from."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from perfkit.formats import read_life, read_portfolio
from perfkit.model import Portfolio, Stage


def read(path: Path, stage: str = "") -> Portfolio:
    """The portfolio in a folder or a single file, or one ``stage`` in the life of a project.

    Its plugin folders are taken from where it stands.
    """
    found = read_portfolio(path, stage)
    beside = path if path.is_dir() else path.parent
    plugins = tuple(str(beside / folder) for folder in found.portfolio.plugins)
    return evolve(found.portfolio, sources=found.files, plugins=plugins)


def stages(path: Path) -> tuple[Stage, ...]:
    """The stages in the life of the project in a folder, in the order of their days."""
    return read_life(path)
