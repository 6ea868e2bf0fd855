"""Shape constraints 结构约束: what the weights of a set, and of every set that extends it, have to look like."""

from __future__ import annotations

from attrs import field, frozen

from perfkit.model.kinds import as_tuple
from perfkit.model.origin import Basis
from perfkit.model.title import Title

CHILDREN_OF = "_children"
"""What is put behind the code of a node for the list of the nodes right below it."""

CONSTRAINT_NAMES = frozenset(("full_marks", "nodes", "weight", "level"))
"""The names of a constraint that are no codes: the full marks, the list of all nodes, and the fields of lists."""


@frozen(kw_only=True)
class Constraint:
    """One constraint.

    Attributes:
        code: unique in the set; amendments refer to it.
        title: in words.
        holds: truth over the weights of the nodes by their codes, ``full_marks``, the list ``nodes`` and, for each
            node with children, the list ``CODE_children``; records have a ``weight`` and a ``level`` (1 at the top).
        binding: True for one that no amendment may change or remove and that every set which extends this one has to
            satisfy; False for advice.
        basis: the document it rests on.
    """

    code: str
    title: Title
    holds: str
    binding: bool = False
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)
