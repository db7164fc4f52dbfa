"""Fresh databases for tests: laid out once, then copied for each test that asks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from voice_app import migrations
from voice_app.config import sqlite_url
from voice_app.core.database import open_engine
from voice_app.core.keyring import KeyringBase

PARTS = ("data", "keyring")

Pair = tuple[str, str]


class Supply(Protocol):
    """Hands out pairs of fresh databases: one for the data, one for the keyring."""

    def take(self) -> Pair:
        """The addresses of a new pair, with every table and no rows."""
        ...

    def take_empty(self) -> Pair:
        """The addresses of a new pair without even a table."""
        ...

    def fill(self, addresses: Pair, original: Pair) -> None:
        """Put the rows of `original`, which change no more, into a fresh pair."""
        ...

    def give_back(self, addresses: Pair) -> None:
        """Remove a pair; nothing may be connected to it any more."""
        ...

    def close(self) -> None:
        """Let go of whatever the supply itself holds open."""
        ...


def lay_out(data_url: str, keyring_url: str) -> None:
    """Make every table in two empty databases."""
    data, keyring = open_engine(data_url), open_engine(keyring_url)
    migrations.upgrade(data)
    KeyringBase.metadata.create_all(keyring)
    data.dispose()
    keyring.dispose()


class SQLiteSupply:
    """Pairs of files, copied from a pair that was laid out once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._templates = [folder / f"template-{part}.db" for part in PARTS]
        lay_out(*map(sqlite_url, self._templates))

    def take(self) -> Pair:
        data, keyring = map(sqlite_url, self._templates)
        return self._copied((data, keyring))

    def take_empty(self) -> Pair:
        number = next(self._numbers)
        data, keyring = (sqlite_url(self._folder / f"{number}-empty-{part}.db") for part in PARTS)
        return data, keyring

    def _copied(self, addresses: Pair) -> Pair:
        number = next(self._numbers)
        files = [self._folder / f"{number}-{part}.db" for part in PARTS]
        for address, file in zip(addresses, files, strict=True):
            shutil.copyfile(_file_of(address), file)
        data, keyring = map(sqlite_url, files)
        return data, keyring

    def fill(self, addresses: Pair, original: Pair) -> None:
        for address, source in zip(addresses, original, strict=True):
            shutil.copyfile(_file_of(source), _file_of(address))

    def give_back(self, addresses: Pair) -> None:
        for address in addresses:
            file = _file_of(address)
            for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
                file.with_name(name).unlink(missing_ok=True)

    def close(self) -> None:
        for template in self._templates:
            template.unlink()


def _file_of(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


@contextmanager
def fresh_pair(supply: Supply) -> Iterator[Pair]:
    """A pair for as long as the block lasts."""
    addresses = supply.take()
    yield addresses
    supply.give_back(addresses)
