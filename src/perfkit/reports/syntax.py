"""What a template may say: an allow-list over its parsed tree, with the counting of loops and calls built in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from jinja2 import nodes

from perfkit.errors import Fault, Place, ReportError, nearest

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Block, nodes.Include,
    nodes.For, nodes.If, nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.With, nodes.Assign, nodes.AssignBlock,
    nodes.Name, nodes.NSRef, nodes.Const, nodes.Tuple, nodes.List, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Add, nodes.Sub, nodes.Mul, nodes.FloorDiv, nodes.Mod, nodes.Concat,
    nodes.Filter, nodes.Test, nodes.Call, nodes.Keyword, nodes.Getattr, nodes.Getitem, nodes.Slice,
)  # fmt: skip
_STRUCTURE: tuple[type[nodes.Node], ...] = (nodes.Extends, nodes.Block, nodes.Include, nodes.Macro, nodes.CallBlock)
"""What belongs to templates; a unit's text is text with figures in it."""


_OWN = frozenset(["loop", "self", "caller"])
"""Names of Jinja itself: they always have a value."""


def admitted(
    tree: nodes.Template, name: str, known: Mapping[str, Collection[str]], *, text_only: bool
) -> nodes.Template:
    """The tree with its counters, or a :class:`ReportError` with every place that is not allowed.

    ``known`` holds the filters and tests there are; ``text_only`` refuses what only templates may do.
    """
    faults = [fault for node in _all(tree) for fault in _faults(node, name, known, text_only=text_only)]
    if faults:
        raise ReportError(sorted(faults, key=lambda fault: fault.place.line or 0))
    _name_absent(tree)
    _count(tree)
    return tree


def _all(node: nodes.Node) -> Iterable[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        child.lineno = _line(child) or node.lineno  # a node that stands for a whole block may have none
        yield from _all(child)


def _line(node: nodes.Node) -> int:
    return node.lineno or next((line for child in node.iter_child_nodes() if (line := _line(child))), 0)


def _faults(node: nodes.Node, name: str, known: Mapping[str, Collection[str]], *, text_only: bool) -> Iterable[Fault]:
    place = Place(file=name, line=node.lineno)
    kind = type(node).__name__
    if type(node) not in _ALLOWED or (text_only and isinstance(node, _STRUCTURE)):
        yield Fault("report.syntax-forbidden", place, {"kind": kind})
    elif isinstance(node, nodes.For) and node.recursive:
        yield Fault("report.syntax-forbidden", place, {"kind": "For recursive"})
    elif isinstance(node, nodes.Call) and (node.dyn_args is not None or node.dyn_kwargs is not None):
        yield Fault("report.syntax-forbidden", place, {"kind": "Call *"})
    elif isinstance(node, (nodes.Extends, nodes.Include)) and not _named(node.template):
        yield Fault("report.syntax-forbidden", place, {"kind": f"{kind} ?"})
    elif isinstance(node, (nodes.Filter, nodes.Test)) and node.name not in known[kind]:
        near = nearest(node.name, known[kind])
        yield Fault(f"report.no-{kind.lower()}", place, {"name": node.name, "near": near})


def _named(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def _count(tree: nodes.Template) -> None:
    """Every turn of a loop and every call of a macro or block ticks; ``~`` becomes a counted call."""
    for node in list(_all(tree)):
        if isinstance(node, (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)):
            tick = nodes.Call(nodes.EnvironmentAttribute("tick"), [], [], None, None, lineno=node.lineno)
            node.body.insert(0, nodes.ExprStmt(tick, lineno=node.lineno))
    _join(tree)


def _name_absent(tree: nodes.Template) -> None:
    """What is printed, and what a part is asked of, is watched: if it has no value, the message can name it."""
    for node in list(_all(tree)):
        if isinstance(node, (nodes.Getattr, nodes.Getitem)):
            node.node = _watched(node.node)
        elif isinstance(node, (nodes.Output, nodes.Concat)):
            node.nodes = [_watched(child) for child in node.nodes]


def _watched(node: nodes.Expr) -> nodes.Expr:
    name = _written(node)
    if not name or name in _OWN:
        return node
    target = nodes.EnvironmentAttribute("present")
    return nodes.Call(target, [node, nodes.Const(name)], [], None, None, lineno=node.lineno)


def _written(node: nodes.Node) -> str:
    """A name or path as the template has it, such as 项目.执行率; nothing for any other expression."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.EnvironmentAttribute):
        return _written(node.args[0]) if node.args else ""
    if isinstance(node, nodes.Getattr):
        before, name = _written(node.node), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        before, name = _written(node.node), node.arg.value
    else:
        return ""
    return f"{before}.{name}" if before else ""


def _join(node: nodes.Node) -> None:
    for field, value in list(node.iter_fields()):
        if isinstance(value, list):
            setattr(node, field, [_joined(child) if isinstance(child, nodes.Node) else child for child in value])
        elif isinstance(value, nodes.Node):
            setattr(node, field, _joined(value))


def _joined(node: nodes.Node) -> nodes.Node:
    _join(node)
    if not isinstance(node, nodes.Concat):
        return node
    target = nodes.EnvironmentAttribute("joined")
    return nodes.Call(target, node.nodes, [], None, None, lineno=node.lineno)
