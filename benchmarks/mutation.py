"""Faults put into the code one at a time: how many of them do the tests find?

Usage: python benchmarks/mutation.py [PER_MODULE] [ROOM ...]

Takes so many places at random in every module of the rooms (formula and scoring, or a folder of one, such as
scoring/answers), changes one of them in a copy of the
tree (a comparison, a sign, an and or or, a whole number, a not, two branches), and runs the nearest tests first and
then those of the room until one fails. Relations are tried with twelve examples in place of fifty, so the share
that is found is the least it can be. Survivors are printed with their place; `benchmarks/survivors.md` says of each why
it lives. The seed is fixed, so that a run can be repeated.
"""

from __future__ import annotations

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parents[1]
SEED = 20231231
WORKERS = 2
LONGEST = 120
"""Seconds after which a change counts as found: it made the tests run for ever."""

FIRST = {
    "language": ("parse", "faults", "printed", "kinds", "labels", "lists"),
    "ratios": ("exact", "rule", "lists", "writer", "oracle", "irrational"),
    "units": ("units", "dimension"),
    "tables": ("tables",),
    "normal_form": ("normal", "spreadsheet"),
    "sheet": ("spreadsheet",),
    "worded": ("words", "list_words", "rule", "decimals"),
    "possible": ("number_sets", "reading", "possible"),
    "bounds": ("lines", "shown", "tree"),
    "formula": ("compile", "rule", "rule_keys"),
}
"""The tests that look most closely at a folder of formulas run first, so that most changes are found in a moment."""

TESTS = {"formula": ("tests/formula", "tests/scoring"), "scoring": ("tests/scoring", "tests/checks", "tests/corpus")}

COMPARED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
JOINED: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Add,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip

Change = Callable[[], None]


def changes(tree: ast.AST) -> Iterator[tuple[int, str, Change]]:
    """Line, what is done, and the change itself, for every place where one can be made."""
    of_types = set(_of_types(tree))
    for node in ast.walk(tree):
        if id(node) in of_types:
            continue
        if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
            yield node.lineno, "comparison", lambda node=node: _set(node.ops, COMPARED[type(node.ops[0])]())
        elif isinstance(node, ast.BinOp) and type(node.op) in JOINED:
            yield node.lineno, "sign", lambda node=node: setattr(node, "op", JOINED[type(node.op)]())
        elif isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield node.lineno, "and/or", lambda node=node, other=other: setattr(node, "op", other)
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield node.lineno, "number", lambda node=node: setattr(node, "value", node.value + 1)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node.lineno, "not", lambda node=node: setattr(node, "op", ast.UAdd())
        elif isinstance(node, ast.IfExp):
            yield node.lineno, "branches", lambda node=node: _swap(node)


def _of_types(tree: ast.AST) -> Iterator[int]:
    """The nodes that only a type checker reads."""
    for node in ast.walk(tree):
        alias = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"
        parts = [getattr(node, name, None) for name in ("annotation", "returns")] + ([node.value] if alias else [])
        for part in parts:
            if isinstance(part, ast.AST):
                yield from (id(inner) for inner in ast.walk(part))


def _set(ops: list[ast.cmpop], op: ast.cmpop) -> None:
    ops[0] = op


def _swap(node: ast.IfExp) -> None:
    node.body, node.orelse = node.orelse, node.body


def picked(per_module: int, rooms: list[str]) -> list[tuple[Path, int]]:
    """The places, by the number of the change in its module."""
    rng = random.Random(SEED)
    found: list[tuple[Path, int]] = []
    for room in rooms:
        for path in sorted((ROOT / "src" / "perfkit" / room).rglob("*.py")):
            count = len(list(changes(ast.parse(path.read_text(encoding="utf-8")))))
            name = path.relative_to(ROOT)
            found += [(name, at) for at in sorted(rng.sample(range(count), min(count, per_module)))]
    return found


def survives(copy: Path, name: Path, at: int) -> str:
    """The place and the change if no test fails; empty if one does."""
    path, source = copy / name, (ROOT / name).read_text(encoding="utf-8")
    tree = ast.parse(source)
    line, kind, change = list(changes(tree))[at]
    change()
    path.write_text(ast.unparse(tree), encoding="utf-8")
    try:
        return "" if _fails(copy, name) else f"{name}:{line} {kind}: {source.splitlines()[line - 1].strip()}"
    finally:
        path.write_text(source, encoding="utf-8")


def _fails(copy: Path, name: Path) -> bool:
    room = name.parts[2]
    stems = (name.stem, *FIRST.get(name.parent.name, ()))
    folders = dict.fromkeys(("/".join(("tests", *name.parts[2:-1])), f"tests/{room}"))
    likely = [f"{folder}/test_{stem}.py" for folder in folders for stem in stems]
    own = [test for test in likely if (copy / test).exists()]
    return (bool(own) and _run(copy, own)) or _run(copy, TESTS[room])


def _run(copy: Path, tests: Sequence[str]) -> bool:
    """Whether one of the tests fails, or they do not end."""
    python = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not slow", *tests]
    paths = os.pathsep.join(
        str(copy / part) for part in ("src", "plugins/perfkit-jiangxi/src", "plugins/perfkit-xinfeng/src")
    )
    try:
        ended = subprocess.run(
            python,
            cwd=copy,
            env={**os.environ, "PYTHONPATH": paths, "PERFKIT_EXAMPLES": "12"},
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    return ended.returncode != 0


def main() -> None:
    per_module = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    places = picked(per_module, sys.argv[2:] or list(TESTS))
    copies: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(WORKERS):
            copy = Path(folder) / str(number)
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "build", ".hypothesis"))
            copies.put(copy)

        def one(place: tuple[Path, int]) -> str:
            copy = copies.get()
            try:
                return survives(copy, *place)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(WORKERS) as pool:
            alive = []
            for done, found in enumerate(pool.map(one, places), start=1):
                alive += [found] if found else []
                print(f"{done}/{len(places)}, {len(alive)} alive{': ' + found if found else ''}", flush=True)
    print("\n".join(alive))
    killed = len(places) - len(alive)
    print(f"{len(places)} changes, {killed} found: {100 * killed / len(places):.1f} %")


if __name__ == "__main__":
    main()
