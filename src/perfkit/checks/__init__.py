"""Facts and results against each other: findings, one module for each family. Nothing here changes a result."""

from perfkit.checks.catalogue import check

__all__ = ["check"]
