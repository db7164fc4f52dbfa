"""The data folder: made private, and held by one running app at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voice_app.core.errors import Refused

IN_USE = "in-use"


def make_private(folder: Path) -> None:
    """Make the folder for this account alone.

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
