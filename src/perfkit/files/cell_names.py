"""What spreadsheets call their cells."""

from __future__ import annotations


def cell_name(row: int, column: int) -> str:
    """The name of a cell, such as ``F12``; rows and columns count from 1."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """The letters of a column, counted from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
