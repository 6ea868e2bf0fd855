"""The rows of package plugins, PLG-146 to PLG-169, each with the smallest package that shows it."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from packaged import facts, hook

Verdict = Literal["R", "A"]


@frozen
class Loaded:
    """A package that shows its defect when the kit is built.

    Attributes:
        id, verdict: as in the catalogue.
        init, hooks: what stands in ``__init__.py`` and ``hooks.py``.
        code: the one fault; said: texts in its message; line: that is named, if one is.
    """

    id: str
    code: str
    init: str = ""
    hooks: str | None = None
    said: tuple[str, ...] = ()
    line: int | None = None
    verdict: Verdict = "R"


@frozen
class Running:
    """A hook that gives facts, and what is found about the evaluation, which goes on without them."""

    id: str
    code: str
    body: str
    said: tuple[str, ...] = ()
    verdict: Verdict = "R"


def rules(body: str) -> str:
    return hook("rules", body)


OTHER_CLASS = (
    "from perfkit import hookimpl\n"
    "class RuleFile:\n    __module__ = 'perfkit.formats.sets'\n    name, rules = 'one', {}\n"
    "@hookimpl\ndef perfkit_rules():\n    return [RuleFile()]\n"
)
FLOAT = (
    "from perfkit import hookimpl\nfrom perfkit.formats import SetFile\n"
    "@hookimpl\ndef perfkit_indicator_sets():\n"
    "    tree = [{'code': 'output', 'weight': 33.3}]\n"
    "    return [SetFile(name='one', address='cn.qinghe.own@1', document={'indicators': tree})]\n"
)

SYNTAX = "plugin.import-syntax"

LOADED = (
    Loaded("PLG-146", "plugin.import-ended", init="import sys\nsys.exit(3)\n", said=("cn.qinghe",), line=2),
    Loaded("PLG-146", "plugin.import-ended", hooks="raise SystemExit\n", said=("qinghe",), line=1),
    Loaded(
        "PLG-149",
        "plugin.hook-unknown",
        hooks=hook("indicatr_sets", "return []"),
        said=("perfkit_indicatr_sets", "perfkit_indicator_sets"),
        line=3,
    ),
    Loaded("PLG-151", "plugin.hook-failed", hooks=rules("raise ValueError('没有')"), said=("没有",), line=5),
    Loaded("PLG-152", "plugin.hook-failed", hooks=rules("raise SystemExit(3)"), said=("SystemExit(3)",), line=5),
    Loaded("PLG-154", "plugin.hook-failed", hooks=rules("return perfkit_rules()"), said=("RecursionError",), line=5),
    Loaded("PLG-156", "plugin.hook-nothing", hooks=rules("return None"), said=("list[RuleFile]",), line=3),
    Loaded("PLG-157", "plugin.hook-kind", hooks=rules("yield 1"), said=("generator", "list[RuleFile]"), line=3),
    Loaded("PLG-157", "plugin.hook-kind", hooks=rules("return 'rules'"), said=("str",), line=3),
    Loaded("PLG-157", "plugin.hook-kind", hooks=rules("return {'a': 1}"), said=("dict",), line=3),
    Loaded("PLG-158", "plugin.hook-float", hooks=FLOAT, said=("33.3", "document.indicators[1].weight"), line=3),
    Loaded("PLG-159", "plugin.hook-other-class", hooks=OTHER_CLASS, said=("RuleFile",), line=5),
    Loaded("PLG-169", SYNTAX, init="a = 1\n\ndef f(:\n", said=("SyntaxError", "Python 3."), line=3),
    Loaded("PLG-169", SYNTAX, hooks="match = 1\nmatch match with 1: pass\n", said=("SyntaxError",), line=2),
)  # fmt: skip

RUNNING = (
    Running("PLG-151", "plugin.hook-failed", "raise ValueError('没有数据')", ("没有数据",)),
    Running("PLG-152", "plugin.hook-failed", "raise SystemExit(3)", ("SystemExit(3)",)),
    Running("PLG-154", "plugin.hook-failed", "return perfkit_facts(project, indicator_set)", ("RecursionError",)),
    Running("PLG-156", "plugin.hook-nothing", "return None"),
    Running("PLG-157", "plugin.hook-kind", "yield {'late': 0}", ("generator",)),
    Running("PLG-157", "plugin.hook-kind", "return 'late'", ("str",)),
    Running("PLG-158", "plugin.facts-refused", "return {'late': 33.3}", ("33.3",)),
    Running(
        "PLG-166",
        "plugin.not-repeatable",
        "n.append(1); return {'late': Decimal('8.32') + Decimal(len(n)) / 100}\nn = []",
        ("8.33", "8.34"),
    ),
)

ALONE = ("PLG-147", "PLG-148", "PLG-153", "PLG-161", "PLG-162", "PLG-163", "PLG-164", "PLG-167", "PLG-168")
"""Rows with a test of their own."""

CHANGES_ALL = """\
import decimal, locale, logging, os, sys, warnings
print("你好")
print("坏了", file=sys.stderr)
os.chdir("/")
os.umask(0o777)
os.environ["TZ"] = "Asia/Shanghai"
os.environ.pop("PERFKIT_PROBE")
locale.setlocale(locale.LC_ALL, "C.UTF-8")
warnings.simplefilter("ignore")
decimal.getcontext().prec = 3
decimal.getcontext().traps[decimal.Inexact] = True
logging.getLogger().setLevel(5)
logging.getLogger().addHandler(logging.NullHandler())
logging.disable(logging.CRITICAL)
"""

NEVER_ENDS = "import time\nwhile True:\n    time.sleep(1)\n"

CLOCK = facts("import time\n    return {'late': int(time.time()) * 0}")
