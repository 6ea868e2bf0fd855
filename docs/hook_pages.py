"""The reference of hooks, from their specifications; what is said in Chinese stands in ``hooks.toml``."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomli
from attrs import frozen

from perfkit.plugins import hookspecs

WORDS = Path(__file__).parent / "hooks.toml"

PARTS = ("When", "Returns", "Order", "Since")

_PART = re.compile(r"^(When|Returns|Order|Since): ", re.M)


@frozen
class Hook:
    """One hook as its specification says it.

    Attributes:
        name: of the function; title: its first sentence.
        arguments: the type of each by name.
        parts: by the names in :data:`PARTS`; more: what stands between the title and the first of them.
        example: the code of a ``hooks.py``.
    """

    name: str
    title: str
    more: str
    arguments: Mapping[str, str]
    parts: Mapping[str, str]
    example: str

    @classmethod
    def of(cls, function: Callable[..., Any]) -> Hook:
        text, _, example = inspect.cleandoc(function.__doc__ or "").partition("\nExample:\n")
        before, *rest = _PART.split(text)
        title, _, more = before.strip().partition("\n")
        parts = {name: " ".join(said.split()) for name, said in zip(rest[::2], rest[1::2], strict=True)}
        arguments = {one.name: str(one.annotation) for one in inspect.signature(function).parameters.values()}
        code = textwrap.dedent(example).strip() + "\n"
        return cls(function.__name__, title, " ".join(more.split()), arguments, parts, code)


def hooks() -> list[Hook]:
    """Every hook, in the order in which they are called."""
    named = (one for name, one in vars(hookspecs).items() if name.startswith("perfkit_"))
    return [Hook.of(function) for function in named]


def words() -> Mapping[str, Mapping[str, str]]:
    """What is said in Chinese, by the name of the hook; the head of the page in both languages."""
    return tomli.loads(WORDS.read_text(encoding="utf-8"))


def page() -> str:
    """The page ``docs/reference/hooks.md``."""
    said = words()
    head = said["page"]
    lines = ["# 钩子 · Hooks", "", _wrapped(head["zh"]), "", _wrapped(head["en"]), "", "| 钩子 hook | 用处 |  |"]
    lines += ["|---|---|---|"]
    for hook in hooks():
        lines.append(f"| [`{hook.name}`](#{hook.name}) | {said[hook.name]['title']} | {hook.title} |")
    return "\n".join(lines) + "\n" + "".join(_section(hook, said[hook.name]) for hook in hooks())


def _wrapped(text: str) -> str:
    return "\n".join(text.strip().splitlines())


def _section(hook: Hook, said: Mapping[str, str]) -> str:
    names = said.get("arguments", {})
    lines = [
        "",
        f"## {hook.name}",
        "",
        f"{said['title']}。{said.get('more', '')}",
        "",
        f"{hook.title} {hook.more}".strip(),
    ]
    lines += ["", "| 参数 argument | 类型 type | 意思 |", "|---|---|---|"] if hook.arguments else []
    lines += [f"| `{name}` | `{kind}` | {names[name]} |" for name, kind in hook.arguments.items()]
    lines += ["", "|  | 中文 | English |", "|---|---|---|"]
    for part, name in zip(PARTS, ("何时 When", "交回 Returns", "次序 Order", "始于 Since"), strict=True):
        lines.append(f"| {name} | {said.get(part.lower(), hook.parts[part])} | {_said(hook.parts[part])} |")
    return "\n".join([*lines, "", "```py", hook.example.rstrip(), "```", ""])


def _said(text: str) -> str:
    """A sentence of a docstring in Markdown."""
    text = re.sub(r":class:`~?(?:[\w.]*\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`").replace("|", "\\|")
