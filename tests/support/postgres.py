"""A PostgreSQL that exists for one test run and leaves nothing behind."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.system import POSTGRES, find_postgres

Command = list[str | Path]

OWNER = "voice"

# Nothing here has to survive a power cut, so nothing waits for the disk; Voice itself refuses a
# server that acknowledges before it writes, so that setting stays as it is.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}

# The server lives as long as the pipe on its standard input: however the test run ends, even by
# `kill -9`, the pipe closes, the server stops and its folder goes.
KEEPER = """
folder=$1; shift
"$@" & server=$!
read -r nothing
kill -QUIT $server
wait $server
rm -rf "$folder"
"""


@contextmanager
def throwaway_server() -> Iterator[str]:
    """Start a server of our own, reachable by a socket in a temporary folder; yields its address.

    The address is a URL with `{}` where the name of a database belongs.
    """
    programs = find_postgres()
    if programs is None:
        raise RuntimeError(POSTGRES.advice)
    account = _unprivileged_account()
    folder = Path(tempfile.mkdtemp(prefix="voice-pg-"))
    if account:
        shutil.chown(folder, account["user"], account["group"])
    _initialise(programs, folder, account)
    keeper = _start(programs, folder, account)
    try:
        _wait_until_ready(programs, folder)
        yield f"postgresql+psycopg://{OWNER}@/{{}}?host={folder}"
    finally:
        keeper.communicate(timeout=120)


def _unprivileged_account() -> dict[str, Any]:
    """Whom to run as: PostgreSQL refuses to be root, so root lends it an account without rights."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path, account: dict[str, Any]) -> None:
    command: Command = [programs / "initdb", "--no-sync", "--auth=trust", "--encoding=UTF8"]
    command += ["--no-locale", f"--username={OWNER}", "--pgdata", folder / "data"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **account)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise RuntimeError(f"initdb could not make a database:\n{done.stdout}{done.stderr}")


def _start(programs: Path, folder: Path, account: dict[str, Any]) -> "subprocess.Popen[bytes]":
    server: Command = [programs / "postgres", "-D", folder / "data", "-k", folder]
    for name, value in SETTINGS.items():
        server += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        keeper: Command = ["sh", "-c", KEEPER, "keeper", folder, *server]
        return subprocess.Popen(
            keeper,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            # Ctrl-C is for the tests; the server stops after them.
            start_new_session=True,
            **account,
        )


def _wait_until_ready(programs: Path, folder: Path) -> None:
    check: Command = [programs / "pg_isready", "--quiet", "--host", folder]
    for _ in range(300):
        if subprocess.run(check, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start:\n" + (folder / "log").read_text())
