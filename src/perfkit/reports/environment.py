"""The sandbox templates run in: deny by default, counted, strict about names, escaping by itself.

A template reaches attributes of views by their declared names, the turns of a loop, and nothing else of any object. It
calls its own macros and blocks and the few functions given to it. It prints plain values only. Templates come through
:class:`~perfkit.reports.lookup.Lookup`. One environment serves one rendering.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.loaders import FunctionLoader
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from perfkit.errors import NOWHERE, Fault, PerfkitError, Place, ReportError, nearest
from perfkit.model import plain
from perfkit.reports.additions import given_to_filter, plain_values
from perfkit.reports.blocks import extended, unknown_blocks
from perfkit.reports.budget import Budget
from perfkit.reports.context import FigureView
from perfkit.reports.filters import date_text, filters, tests
from perfkit.reports.lookup import LARGEST, Lookup
from perfkit.reports.marks import SourceMarks
from perfkit.reports.mistakes import mistake
from perfkit.reports.syntax import admitted
from perfkit.reports.vocabulary import RenderingError, View, look
from perfkit.wording import Language

_LOOP = frozenset(["index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"])
LONGEST_RANGE = 10_000
LARGEST_INTEGER = 10**18


class Unknown(StrictUndefined):
    """A name nobody defined: any use of it is an error that names it."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name)
        self._undefined_exception = lambda _message: RenderingError(  # type: ignore[assignment]  # called, not caught
            Fault("report.unknown-name", arguments={"name": name or "", "near": ""})
        )


class Sandbox(ImmutableSandboxedEnvironment):
    """See the module. ``escape`` makes plain text safe for what the template produces."""

    intercepted_binops = frozenset(["+", "-", "*", "//", "%"])

    def __init__(
        self,
        lookup: Lookup,
        escape: Callable[[str], str],
        *,
        language: Language = "zh",
        marks: bool = False,
        name: str = "",
        functions: Mapping[str, Callable[..., Any]] | None = None,
        added: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        super().__init__(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=Unknown,
            finalize=self._finalize,
            extensions=[SourceMarks] if marks else [],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            optimized=False,
        )
        self.lookup, self.language, self.budget = lookup, language, Budget()
        self.escape_text = escape
        self.known: tuple[str, ...] = ()
        self.text_only = False
        self.unnamed = name
        self.functions = {"range": self._range, **(functions or {})}
        self.globals = {**self.functions, "namespace": Namespace}
        self.filters = dict(filters(self.text_of, self.joined))
        self.filters |= {name: self._added(function) for name, function in (added or {}).items()}
        self.tests = dict(tests())

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """The text a template of the chain makes of ``context``."""
        self.known = tuple(context)
        return self._run(self._checked_template, name, context)

    def render_text(self, source: str, name: str, context: Mapping[str, Any]) -> str:
        """The text that a text with placeholders makes of ``context``; ``name`` is what messages call it."""
        if len(source.encode("utf-8", "replace")) > LARGEST:
            raise ReportError(Fault("report.template-size", Place(file=name), {"most": LARGEST // 1024}))
        self.known = self.known or tuple(context)
        before, self.text_only = self.text_only, True
        try:
            return self._run(lambda _: self._named_template(source, name), name, context)
        finally:
            self.text_only = before

    def _checked_template(self, name: str) -> Any:
        faults = unknown_blocks(self._line_of(name))
        if faults:
            raise ReportError(faults)
        return self.get_template(name)

    def _line_of(self, name: str) -> Iterator[tuple[str, nodes.Template]]:
        """The template and those it extends; one that extends itself is left to the rendering, which stops it."""
        seen, wanted = set[str](), name
        while wanted:
            full, text = self.lookup.text(wanted)
            if full in seen:
                return
            seen.add(full)
            tree = self._parse(text, full, full)
            yield full, tree
            wanted = extended(tree)

    def _named_template(self, source: str, name: str) -> Any:
        code = self.compile(source, name, name)
        return self.template_class.from_code(self, code, self.globals)

    def _run(self, get: Callable[[str], Any], name: str, context: Mapping[str, Any]) -> str:
        try:
            pieces = []
            for piece in get(name).generate(context):
                self.budget.made(piece)
                pieces.append(piece)
            return "".join(pieces)
        except ReportError:
            raise
        except Exception:
            self.handle_exception()

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]]:
        full, text = self.lookup.text(name)
        return text, full, lambda: True

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        shown = filename or name or self.unnamed
        try:
            tree = super()._parse(source, shown, filename)
        except RecursionError:
            raise ReportError(Fault("report.too-deep", Place(file=shown))) from None
        known = {"Filter": self.filters, "Test": self.tests}
        return admitted(tree, shown, known, text_only=self.text_only)

    # What a template may reach.

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute of a view by its English or Chinese name; nothing else has attributes."""
        kind = type(obj)
        if isinstance(obj, View) or kind is dict:
            return look(obj, attribute)
        if (kind is LoopContext and attribute in _LOOP) or (kind is BlockReference and attribute == "super"):
            return getattr(obj, attribute)
        if kind is TemplateReference:
            return obj[attribute]
        if kind is Namespace and not attribute.startswith("_"):
            return getattr(obj, attribute)
        if hasattr(kind, "grouper") and attribute in ("grouper", "list"):
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            str(obj)
        code = "report.absent-part" if obj is None else "report.no-attribute"
        raise RenderingError(Fault(code, arguments={"name": attribute, "kind": kind.__name__}))

    @staticmethod
    def present(value: Any, name: str) -> Any:
        """``value``, which the template wrote as ``name``; an absent one is refused by that name."""
        if value is None:
            raise RenderingError(Fault("report.absent-name", arguments={"name": name}))
        return value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An entry of a sequence by its place, of a table or view by its name."""
        if type(argument) is int and isinstance(obj, (tuple, list, str)) and type(argument) is not bool:
            return obj[argument]
        if isinstance(argument, str):
            return self.getattr(obj, str(argument))
        raise RenderingError(
            Fault("report.no-attribute", arguments={"name": type(argument).__name__, "kind": type(obj).__name__})
        )

    def call(self, context: Context, target: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of a macro, a block, or one of the functions given to templates."""
        if isinstance(target, Undefined):
            str(target)
        own = (*self.functions.values(), self.tick, self.joined, self.present, Namespace)
        if type(target) not in (Macro, BlockReference) and not any(target is own or target == own for own in own):
            raise RenderingError(Fault("report.not-callable", arguments={"kind": type(target).__name__}))
        return context.call(target, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Whole numbers are counted with; texts are put together; figures are left to the rules."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.joined(left, right)
        if type(left) is not int or type(right) is not int:
            kinds = f"{type(left).__name__} {operator} {type(right).__name__}"
            raise RenderingError(Fault("report.arithmetic", arguments={"kinds": kinds}))
        result = self.binop_table[operator](left, right)
        if abs(result) >= LARGEST_INTEGER:
            raise RenderingError(Fault("report.arithmetic", arguments={"kinds": f"{operator} 10^18"}))
        return result

    @staticmethod
    def _range(*arguments: int) -> range:
        numbers = range(*arguments)
        if len(numbers) > LONGEST_RANGE:
            raise RenderingError(Fault("report.range", arguments={"most": LONGEST_RANGE}))
        return numbers

    def _added(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter of a plugin: it is given plain values and returns one; it never sees a view, nor makes markup."""

        def run(*arguments: Any) -> Any:
            given = [str(one) if isinstance(one, Undefined) else given_to_filter(one) for one in arguments]
            try:
                made = plain_values(function(*given), NOWHERE)
            except PerfkitError as error:
                raise RenderingError(error.faults) from error
            if isinstance(made, str):
                self.budget.made(made)
            return made

        return run

    # What a template prints, and how much of it.

    def tick(self) -> None:
        """One more turn of a loop or call."""
        self.budget.tick()

    def text_of(self, value: Any) -> str:
        """The plain text of a plain value; anything else is a mistake in the template."""
        if isinstance(value, str):
            return value
        if type(value) is int:
            return str(value)
        if type(value) is Decimal:
            return plain(value)
        if type(value) is FigureView:
            return value.text
        if type(value) is datetime.date:
            return date_text(value, self.language)
        if isinstance(value, Undefined):
            str(value)
        code = "report.absent" if value is None else "report.unprintable"
        raise RenderingError(Fault(code, arguments={"kind": type(value).__name__}))

    def _escaped(self, value: Any) -> Markup:
        if type(value) is Markup:
            return value
        return Markup(self.escape_text(self.text_of(value)))  # noqa: S704 (just escaped)

    def joined(self, *parts: Any) -> str:
        """Texts put together; where one of them is markup the others are escaped."""
        if any(type(part) is Markup for part in parts):
            result: str = Markup("").join(self._escaped(part) for part in parts)
        else:
            result = "".join(self.text_of(part) for part in parts)
        self.budget.made(result)
        return result

    @pass_context
    def _finalize(self, _context: Context, value: Any) -> Markup:
        text = self._escaped(value)
        self.budget.made(text)
        return text

    # What a template did wrong.

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """The exception being handled as a :class:`ReportError` that names template and line."""
        error = sys.exc_info()[1]
        if isinstance(error, ReportError) or error is None:
            raise error or RuntimeError
        if isinstance(error, RenderingError):
            place = self._running_line(error)
            raise ReportError(
                [_with_near(f, f.place if f.place.file else place, self.known) for f in error.faults]
            ) from None
        if isinstance(error, TemplateSyntaxError):
            raise ReportError(mistake(error, self.unnamed)) from None
        if isinstance(error, (RecursionError, MemoryError)):
            raise ReportError(Fault("report.too-deep", self._running_line(error))) from None
        detail = str(error)[:200] if isinstance(error, (TemplateError, TypeError)) else type(error).__name__
        raise ReportError(Fault("report.template-failed", self._running_line(error), {"detail": detail})) from error

    def _running_line(self, error: BaseException) -> Place:
        """The line of the template that was running, from the innermost frame that belongs to one."""
        place, trace = Place(), error.__traceback__
        while trace is not None:
            template = trace.tb_frame.f_globals.get("__jinja_template__")
            if template is not None:
                name = template.filename if template.filename != "<template>" else template.name
                place = Place(file=name or self.unnamed, line=template.get_corresponding_lineno(trace.tb_lineno))
            trace = trace.tb_next
        return place


def _with_near(fault: Fault, place: Place, known: tuple[str, ...]) -> Fault:
    arguments = dict(fault.arguments)
    if fault.code == "report.unknown-name" and not arguments["near"]:
        arguments["near"] = nearest(str(arguments["name"]), known) or "、".join(known[:12])
    return Fault(fault.code, place, arguments)
