"""A file that another file names has to lie in the same folder: no way up, no absolute path, no link that leads out."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from perfkit.errors import NOWHERE, Fault, InputError, Place
from perfkit.files.text import unwanted, visible

_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def inside(root: Path, name: str, place: Place = NOWHERE) -> Path:
    """The path of ``name``, a relative path written with ``/``, in the folder ``root``; it need not exist.

    ``place`` is where the name is written. Raises :class:`InputError` with ``file.reference-empty``, ``…-hidden``,
    ``…-web``, ``…-absolute``, ``…-backslash`` or ``…-outside``, the last also for a link that leads out of ``root``.
    """
    fault = _fault(name)
    if fault is not None:
        code, arguments = fault
        raise InputError(Fault(code, place, {"name": name, **arguments}))
    path = root / name
    if not _contained(path, root):
        raise InputError(Fault("file.reference-outside", place, {"name": name}))
    return path


def _contained(path: Path, root: Path) -> bool:
    """Whether every link on the way to ``path`` stays in ``root``; links that run in a circle lead nowhere."""
    try:
        resolved = path.resolve()
        home = root.resolve()
    except (OSError, RuntimeError):  # Python before 3.13 on a circle; later ones leave the link as it is
        return False
    return resolved.is_relative_to(home) and not any(step.is_symlink() for step in (resolved, *resolved.parents))


def _fault(name: str) -> tuple[str, dict[str, object]] | None:
    """What can be said against a name without looking at the disk."""
    hidden = next((character for _, character in unwanted(name)), None)
    if hidden is not None:
        return "file.reference-hidden", {"character": visible(hidden)}
    if _WEB.match(name):
        return "file.reference-web", {}
    if not name.strip() or PurePosixPath(name) == PurePosixPath():
        return "file.reference-empty", {}
    if name.startswith("/") or PureWindowsPath(name).drive or PureWindowsPath(name).root:
        return "file.reference-absolute", {}
    if "\\" in name:
        return "file.reference-backslash", {}
    return ("file.reference-outside", {}) if ".." in PurePosixPath(name).parts else None
