"""Package plugins as an installer leaves them: a package and its ``dist-info``, where Python finds distributions."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

NATIONAL = "cn.mof.self-evaluation@2020"

MANIFEST = 'id = "{id}"\nversion = "{version}"\ntitle = {{ zh = "清河" }}\n{more}'

SET = """
id = "{id}.self-evaluation"
edition = "2023"
title = {{ zh = "清河自评" }}
extends = "{extends}"
fiscal-years = {{ from = 2020 }}
basis = [{{ document = "清河通知" }}]
{changes}
"""

LATE = """
[[change]]
at = "needs"
add = { late = "number 天", other = "number" }
reason = "逾期报送扣分"

[[change]]
at = "adjustments"
add = [{ code = "late", title = { zh = "逾期扣分" }, at = "total", when = "late > 0", points = "points - late" }]
reason = "逾期报送扣分"
"""
"""One point off the total for each day late: a set with it needs the fact ``late``."""

NO_FILES: Mapping[str, str] = {}

HOOK = "from decimal import Decimal\nfrom perfkit import *\n@hookimpl\ndef {name}({args}):\n    {body}\n"


def hook(name: str, body: str, args: str = "") -> str:
    """A ``hooks.py`` with one hook."""
    return HOOK.format(name=f"perfkit_{name}", args=args, body=body)


def facts(body: str) -> str:
    """A ``hooks.py`` that gives facts."""
    return hook("facts", body, "project, indicator_set")


class Packages:
    """Installs packages into one folder on the path; what was imported from it is forgotten at the end."""

    def __init__(self, site: Path) -> None:
        self.site = site

    def add(
        self,
        hooks: str | None = None,
        *,
        init: str = "",
        id: str = "cn.qinghe",  # noqa: A002 (the key of the manifest)
        more: str = "",
        version: str = "1.0",
        files: Mapping[str, str] = NO_FILES,
    ) -> Path:
        """One package plugin of this id; its module is called like the id."""
        name = id.replace(".", "_").replace("-", "_") + "_plugin"
        folder, info = self.site / name, self.site / f"{name}-1.dist-info"
        contents = {"perfkit.toml": MANIFEST.format(id=id, version=version, more=more), "__init__.py": init, **files}
        for file, text in (contents | ({} if hooks is None else {"hooks.py": hooks})).items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[perfkit]\n{id} = {name}\n", "utf-8")
        return folder

    def county(
        self,
        hooks: str | None = None,
        *,
        changes: str = LATE,
        extends: str = NATIONAL,
        files: Mapping[str, str] = NO_FILES,
        **more: str,
    ) -> str:
        """A package with a set of its own, which the hooks are in the chain of; its address."""
        plugin = more.get("id", "cn.qinghe")
        text = SET.format(id=plugin, extends=extends, changes=changes)
        self.add(hooks, files={"amendments/one.toml": text, **files}, **more)
        return f"{plugin}.self-evaluation@2023"

    def forget(self) -> None:
        """Drop the modules of the packages, so that the next test imports its own."""
        for name in [name for name, one in sys.modules.items() if _lies_in(one, self.site)]:
            del sys.modules[name]


def _lies_in(module: object, folder: Path) -> bool:
    file = getattr(module, "__file__", None)
    return file is not None and Path(file).is_relative_to(folder)
