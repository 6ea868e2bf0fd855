"""Documents appear whole or not at all, and an old set of documents stays whole until the new one is complete.

Everything is written beside its target under a temporary name, forced to the disk, and only then moved into place,
the manifest last. If a move fails, those already made are taken back. A power cut in between leaves each file whole,
old or new, and a manifest that says which.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from attrs import define, field

from perfkit.errors import Fault, InputError, Place, ReportError
from perfkit.files.containment import inside
from perfkit.files.manifest import MANIFEST
from perfkit.files.temporary import remove_stale, temporary_in

PATIENCE_SECONDS = 2
"""How long a file that Excel, WPS or a virus scanner holds is waited for."""

_HELD = (5, 32, 33)
"""Windows: access denied, sharing violation, lock violation."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

_CODES = {
    errno.ENOSPC: "output.full",
    errno.EDQUOT: "output.full",
    errno.EACCES: "output.no-permission",
    errno.EPERM: "output.no-permission",
    errno.EROFS: "output.no-permission",
    errno.EISDIR: "output.folder",
    errno.ENOTDIR: "output.folder",
    errno.EEXIST: "output.folder",
    errno.ENOTEMPTY: "output.folder",
}


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write every entry of ``contents`` into ``folder``, by relative name with ``/``; ``manifest.json`` comes last.

    Missing folders are made. Raises :class:`ReportError`, naming file and reason (``output.…``); then the folder holds
    what it held before.
    """
    run = _Run(folder)
    try:
        run.prepare(contents)
        run.stage(contents)
        run.publish()
    except BaseException as error:
        run.take_back()
        if isinstance(error, OSError):
            raise ReportError(_fault(error, run.current)) from error
        raise
    finally:
        run.clear()


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet, by relative names with ``/``: it appears whole or not at all.

    Raises :class:`ReportError` (``output.…``), and ``output.folder`` for a place where anything stands already.
    """
    staged = temporary_in(folder.parent)
    try:
        if os.path.lexists(folder):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        write_all(staged, contents)
        _replace(staged, folder)
    except OSError as error:
        raise ReportError(_fault(error, folder.name)) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


@define
class _Run:
    """One call of :func:`write_all`: what it has made so far, so that it can be taken back."""

    folder: Path
    current: str = ""
    staged: dict[str, Path] = field(factory=dict)
    backups: dict[str, Path] = field(factory=dict)
    published: list[str] = field(factory=list)
    made: list[Path] = field(factory=list)

    def prepare(self, contents: Mapping[str, bytes]) -> None:
        """Check the names, make the folders, remove what dead runs left."""
        try:
            paths = {name: inside(self.folder, name, Place(file=name)) for name in contents}
        except InputError as error:
            raise ReportError(error.faults) from error
        for name, path in paths.items():
            self.current = name
            if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        for folder in sorted({self.folder, *(path.parent for path in paths.values())}):
            self.current = folder.name
            self._make(folder)
            remove_stale(folder)

    def stage(self, contents: Mapping[str, bytes]) -> None:
        """Write every file under a temporary name beside its target."""
        for name in sorted(contents, key=lambda name: (name == MANIFEST, name)):
            self.current = name
            self.staged[name] = _write_new(temporary_in((self.folder / name).parent), contents[name])

    def publish(self) -> None:
        """Move every file into place, in the order in which they were staged."""
        for name, temporary in self.staged.items():
            self.current = name
            target = self.folder / name
            self._keep(name, target)
            self.published.append(name)
            _replace(temporary, target)
        for folder in sorted({(self.folder / name).parent for name in self.staged}):
            _force_folder(folder)

    def take_back(self) -> None:
        """Put the old files back where new ones were moved into place."""
        for name in reversed(self.published):
            with suppress(OSError):
                if name in self.backups:
                    _replace(self.backups[name], self.folder / name)
                else:
                    (self.folder / name).unlink()
        self.clear()
        for folder in reversed(self.made):
            with suppress(OSError):
                folder.rmdir()

    def clear(self) -> None:
        """Remove what was only needed on the way."""
        for path in (*self.staged.values(), *self.backups.values()):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir()
        self.made.append(folder)

    def _keep(self, name: str, target: Path) -> None:
        """A second name for the old file; where the file system has no links, a copy."""
        if not target.exists():
            return
        backup = temporary_in(target.parent)
        try:
            os.link(target, backup)
        except OSError:
            _write_new(backup, target.read_bytes())
        self.backups[name] = backup


def _write_new(path: Path, data: bytes) -> Path:
    """A new file that is on the disk when this returns; if it cannot be, nothing is left of it."""
    descriptor = os.open(path, _NEW, 0o666)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return path


def _replace(source: Path, target: Path) -> None:
    """Move a file into place, waiting for programs that hold the old one; it is never deleted first."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            os.replace(source, target)  # noqa: PTH105 - the one call that tests make fail
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _force_folder(folder: Path) -> None:
    """Make the moves last through a power cut; Windows and some network drives cannot and need not."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _fault(error: OSError, name: str) -> Fault:
    held = getattr(error, "winerror", None) in _HELD
    code = "output.open" if held else _CODES.get(error.errno or 0, "output.failed")
    return Fault(code, Place(file=name), {"name": name, "reason": error.strerror or str(error)})
