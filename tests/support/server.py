"""A server in a process of its own, which a proof may kill.

Started as `python -m tests.support.server FOLDER PORT`.
"""

import logging
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import waitress

from tests.support.system import ROOT
from tests.support.world import World, settings_for
from voice_app import config, migrations
from voice_app.app import create_app
from voice_app.config import Settings
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database

READY_WITHIN = 30.0


def settings_in(folder: Path, port: int) -> Settings:
    """The settings of a server whose data, keys and all, lie in one folder of a test."""
    urls = (config.sqlite_url(folder / name) for name in ("voice.db", "keyring.db"))
    return replace(settings_for(folder, *urls), public_url=f"http://localhost:{port}")


def free_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def world_in(folder: Path, port: int) -> World:
    """Everybody of the stories, now, in the data folder of a server at `port`."""
    settings = settings_in(folder, port)
    write_master_keys(settings.master_key_file, [MasterKey.new()])
    database = open_database(settings, now=datetime.now(UTC))
    migrations.upgrade(database.engine)
    world = World(settings, database)
    world.now = datetime.now(UTC)
    return world


class Server:
    """A real process that serves, can be killed without warning, and started again."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "tests.support.server", str(self.folder), str(self.port)]
        self._process = subprocess.Popen(command, cwd=ROOT)
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            try:
                with closing(HTTPConnection("localhost", self.port, timeout=5)) as connection:
                    connection.request("GET", "/sign-in")
                    connection.getresponse().read()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut would: at once, in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def running(folder: Path, port: int) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(folder, port)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def _serve(folder: Path, port: int) -> None:
    settings = settings_in(folder, port)
    app = create_app(settings, open_database(settings, now=datetime.now(UTC)))
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress.serve(app, listen=f"127.0.0.1:{port}", threads=8, ident="")


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
