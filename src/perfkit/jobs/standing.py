"""What stands already where documents are to be written: nothing that somebody changed by hand is lost silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from perfkit.errors import Fault, InputError, Place, ReportError
from perfkit.files import MANIFEST, Manifest, read_bytes, sha256

MOST_BYTES = 10_000_000
"""Of a manifest; a larger one is none of ours."""

MOST_DOCUMENT_BYTES = 2_000_000_000

EARLIER = "earlier-outputs"
"""Among the facts of a manifest: documents of earlier runs that still stand in the folder, unchanged."""


def refuse_changed(folder: Path, names: Iterable[str]) -> None:
    """Refuse to replace what a run of perfkit did not write just so.

    A file of one of these names that stands in ``folder`` may be replaced if the manifest there lists it with the
    digest it has. Raises :class:`ReportError` with ``report.changed-by-hand`` for each one changed since, for each one
    that no manifest lists, and for a manifest that was itself changed.
    """
    standing = [name for name in (*names, MANIFEST) if _stands(folder / name)]
    if not standing:
        return
    listed = written_before(folder)
    if listed is None:
        changed = standing
    else:
        changed = [name for name in standing if name != MANIFEST and _digest(folder, name) != listed.get(name)]
    if changed:
        faults = [Fault("report.changed-by-hand", Place(file=str(folder / name)), {"name": name}) for name in changed]
        raise ReportError(faults)


def left_standing(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Documents of earlier runs that a run which writes only ``names`` leaves in the folder, with their digests."""
    listed = written_before(folder) or {}
    new = {*names, MANIFEST}
    return {
        name: digest for name, digest in sorted(listed.items()) if name not in new and _digest(folder, name) == digest
    }


def written_before(folder: Path) -> Mapping[str, str] | None:
    """Digests by name of what earlier runs wrote, as the manifest in the folder says; None if none can be trusted."""
    try:
        manifest = Manifest.from_bytes(read_bytes(folder / MANIFEST, MOST_BYTES, MANIFEST))
    except InputError:
        return None
    earlier = manifest.facts.get(EARLIER)
    return {**(earlier if isinstance(earlier, Mapping) else {}), **manifest.outputs}


def _stands(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except OSError:
        return False  # a place that cannot be looked at cannot be written to either; the writer says so


def _digest(folder: Path, name: str) -> str:
    """The digest of a document; empty where it cannot be read."""
    try:
        return sha256(read_bytes(folder / name, MOST_DOCUMENT_BYTES, name))
    except InputError:
        return ""
