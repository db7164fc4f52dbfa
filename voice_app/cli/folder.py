"""The data folder, held by one running app at a time, and the folder of one backup at work."""

import fcntl
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from voice_app.config import Settings
from voice_app.core.errors import Refused

IN_USE = "in-use"
#: How the name of the folder begins in which a backup is put together.
BACKING_UP = "voice-backing-up-"
LAST_PORT = 65535


def make_private(folder: Path) -> None:
    """Make the folder for this account alone, and close the files of an earlier release in it.

    Raises:
        Refused: it cannot be made, or others on this machine may look into it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Refused(f"The data folder {folder} cannot be made: {error.strerror}.") from None
    if folder.stat().st_mode & 0o077:
        raise Refused(
            f"Others on this machine may look into {folder}. Close it with: chmod 700 {folder}"
        )
    for file in folder.iterdir():
        if file.is_file() and not file.is_symlink():
            file.chmod(file.stat().st_mode & ~0o077)


def refuse_without_data(settings: Settings) -> None:
    """Refuse a command that needs data where there is none, before it makes some.

    Raises:
        Refused: the folder holds neither data nor keys, and no other database is named.
    """
    urls = (make_url(settings.database_url), make_url(settings.keyring_url))
    files = [url.database or "" for url in urls if url.get_backend_name() == "sqlite"]
    if files and not any(Path(file).exists() for file in files):
        raise Refused(f"There is no data of Voice in {settings.data_folder}. Check VOICE_DATA.")


def refuse_a_busy_port(listen: str) -> None:
    """Refuse an address to listen on that cannot be had, before anything else is done.

    Raises:
        Refused: it is no address of this machine, or something else listens there.
    """
    host, _, port = listen.rpartition(":")
    try:
        if int(port) > LAST_PORT:
            raise ValueError  # It would be taken for another port.
        where = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.create_server(where[4][:2], family=where[0]):
            pass
    except (ValueError, OverflowError):
        raise Refused(f"{listen} is no address to listen on. Say it like 127.0.0.1:8000.") from None
    except OSError as error:
        raise Refused(
            f"Voice cannot listen on {listen}: {error.strerror}. Choose another port."
        ) from None


@contextmanager
def held(folder: Path, doing: str) -> Iterator[None]:
    """Hold the folder against a second app or a restore, until the block ends.

    Raises:
        Refused: somebody else holds it.
    """
    handle = os.open(folder / IN_USE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Refused(
            f"Voice is running with {folder}. Stop it first, then {doing} again."
        ) from None
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def working_place(parent: Path) -> Iterator[Path]:
    """A folder inside `parent` until the block ends; those of backups that were killed go first."""
    _clear_away_dead_ones(parent)
    made = Path(tempfile.mkdtemp(dir=parent))
    handle = os.open(made / IN_USE, os.O_RDWR | os.O_CREAT, 0o600)
    # Only once it is held it gets the name others look for, so it is never taken for a dead one.
    fcntl.flock(handle, fcntl.LOCK_EX)
    place = made.rename(parent / f"{BACKING_UP}{made.name}")
    try:
        yield place
    finally:
        shutil.rmtree(place)
        os.close(handle)


def _clear_away_dead_ones(parent: Path) -> None:
    """Delete the working folders that nobody holds: whoever is killed lets go."""
    for left in parent.glob(f"{BACKING_UP}*"):
        try:
            handle = os.open(left / IN_USE, os.O_RDWR)
        except OSError:
            continue  # It is none of ours, or has gone meanwhile.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        except BlockingIOError:
            pass  # Another backup works there.
        finally:
            os.close(handle)
