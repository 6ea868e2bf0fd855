"""The tree of an indicator set: every node once, from top to bottom."""

from scoring.small import a_set, branch, leaf

SET = a_set(branch("main", 60, branch("inner", 40, leaf("a", 30), leaf("b", 10)), leaf("c", 20)), leaf("d", 40))


def test_nodes_come_from_top_to_bottom():
    """Each before those below it, the earlier sibling with all of its own first."""
    assert [node.code for node in SET.nodes()] == ["main", "inner", "a", "b", "c", "d"]
    assert [node.code for node in SET.indicators[0].walk()] == ["main", "inner", "a", "b", "c"]


def test_leaves_are_the_nodes_without_children():
    """In the same order."""
    assert [node.code for node in SET.leaves()] == ["a", "b", "c", "d"]


def test_a_node_is_found_wherever_it_stands():
    """At the top, in the middle, at the bottom; None where there is none."""
    assert [SET.node(code).weight for code in ("main", "inner", "b", "d")] == [60, 40, 10, 40]
    assert SET.node("nowhere") is None
