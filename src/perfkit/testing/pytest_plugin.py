"""The pytest plugin: worked examples as items named by their title, and a fixture ``kit``.

It collects nothing unless it is asked to, by ``perfkit-cases = ["plugins/*"]`` in the ini file or by
``--perfkit-cases plugins/my-county``. pytest loads it in every environment where perfkit is installed, also for the
tests of programs that have nothing to do with plugins; and ``cases/*.toml`` is a name that others use for other things.
For the same reason nothing of perfkit is loaded here before the first case is run: a test run that does not ask pays
for the import of this file and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

if TYPE_CHECKING:
    from perfkit.kit import Kit
    from perfkit.wording import Language

INI, OPTION, LANGUAGE = "perfkit-cases", "perfkit_cases", "perfkit-language"
CASES, EXPECT, MANIFEST, OF_PLUGIN = "cases", "expect.toml", "perfkit.toml", "perfkit_cases"

PLUGINS = pytest.StashKey[tuple[Path, ...]]()
KITS = pytest.StashKey[dict[Path, Any]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Two ways to ask for cases, and the language of what is said of them."""
    group = parser.getgroup("perfkit")
    group.addoption(
        "--perfkit-cases",
        dest=OPTION,
        action="append",
        default=[],
        metavar="FOLDER",
        help="run the worked examples of the plugin in this folder (may be repeated; may be a pattern)",
    )
    parser.addini(INI, "folders of plugins whose worked examples are run, as patterns", "args", default=[])
    parser.addini(LANGUAGE, "language in which worked examples are told: zh or en", default="zh")


def pytest_configure(config: pytest.Config) -> None:
    """Find the plugins that were asked for, and have their folders walked.

    Folders from the command line are always added, those of the ini file only where nobody asked for certain tests.
    """
    said = tuple(_plugins(config.invocation_params.dir, config.getoption(OPTION)))
    standing = _plugins(config.rootpath, config.getini(INI))
    config.stash[PLUGINS] = tuple(dict.fromkeys([*said, *standing]))
    config.stash[KITS] = {}
    chosen = config.args_source == pytest.Config.ArgsSource.ARGS
    for folder in said if chosen else config.stash[PLUGINS]:
        cases = folder / CASES
        walked = [(config.invocation_params.dir / arg.partition("::")[0]).resolve() for arg in config.args]
        if cases.is_dir() and not any(_overlap(cases, one) for one in walked):
            config.args.append(str(cases))


def _overlap(cases: Path, walked: Path) -> bool:
    """Whether a place that is walked holds the cases, or is one of them."""
    return cases == walked or walked in cases.parents or cases in walked.parents


def _plugins(root: Path, patterns: Iterable[str]) -> Iterator[Path]:
    """The folders with a ``perfkit.toml`` that the patterns name, also those inside packages.

    A pattern that names none is refused: whoever misspelt it would believe that his cases pass.
    """
    for pattern in patterns:
        places = sorted(glob(pattern, root_dir=root))  # noqa: PTH207 (a pattern may be absolute)
        found = [folder for place in places for folder in _below(root / place)]
        if not found:
            from perfkit.wording import say

            raise pytest.UsageError(say("case.no-plugin", "en", pattern=pattern))
        yield from found


def _below(place: Path) -> list[Path]:
    """The folder of the plugin at a place: itself, or the one inside a package."""
    inner = (place, *sorted(place.glob("*")), *sorted(place.glob("src/*")))
    return [one.resolve() for one in inner if (one / MANIFEST).is_file()][:1]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """A case of a plugin that was asked for: ``cases/NAME.toml``, or ``cases/NAME/expect.toml``."""
    path = file_path.parent if file_path.name == EXPECT else file_path
    here = path.parent
    if path.suffix != ".toml" and path == file_path:
        return None
    if here.name != CASES or here.parent.resolve() not in parent.config.stash[PLUGINS]:
        return None
    return CaseFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: pytest.Collector, name: str, obj: object) -> CasesOfPlugin | None:
    """What ``run_cases`` gave: its cases by their titles, as pytest would escape those of parameters."""
    if not hasattr(obj, "__wrapped__") and isinstance(getattr(obj, "__dict__", {}).get(OF_PLUGIN), tuple):
        folder, kit = getattr(obj, OF_PLUGIN)
        node: CasesOfPlugin = CasesOfPlugin.from_parent(collector, name=name)
        node.folder, node.kit = folder, kit
        return node
    return None


@pytest.fixture(scope="session")
def kit(request: pytest.FixtureRequest) -> Kit:
    """A kit with the plugins that ``perfkit-cases`` names and the national standards; nothing that is installed."""
    from perfkit.testing.kits import make_kit

    return make_kit(*request.config.stash[PLUGINS], language=_language(request.config))


def _language(config: pytest.Config) -> Language:
    return cast("Language", config.getini(LANGUAGE))


class CaseFile(pytest.File):
    """A case on disk."""

    def collect(self) -> Iterator[CaseItem]:
        """Its one item, named by its title."""
        from perfkit.formats import case_title

        path = self.path.parent if self.path.name == EXPECT else self.path
        item: CaseItem = CaseItem.from_parent(self, name=case_title(path))
        item.case = path
        yield item


class CasesOfPlugin(pytest.Collector):
    """The cases of one plugin, named in a test module."""

    folder: Path
    kit: Kit | None = None

    def collect(self) -> Iterator[CaseItem]:
        """One item for each case, named by its title."""
        from perfkit.formats import case_paths, case_title

        for path in case_paths(self.folder):
            item: CaseItem = CaseItem.from_parent(self, name=case_title(path))
            item.case, item.own_kit = path, self.kit
            yield item


class Failed(Exception):  # noqa: N818 (never leaves the item)
    """A case did not come out as expected; the text is what is to be said of it."""


class CaseItem(pytest.Item):
    """One worked example.

    Attributes:
        case: where it lies; own_kit: the kit that scores it, None for one with all plugins that were asked for.
    """

    case: Path
    own_kit: Kit | None = None

    def runtest(self) -> None:
        """Score the case; its differences fail the item."""
        from perfkit.testing.cases import run_case

        found = run_case(self.own_kit or self._kit(), self.case)
        if not found.passed:
            raise Failed("\n".join(found.worded(_language(self.config))))

    def _kit(self) -> Kit:
        """The kit of this plugin: what is installed, the other plugins that were asked for, and the plugin itself.

        Another plugin that cannot be used is left aside: its own items say why.
        """
        from perfkit.errors import PerfkitError
        from perfkit.testing.cases import kit_for, kit_with

        kits, own = self.config.stash[KITS], self.case.parents[1].resolve()
        if own not in kits:
            try:
                others = [folder for folder in self.config.stash[PLUGINS] if folder != own]
                kits[own] = kit_with(kit_for(own), others)
            except PerfkitError as error:
                raise Failed(error.worded(_language(self.config))) from None
        return cast("Kit", kits[own])

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong with the case in words, without a traceback; any other error as pytest shows it."""
        return str(excinfo.value) if isinstance(excinfo.value, Failed) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the case lies, and its title."""
        path = self.case / EXPECT if self.case.is_dir() else self.case
        return path, 0, f"{self.case.parents[1].name}: {self.name}"
