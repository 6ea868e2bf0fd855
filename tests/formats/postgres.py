"""A PostgreSQL server of one's own, for as long as a test needs it: no port, no password, nothing left behind."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of the server, out of the path."""

USER = "nobody"
"""Whom the server runs as where the tests run as an administrator, whom it refuses."""


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, of the newest server that is installed; None if there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    own = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return own[-1].parent if own else None


@contextmanager
def server(folder_of_programs: Path) -> Iterator[str]:
    """A server that runs; what it yields is how psycopg connects to it."""
    somebody: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="perfkit-pg-") as name:
        if os.geteuid() == 0:
            entry = pwd.getpwnam(USER)
            somebody = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
            os.chown(name, entry.pw_uid, entry.pw_gid)

        def run(program: str, *arguments: str) -> None:
            done = subprocess.run(
                [folder_of_programs / program, *arguments],
                cwd=name,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
                stderr=subprocess.STDOUT,
                timeout=60,
                check=False,
                **somebody,
            )
            if done.returncode:
                raise RuntimeError(f"{program} ended with {done.returncode}: {done.stdout!r}")

        data = f"{name}/data"
        run("initdb", "-D", data, "-U", "perfkit", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={name} -c fsync=off"
        run("pg_ctl", "-D", data, "-w", "-l", f"{name}/log", "-o", options, "start")
        try:
            yield f"host={name} user=perfkit dbname=postgres"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop")
