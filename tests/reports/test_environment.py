"""Templates reach nothing but what they are given, and cannot run for ever."""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import field, frozen

from perfkit.errors import ReportError
from perfkit.model import Figure, Rounding
from perfkit.reports import Lookup
from perfkit.reports.environment import Sandbox
from perfkit.reports.escape import markdown
from perfkit.reports.figures import figure_view
from perfkit.reports.marks import unmarked
from perfkit.reports.vocabulary import View, zh


@frozen(kw_only=True, eq=False)
class Thing(View):
    """A view with something to hide."""

    name: str = field(metadata=zh("名称"), default="甲")
    figure: object = field(metadata=zh("数"), default=None)
    parts: tuple[object, ...] = field(metadata=zh("部分"), default=())
    path: Path = field(factory=Path.cwd)


CONTEXT = {
    "thing": Thing(
        figure=figure_view(
            Figure(Fraction(3239, 33), "分", Rounding(2)), Figure(Fraction(3239, 33), "分", Rounding(0))
        ),
        parts=(Thing(name="乙"), Thing(name="丙")),
    ),
    "text": "abc",
    "counts": {"编制": 50},
}


def render(source: str, **context: object) -> str:
    return Sandbox(Lookup([]), markdown).render_text(source, "t.md", {**CONTEXT, **context})


ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ()|attr('__class__') }}",
    "{{ text.format }}",
    "{{ '{0.__class__}'.format(text) }}",
    "{{ text.format_map(counts) }}",
    "{{ '%s'|format(text) }}",
    "{{ '%9999999s' % text }}",
    "{{ thing.__init__ }}",
    "{{ thing['__class__'] }}",
    "{{ thing.path }}",
    "{{ thing['path'] }}",
    "{{ [thing]|map(attribute='path')|list }}",
    "{{ [thing]|map(attribute='__class__.__base__')|list }}",
    "{{ [thing]|selectattr('path')|list }}",
    "{{ [thing]|groupby('path') }}",
    "{{ [thing]|sort(attribute='path') }}",
    "{{ [thing]|map('attr', 'path')|list }}",
    "{{ thing }}",
    "{{ [thing.name] }}",
    "{{ counts }}",
    "{{ counts.items }}",
    "{{ counts.pop('编制') }}",
    "{{ [1].append(2) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ joiner() }}",
    "{{ dict(a=1) }}",
    "{{ range.__self__ }}",
    "{{ namespace.__init__ }}",
    "{% set n = namespace(a=1) %}{{ n.__class__ }}",
    "{% set n = namespace(a=1) %}{{ n._Namespace__attrs }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% for x in [1] %}{{ loop(x) }}{% endfor %}",
    "{% for x in [[1]] recursive %}{{ loop(x) }}{% endfor %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% include text %}",
    "{% include 'x' %}",
    "{% extends text %}",
    "{% autoescape false %}x{% endautoescape %}",
    "{{ text|safe }}",
    "{{ text|tojson }}",
    "{{ text|xmlattr }}",
    "{{ text|pprint }}",
    "{{ text is defined }}",
    "{{ text() }}",
    "{{ thing.name() }}",
    "{{ range(*[1]) }}",
    "{{ environment }}",
    "{{ context }}",
    "{{ nothing }}",
    "{{ none }}",
    "{{ true }}",
    "{{ 1.5 }}",
    "{{ 2 ** 9 }}",
    "{{ 1 / 3 }}",
    "{{ -text }}",
    "{% debug %}",
]


class Watch:
    """Sees what Python opens, runs or connects to; an audit hook cannot be taken off again, so there is one."""

    def __init__(self) -> None:
        self.on, self.seen = False, list[tuple[str, str]]()
        sys.addaudithook(self.hook)

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and event in ("open", "os.system", "subprocess.Popen", "socket.connect"):
            self.seen.append((event, str(arguments[0])))


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.mark.parametrize("source", ATTACKS)
def test_an_attack_is_refused_with_its_line(source, watch):
    """Every payload ends in an error that names the text and its line; nothing is printed, opened or run meanwhile."""
    watch.on, watch.seen = True, []
    try:
        with pytest.raises(ReportError) as caught:
            render("一\n" + source)
    finally:
        watch.on = False
    assert all(fault.place.file == "t.md" and fault.place.line == 2 for fault in caught.value.faults), caught.value
    assert [what for what in watch.seen if not what[1].endswith((".py", ".pyc", ".toml"))] == []


BOMBS = {
    "loops in loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "a range too long": "{% for a in range(10001) %}{% endfor %}",
    "a text that doubles": (
        "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}"
    ),
    "doubling by plus": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "doubling by join": (
        "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = [n.x, n.x]|join %}{% endfor %}"
    ),
    "doubling by capture": "{% set a %}"
    + "x" * 4000
    + "{% endset %}"
    + "".join("{% set a %}{{ a }}{{ a }}{% endset %}" for _ in range(30))
    + "{{ a }}",
    "text times number": "{{ 'a' * 1000000000 }}",
    "list times number": "{{ [0] * 1000000000 }}",
    "a number that squares": "{% set n = namespace(x=9) %}{% for i in range(40) %}{% set n.x = n.x*n.x %}{% endfor %}",
    "deep nesting": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "too large": "x" * 300_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_load_bomb_is_stopped(name):
    """What would run or grow without end is ended by our own error within seconds."""
    began = time.monotonic()
    with pytest.raises(ReportError):
        render(BOMBS[name])
    assert time.monotonic() - began < 5


def test_macros_that_call_themselves_are_stopped(tmp_path):
    """Recursion ends in an error that names the template."""
    (tmp_path / "t.j2").write_text("{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}")
    with pytest.raises(ReportError) as caught:
        Sandbox(Lookup([("p", tmp_path)]), markdown).render("t.j2", {})
    assert (caught.value.code, caught.value.faults[0].place.file) == ("report.too-deep", "p:t.j2")


GOOD = {
    "{{ thing.name }}{{ thing.名称 }}{{ thing['名称'] }}": "甲甲甲",
    "{{ thing.figure }}": "98\\.15 分",
    "{{ thing.数.文中 }} {{ thing.数.digits }} {{ thing.数.精确值 }}": "98 分 98\\.15 3239\\/33",
    "{% if thing.数.value > 98 %}高{% endif %}": "高",
    "{{ counts['编制'] + 1 }}{{ counts.编制 }}": "5150",
    "{{ thing.部分|map(attribute='名称')|join('、') }}": "乙、丙",
    "{% for p in thing.parts %}{{ loop.index }}{{ p.name }}{% else %}无{% endfor %}": "1乙2丙",
    "{{ thing.name|default('无') }}{{ ''|default('无') }}": "甲无",
    "{{ text|upper }}{{ text|length }}{{ text[0] }}{{ text[1:] }}": "ABC3abc",
    "{{ 'x' if not thing.parts else (thing.parts|first).name }}": "乙",
}


@pytest.mark.parametrize("source", GOOD)
def test_what_templates_are_for_works(source):
    """Names in both languages, figures as shown, loops, conditions and the filters do what they say."""
    assert render(source) == GOOD[source]


def test_a_macro_that_prints_nothing_is_nothing(tmp_path):
    """Source marks do not make an empty text look full: a template can ask whether a macro printed anything."""
    source = (
        "{% macro m(x) %}\n{% if x %}\n甲\n{% endif %}\n{% endmacro %}{{ m(0)|trim or '无' }}{{ m(1)|trim or '无' }}"
    )
    (tmp_path / "t.j2").write_text(source, encoding="utf-8")
    text = Sandbox(Lookup([("p", tmp_path)]), markdown, marks=True).render("t.j2", {})
    assert unmarked(text)[0].strip() == "无甲"


def test_an_unknown_name_is_named_with_its_near_match():
    """A typing mistake tells the right name and the line, for a top name and for an attribute."""
    with pytest.raises(ReportError) as caught:
        render("一\n二 {{ thnig.name }}")
    fault = caught.value.faults[0]
    assert (fault.code, fault.place.line, fault.arguments["near"]) == ("report.unknown-name", 2, "thing")
    with pytest.raises(ReportError) as caught:
        render("{{ thing.naem }}")
    assert caught.value.faults[0].arguments == {"name": "naem", "near": "name"}


def test_a_hosts_decimal_context_changes_nothing():
    """Decimals print with all their digits under any context of the host."""
    from decimal import localcontext

    with localcontext() as context:
        context.prec = 2
        assert render("{{ value }}", value=Decimal("804.12859")) == "804\\.12859"


ABSENT = {
    "{{ thing.figure.文中 }}": "thing.figure",
    "{{ thing['figure'].文中 }}": "thing.figure",
    "{{ thing.figure }}": "thing.figure",
    "{{ thing.figure ~ '分' }}": "thing.figure",
    "{% set n = thing.figure %}{{ n.文中 }}": "n",
    "{{ [thing]|map(attribute='figure.文中')|list }}": "文中",
}


@pytest.mark.parametrize("source", ABSENT)
def test_an_absent_value_is_named_as_it_was_written(source):
    """Whoever prints what has no value reads which name it is and what to write, not a name of Python."""
    with pytest.raises(ReportError) as caught:
        render("一\n" + source, thing=Thing())
    (fault,) = caught.value.faults
    assert (fault.place.line, fault.arguments["name"]) == (2, ABSENT[source])
    for language in ("zh", "en"):
        said = fault.worded(language)
        assert "None" not in said
        assert "{% if " in said
        assert "{% endif %}" in said


def test_asking_for_an_absent_value_is_allowed():
    """Conditions and defaults see an absent value as absent."""
    source = "{% if thing.figure %}有{% else %}无{% endif %}{{ thing.figure|default('—') }}{{ thing.figure or '空' }}"
    assert render(source, thing=Thing()) == "无—空"


SLIPS = {
    "{% fro x in [] %}{% endfor %}": ("tag-unknown", "fro"),
    "{% if text %}{% elseif text %}{% endif %}": ("tag-unknown", "elseif"),
    "{% for x in [] %}": ("tag-unclosed", "for"),
    "{% if text %}{% endfor %}": ("tag-misplaced", "endfor"),
    "{% endif %}": ("tag-alone", "endif"),
    "{% %}": ("tag-unnamed", ""),
    "{{ text": ("braces-open", ""),
    "{# text": ("braces-open", ""),
    "{{ (text }}": ("brackets", "}"),
    "{{ “text” }}": ("sign", "“"),
    "{{ 'text }}": ("sign", "'"),
    "{{ text text }}": ("expression", "text"),
    "{{ }}": ("expression", "}}"),
    "{% if text = 1 %}{% endif %}": ("expression", "="),
    "{% block a-b %}{% endblock %}": ("block-name", ""),
}


@pytest.mark.parametrize("source", SLIPS)
def test_a_slip_in_writing_is_told_in_our_words(source):
    """Common slips have sentences of their own in both languages, with the line; Jinja's text is a detail at most."""
    with pytest.raises(ReportError) as caught:
        render("一\n" + source)
    (fault,) = caught.value.faults
    code, name = SLIPS[source]
    assert (fault.code, fault.place.line, fault.arguments["name"]) == (f"report.template-{code}", 2, name)
    assert str(fault.arguments["detail"]) not in fault.found("zh") + fault.found("en")


def test_two_blocks_of_one_name_are_told(tmp_path):
    """So is the slip that only shows when the template is put together."""
    (tmp_path / "t.j2").write_text("{% block 甲 %}{% endblock %}{% block 甲 %}{% endblock %}")
    with pytest.raises(ReportError) as caught:
        Sandbox(Lookup([("p", tmp_path)]), markdown).render("t.j2", {})
    assert (caught.value.code, caught.value.faults[0].arguments["name"]) == ("report.template-block-twice", "甲")


def test_a_slip_nobody_foresaw_keeps_jinjas_words():
    """What the table does not know is told with the template, the line and Jinja's sentence in brackets."""
    with pytest.raises(ReportError) as caught:
        render("{% set 3 = 4 %}")
    assert caught.value.code == "report.template-syntax"
    assert "（Jinja：can't assign to 'const'）" in str(caught.value)
