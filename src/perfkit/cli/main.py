"""Entry of the command line: nothing but errors of ours may leave it, and never a traceback."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfkit.cli.language import language_of
from perfkit.errors import InputError, PerfkitError
from perfkit.wording import say

if TYPE_CHECKING:
    import click

REFUSED = 1
CALLED_WRONGLY = 2
OURS = 70
"""Exit status of a mistake of the program itself (``EX_SOFTWARE``)."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 refused (or findings of severity error for ``check``), 2 called wrongly."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run one command; its exit status."""
    language = language_of(arguments)
    try:
        import click
    except ModuleNotFoundError:
        print(say("cli.no-click", language), file=sys.stderr)  # noqa: T201 (the one message that needs no click)
        return CALLED_WRONGLY
    from perfkit.cli.commands import perfkit

    status: object = 0
    try:
        status = perfkit.main(arguments, prog_name="perfkit", standalone_mode=False)
    except PerfkitError as error:
        _refuse(error, arguments)
        return REFUSED
    except click.ClickException as error:
        _called_wrongly(error, arguments)
        return CALLED_WRONGLY
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("cli.stopped", language), err=True)
        return REFUSED
    except BrokenPipeError:
        pass  # the reader of our output has gone, as with | head
    except Exception as error:
        click.echo(say("cli.our-mistake", language, error=repr(error), log=_saved(error)), err=True)
        return OURS
    return status if isinstance(status, int) else 0


def _called_wrongly(error: click.ClickException, arguments: list[str]) -> None:
    """Print what is wrong with the call and how it is made; ``perfkit`` alone prints the help."""
    import click

    from perfkit.cli.usage import Refused, usage_fault, usage_line

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if isinstance(error, Refused):
        _refuse(error.error, arguments, error.formula)
        return
    _refuse(InputError(usage_fault(error)), arguments)
    if line := usage_line(error, language_of(arguments)):
        click.echo(line, err=True)


def _refuse(error: PerfkitError, arguments: list[str], formula: str = "") -> None:
    """Print all faults: to the error stream in words, and as JSON to the output where JSON was asked for.

    A fault inside ``formula`` is pointed at.
    """
    import click

    from perfkit.cli.pointer import pointed

    language = language_of(arguments)
    for fault in error.faults:
        if formula and fault.place.character is not None:
            click.echo(pointed(formula, fault.place.character, shutil.get_terminal_size().columns), err=True)
        click.echo(fault.worded(language), err=True)
    if "json" in arguments or "--format=json" in arguments:
        faults = [
            {"code": fault.code, "where": fault.place.worded(language), "message": fault.worded(language)}
            for fault in error.faults
        ]
        click.echo(json.dumps({"faults": faults}, ensure_ascii=False, indent=1))


def _saved(error: Exception) -> str:
    """Where the details of a mistake of ours were saved, for the report to its makers."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="perfkit-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exception(error, file=log)
    return log.name
