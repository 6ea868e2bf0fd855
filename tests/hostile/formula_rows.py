"""The formula rows of the catalogue, FML-001 to FML-168, each with the smallest input that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from hostile.catalogue import Verdict
from perfkit.testing import a_card


@frozen
class Typed:
    """A formula as somebody types it, over ``actual`` 77, ``target`` 80, their Chinese names, and a truth.

    Attributes:
        id, verdict: as in the catalogue.
        text: the formula.
        codes: every code that is reported, and no other; without their common part ``formula.``.
        character: where the first of them points.
        wanted: what the formula stands for.
        gives: its exact value, where it is accepted.
    """

    id: str
    verdict: Verdict
    text: str
    codes: tuple[str, ...] = ()
    character: int = 0
    wanted: Literal["number", "truth"] = "number"
    gives: str = ""


@frozen
class Ruled:
    """A rule as a county writes it in its plugin; ``body`` stands below ``[rules.tried]``.

    Attributes:
        codes: every code that is reported, and no other.
        key: where the first of them stands, inside the rule.
        character: the same inside the formula; 0 where it concerns the key.
    """

    id: str
    verdict: Verdict
    body: str
    codes: tuple[str, ...] = ()
    key: str = ""
    character: int = 0


@frozen
class Scored:
    """One project out of 33 whose first indicator, of 50 points, is scored by such a rule; the others reach 80 of 80.

    Attributes:
        target, actual, facts: of that project.
        codes: why the line has no points.
        points: those it has, where the row is accepted.
    """

    id: str
    verdict: Verdict
    body: str
    codes: tuple[str, ...] = ()
    target: str = "80"
    actual: str | None = "77"
    facts: Mapping[str, str] = field(factory=dict)
    points: str = ""


@frozen
class Handed:
    """A value that a program hands in."""

    id: str
    verdict: Verdict
    hand: Callable[[], object]
    codes: tuple[str, ...]


GRAMMAR = (
    Typed("FML-001", "E", "", ("empty",), 1),
    Typed("FML-002", "E", " \t\u3000 ", ("empty",), 1),
    Typed("FML-003", "E", "actual /", ("nothing-behind",), 9),
    Typed("FML-004", "E", "/ actual", ("out-of-place",), 1),
    Typed("FML-006", "E", "actual // target", ("write-instead",), 8),
    Typed("FML-007", "E", "actual ** 2", ("power",), 8),
    Typed("FML-008", "E", "actual ^ 2", ("power",), 8),
    Typed("FML-009", "E", "actual % target", ("percent",), 8),
    Typed("FML-011", "E", "actual / target)", ("out-of-place",), 16),
    Typed("FML-012", "E", "()", ("nothing-behind",), 2),
    Typed("FML-013", "E", "min()", ("argument-count",), 1),
    Typed("FML-014", "E", "min(1,)", ("nothing-behind",), 7),
    Typed("FML-016", "E", "min 1, 2", ("no-bracket",), 5),
    Typed("FML-017", "E", "if(actual > 1, 2)", ("argument-count",), 1),
    Typed("FML-018", "E", "actual = 5", ("gives-truth",), 1),
    Typed("FML-019", "E", "actual == = 5", ("out-of-place", "write-instead"), 11, "truth"),
    Typed("FML-021", "E", "actual => 5", ("write-instead",), 8, "truth"),
    Typed("FML-022", "A", "actual <> 5", wanted="truth", gives="True"),
    Typed("FML-023", "E", "1 < 2 < 3", ("chained",), 7, "truth"),
    Typed("FML-024", "E", "not", ("nothing-behind",), 4, "truth"),
    Typed("FML-026", "E", "actual && target", ("write-instead", "truth-needed"), 8, "truth"),
    Typed("FML-027", "E", "actual || target", ("write-instead", "truth-needed"), 8, "truth"),
    Typed("FML-028", "E", "!actual", ("write-instead", "truth-needed"), 1, "truth"),
    Typed("FML-029", "E", "actual ? 1 : 2", ("branch",), 8),
    Typed("FML-031", "E", "x = 5", ("gives-truth", "unknown-name"), 1),
    Typed("FML-032", "E", "actual;", ("unusable",), 7),
    Typed("FML-033", "E", "actual, target", ("out-of-place",), 7),
    Typed("FML-034", "E", "actual /\ntarget", ("line-end",), 9),
    Typed("FML-034", "E", "actual\r\n/ target", ("line-end",), 7),
    Typed("FML-036", "E", '"actual"', ("quotes",), 1),
    Typed("FML-037", "E", "'95'", ("quotes",), 1),
    Typed("FML-038", "E", "[actual]", ("brackets",), 1),
    Typed("FML-039", "E", "{actual}", ("brackets",), 1),
    Typed("FML-041", "E", "actual.value", ("dot",), 7),
    Typed("FML-042", "E", "$actual", ("cell",), 1),
    Typed("FML-042", "E", "A1", ("cell",), 1),
    Typed("FML-042", "E", "$B$2", ("cell",), 1),
    Typed("FML-043", "E", "=actual/target", ("leading-equals",), 1),
    Typed("FML-044", "E", "SUM(actual)", ("write-instead", "list-needed"), 1),
    Typed("FML-046", "E", "1..2", ("point",), 2),
    Typed("FML-047", "E", "1.2.3", ("point",), 4),
    Typed("FML-048", "E", ".5", ("point",), 1),
    Typed("FML-049", "E", "5.", ("point",), 2),
    Typed("FML-051", "E", "1_000", ("number-tail",), 2),
    Typed("FML-052", "E", "1e3", ("number-tail",), 2),
    Typed("FML-053", "E", "0x10", ("number-tail",), 2),
    Typed("FML-054", "E", "10%%", ("percent",), 4),
    Typed("FML-056", "E", "5项", ("number-tail",), 2),
    Typed("FML-057", "E", "2000万", ("number-tail",), 5),
)

NAMES = (
    Typed("FML-058", "E", "actul", ("misspelt-name",), 1),
    Typed("FML-059", "E", "Actual", ("misspelt-name",), 1),
    Typed("FML-061", "E", "ａctual", ("look-alike",), 1),
    Typed("FML-062", "E", "аctual", ("look-alike",), 1),
    Typed("FML-066", "E", "2actual", ("number-tail",), 2),
    Typed("FML-067", "E", "__class__", ("unknown-name",), 1),
    Typed("FML-068", "E", "if", ("branch",), 1),
    Typed("FML-071", "E", "on time", ("no-sign", "unknown-name"), 4),
    Typed("FML-072", "E", "名" * 200, ("name-too-long",), 1),
    Typed("FML-076", "E", "min", ("no-bracket",), 4),
    Typed("FML-077", "E", "True", ("truth-word",), 1),
    Typed("FML-077", "E", "False", ("truth-word",), 1),
    Typed("FML-077", "E", "None", ("truth-word",), 1),
    Typed("FML-078", "E", "pi", ("unknown-name",), 1),
    Typed("FML-078", "E", "e", ("unknown-name",), 1),
)

NAMES_IN_RULES = (
    Ruled("FML-063", "E", 'share = "产出.数量 / target"', ("formula.unknown-name", "formula.dot"), "share", 1),
    Ruled("FML-064", "E", 'let = { rate = "rate * 2" }\nshare = "rate"', ("formula.let-later",), "let.rate", 1),
    Ruled("FML-069", "E", 'needs = { and = "truth" }\nshare = "1"', ("formula.name-reserved",), "needs.and"),
    Ruled("FML-079", "E", 'share = "1 - 10% * late_days"', ("formula.unknown-name",), "share", 11),
)

VALUES_OF_PROJECTS = (
    Scored("FML-073", "E", 'share = "actual / target"', ("indicator.actual-missing",), actual=None),
    Scored(
        "FML-074",
        "E",
        'needs = { late-days = "number" }\nshare = "if(actual < target, 1 - 10% * late_days, 1)"',
        ("formula.wrong-kind",),
        facts={"late_days": "没有统计"},
    ),
)

ATTACKS = (
    Typed("FML-081", "E", '__import__("os").system("id")', ("quotes",), 12),
    Typed("FML-082", "E", "().__class__.__mro__[1].__subclasses__()", ("nothing-behind",), 2),
    Typed("FML-083", "E", '"".__class__', ("quotes",), 1),
    Typed("FML-084", "E", "actual.__class__", ("dot",), 7),
    Typed("FML-086", "E", 'eval("1")', ("quotes",), 6),
    Typed("FML-086", "E", "eval(1)", ("unknown-function",), 1),
    Typed("FML-087", "E", 'open("/etc/passwd")', ("quotes",), 6),
    Typed("FML-088", "E", "lambda: 1", ("branch", "unknown-name"), 7),
    Typed("FML-089", "E", "(lambda x: x)(1)", ("no-sign", "unknown-name"), 9),
    Typed("FML-091", "E", "(x for x in y).gi_frame", ("no-sign", "unknown-name"), 4),
    Typed("FML-092", "E", 'f"{actual}"', ("quotes", "unknown-name"), 2),
    Typed("FML-093", "E", 'f"{1:>10000000000}"', ("quotes", "unknown-name"), 2),
    Typed("FML-094", "E", "'%10000000000d' % 1", ("quotes",), 1),
    Typed("FML-096", "E", "[0]*10**10", ("brackets",), 1),
    Typed("FML-097", "E", "((0,)*10**6,)*10**6", ("unclosed",), 4),
    Typed("FML-098", "E", "9**9**9", ("power",), 2),
    Typed("FML-099", "E", "2**(2**30)", ("power",), 2),
    Typed("FML-101", "E", "(x:=5)", ("branch", "unknown-name"), 3),
    Typed("FML-102", "E", "await x", ("no-sign", "unknown-name"), 7),
    Typed("FML-103", "E", "print(1)", ("unknown-function",), 1),
    Typed("FML-104", "E", "raise SystemExit", ("no-sign", "unknown-name"), 7),
    Typed("FML-106", "E", "while 1: pass", ("no-sign", "unknown-name"), 7),
    Typed("FML-107", "E", "min(*actual)", ("out-of-place",), 5),
    Typed("FML-108", "E", "min(actual=1)", ("number-needed",), 5),
    Typed("FML-109", "E", "actual\0/ target", ("hidden",), 7),
    Typed("FML-111", "E", "(" * 1_000 + "1" + ")" * 1_000, ("too-long",), 1_001),
    Typed("FML-111", "E", "(" * 60 + "1" + ")" * 60, ("too-deep",), 42),
    Typed("FML-112", "E", "min(" * 500 + "1" + ")" * 500, ("too-long",), 1_001),
    Typed("FML-112", "E", "min(" * 60 + "1" + ")" * 60, ("too-deep",), 165),
    Typed("FML-113", "E", "-" * 100_000 + "1", ("too-long",), 1_001),
    Typed("FML-113", "E", "-" * 300 + "1", ("too-deep",), 42),
    Typed("FML-114", "E", "+".join("1" * 50_000), ("too-long",), 1_001),
    Typed("FML-114", "E", "+".join("1" * 300), ("too-many-parts",), 401),
    Typed("FML-116", "E", "9" * 5_000, ("too-long",), 1_001),
    Typed("FML-116", "E", "9" * 1_000, ("digits",), 1),
    Typed("FML-117", "E", "1" * 21, ("digits",), 1),
    Typed("FML-118", "E", "actual ∕ target", ("look-alike",), 8),
    Typed("FML-118", "E", "actual ∗ target", ("look-alike",), 8),
    Typed("FML-119", "E", "{{ actual }}", ("brackets",), 1),
)

SQUARES = ", ".join(['v0 = "actual / target"', *(f'v{n} = "v{n - 1} * v{n - 1}"' for n in range(1, 12))])

ARITHMETIC = (
    Typed("FML-121", "E", "actual / 0", ("zero-divisor",), 8),
    Typed("FML-123", "E", "0 / 0", ("zero-divisor",), 3),
    Typed("FML-132", "E", "round(actual, 2.5)", ("places",), 15),
    Typed("FML-133", "E", "round(actual, -1)", ("places",), 15),
    Typed("FML-134", "E", "round(actual, 1000000000)", ("places",), 15),
    Typed("FML-136", "A", "0.1+0.2", gives="3/10"),
    Typed("FML-137", "A", "round(2.675, 2)", gives="67/25"),
    Typed("FML-138", "A", "round(0.125, 2)", gives="13/100"),
)

ARITHMETIC_OF_PROJECTS = (
    Scored("FML-122", "E", 'share = "actual / target"', ("formula.division-by-zero",), target="0"),
    Scored("FML-123", "E", 'share = "actual / target"', ("formula.division-by-zero",), target="0", actual="0"),
    Scored("FML-124", "E", f'let = {{ {SQUARES} }}\nshare = "v11"', ("formula.too-large",)),
    Scored("FML-139", "E", 'share = "2 - actual / target"', ("formula.share-outside",), actual="400"),
    # 50 × 61.5432 ÷ 80 = 38.4645; with three digits it would be 50 × 0.769 = 38.45
    Scored("FML-144", "A", 'share = "actual / target"', actual="61.5432", points="38.46"),
)

HANDED_IN = (
    Handed("FML-126", "E", lambda: a_card(actual=Decimal("NaN")), ("number.not-finite",)),
    Handed("FML-127", "E", lambda: a_card(actual=Decimal("Infinity")), ("number.not-finite",)),
    Handed("FML-127", "E", lambda: a_card(actual=Decimal("-Infinity")), ("number.not-finite",)),
    Handed("FML-128", "E", lambda: a_card(actual=Decimal("sNaN")), ("number.not-finite",)),
    Handed("FML-129", "E", lambda: a_card(actual=Decimal("1E+999999")), ("number.out-of-range",)),
    Handed("FML-131", "E", lambda: a_card(actual=True), ("number.kind",)),
)

LOOKED_AT_BY_NOBODY = (
    Ruled("FML-141", "A", 'share = "clamp(2 - actual / target, 0, 1)"'),
    Ruled("FML-142", "A", 'share = "min(actual / 50000, 1)"'),
    Ruled("FML-143", "A", 'share = "50%"'),
)

KINDS = (
    Typed("FML-146", "E", "if(actual, 1, 2)", ("truth-needed",), 4),
    Typed("FML-147", "E", "if(actual > 1, 5, actual > 2)", ("branches",), 19),
    Typed("FML-148", "E", "(actual > 1) + 1", ("number-needed",), 2),
    Typed("FML-149", "E", "actual and target", ("truth-needed",), 1, "truth"),
    Typed("FML-151", "E", "min(actual > 1, 2)", ("number-needed",), 5),
    Typed("FML-153", "E", 'if(actual > 1, "优", "良")', ("quotes",), 16),
)

KINDS_IN_RULES = (
    Ruled("FML-152", "E", 'requires = "target"\nshare = "1"', ("formula.gives-number",), "requires", 1),
    Ruled("FML-154", "E", "share = 5", ("input.not-text",), "share"),
    Ruled("FML-156", "E", 'share = "actual / target"\ndirection = "up"', ("input.unknown-key",), "direction"),
)

CHINESE = (
    Typed("FML-157", "A", "（实际值／目标值）×１００", gives="385/4"),
    Typed("FML-158", "A", "实际值 ÷ 目标值", gives="77/80"),
    Typed("FML-159", "A", "实际值 ≥ 目标值", wanted="truth", gives="False"),
    Typed("FML-161", "E", "实际值除以目标值", ("unknown-name",), 1),
    Typed("FML-162", "E", "如果(实际值>1,2,3)", ("write-instead",), 1),
    Typed("FML-163", "E", "最小值(1,2)", ("write-instead",), 1),
    Typed("FML-164", "A", "实际值 * 100％", gives="77"),
    Typed("FML-166", "E", "实际值。", ("unusable",), 4),
    Typed("FML-167", "E", "“实际值”", ("quotes",), 1),
    Typed("FML-168", "A", "min（实际值，目标值）", gives="77"),
)

TYPED = (*GRAMMAR, *NAMES, *ATTACKS, *ARITHMETIC, *KINDS, *CHINESE)
RULED = (*NAMES_IN_RULES, *LOOKED_AT_BY_NOBODY, *KINDS_IN_RULES)
SCORED = (*VALUES_OF_PROJECTS, *ARITHMETIC_OF_PROJECTS)
ROWS = (*TYPED, *RULED, *SCORED, *HANDED_IN)
