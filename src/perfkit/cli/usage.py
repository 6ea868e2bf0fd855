"""A command called wrongly, in our words: what was typed, what there is, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from perfkit.errors import Fault, PerfkitError, nearest, quoted
from perfkit.wording import Language, say


class UnknownCommand(click.UsageError):
    """A command that does not exist."""

    def __init__(self, name: str, known: list[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name, self.known = name, known


class ExtraArguments(click.UsageError):
    """More arguments than the command takes."""

    def __init__(self, extra: list[str], ctx: click.Context) -> None:
        super().__init__(" ".join(extra), ctx)
        self.extra = extra


class UnknownChoice(click.BadParameter):
    """A value that is none of those an option takes."""

    def __init__(self, found: str, known: list[str], param: click.Parameter | None, ctx: click.Context | None) -> None:
        super().__init__(found, ctx, param)
        self.found, self.known = found, known


class Refused(click.UsageError):
    """What stands behind a command cannot be used, for reasons that are faults already.

    Attributes:
        formula: the text into which faults with a character point.
    """

    def __init__(self, error: PerfkitError, formula: str = "") -> None:
        super().__init__(str(error))
        self.error, self.formula = error, formula


class OneOf(click.Choice[str]):
    """A choice that tells what it was given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            raise UnknownChoice(str(value), list(self.choices), param, ctx)
        return str(value)


@contextmanager
def _placed(ctx: click.Context) -> Iterator[None]:
    """Errors about an option know the command they arose in."""
    try:
        yield
    except click.BadOptionUsage as error:
        error.ctx = error.ctx or ctx
        raise


class Command(click.Command):
    """A command that tells which arguments were too many."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        with _placed(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise ExtraArguments(list(rest), ctx)
        return rest


class Words(Command):
    """A command whose words may begin with a minus, as a formula does: only ``--name`` and ``-h`` are options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        flags = {name for param in self.params if isinstance(param, click.Option) for name in param.opts}
        options: list[str] = []
        words: list[str] = []
        waiting = iter(args)
        for arg in waiting:
            if arg == "--":
                words += waiting
            elif not arg.startswith("--") and arg not in ctx.help_option_names:
                words.append(arg)
            else:
                value = next(waiting, None) if arg in flags else ""
                if value is None:
                    return super().parse_args(ctx, [arg])
                options += [arg, value] if value else [arg]
        return super().parse_args(ctx, [*options, *(["--", *words] if words else [])])


class Commands(click.Group):
    """A group that tells which command was asked for; its list says each command's purpose in full."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _placed(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise UnknownCommand(args[0], self.list_commands(ctx), ctx)
        return super().resolve_command(ctx, args)


def usage_fault(error: click.ClickException) -> Fault:
    """What is wrong with the call."""
    code, arguments = _wrong(error)
    if "known" in arguments:
        arguments["near"] = nearest(str(arguments["found"]), arguments["known"])
    return Fault(code, arguments=arguments)


def _wrong(error: click.ClickException) -> tuple[str, dict[str, Any]]:
    """The code of a wrong call and the fields of its sentence, but for the near match."""
    found: tuple[str, dict[str, Any]]
    match error:
        case UnknownCommand():
            found = "cli.command-unknown", {"found": quoted(error.name), "known": tuple(error.known)}
        case ExtraArguments():
            found = "cli.argument-extra", {"found": tuple(map(quoted, error.extra))}
        case UnknownChoice():
            choices = {"found": quoted(error.found), "known": tuple(error.known)}
            found = "cli.choice-unknown", {"option": _named(error.param), **choices}
        case click.NoSuchOption():
            found = "cli.option-unknown", {"found": quoted(error.option_name), "known": _options(error.ctx)}
        case click.MissingParameter():
            found = "cli.argument-missing", {"name": _named(error.param)}
        case click.BadOptionUsage():
            flag = _is_flag(error.ctx, error.option_name)
            found = "cli.option-no-value" if flag else "cli.option-value", {"option": error.option_name}
        case _:
            found = "cli.wrong-call", {"reason": quoted(error.format_message(), 200)}
    return found


def usage_line(error: click.ClickException, language: Language) -> str:
    """How the command is called, and where its help is; empty where the error knows no command."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return ""
    usage = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
    return say("cli.usage", language, usage=usage, command=ctx.command_path)


def _named(param: click.Parameter | None) -> str:
    """An option as it is typed, an argument as the help names it."""
    if param is None:
        return "?"
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name


def _is_flag(ctx: click.Context | None, name: str) -> bool:
    params = ctx.command.params if ctx else []
    return any(isinstance(param, click.Option) and param.is_flag and name in param.opts for param in params)


def _options(ctx: click.Context | None) -> tuple[str, ...]:
    """The options of a command, as they are typed; help too."""
    if ctx is None:
        return ()
    found = [name for param in ctx.command.params if isinstance(param, click.Option) for name in param.opts]
    return (*found, "--help")
