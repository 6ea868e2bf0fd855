"""By how much a comparison holds."""

from __future__ import annotations

from perfkit.formula.language.tree import Arithmetic, Comparison, Expr


def margin(expr: Expr) -> Expr | None:
    """The formula of what is left until ``expr`` no longer holds, negative where it does not.

    None for anything but one comparison of two numbers by order.
    """
    if not isinstance(expr, Comparison) or expr.left.kind != "number":
        return None
    match expr.relation:
        case ">" | ">=":
            return Arithmetic("-", expr.left, expr.right, expr.character)
        case "<" | "<=":
            return Arithmetic("-", expr.right, expr.left, expr.character)
        case _:
            return None
