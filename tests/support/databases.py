"""Fresh databases for tests: laid out once, then copied for each test that asks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine

from voice_app import migrations
from voice_app.config import sqlite_url
from voice_app.core.database import open_engine
from voice_app.core.keyring import KeyringBase

PARTS = ("data", "keyring")


class Supply(Protocol):
    """Hands out pairs of fresh databases: one for the data, one for the keyring."""

    def take(self) -> tuple[str, str]:
        """The addresses of a new pair, with every table and no rows."""
        ...

    def copy(self, addresses: tuple[str, str]) -> tuple[str, str]:
        """The addresses of a new pair with the same rows; nothing may be connected to the old."""
        ...

    def give_back(self, addresses: tuple[str, str]) -> None:
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

    def take(self) -> tuple[str, str]:
        data, keyring = map(sqlite_url, self._templates)
        return self.copy((data, keyring))

    def copy(self, addresses: tuple[str, str]) -> tuple[str, str]:
        number = next(self._numbers)
        files = [self._folder / f"{number}-{part}.db" for part in PARTS]
        for address, file in zip(addresses, files, strict=True):
            shutil.copyfile(_file_of(address), file)
        data, keyring = map(sqlite_url, files)
        return data, keyring

    def give_back(self, addresses: tuple[str, str]) -> None:
        for address in addresses:
            file = _file_of(address)
            for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
                file.with_name(name).unlink(missing_ok=True)

    def close(self) -> None:
        for template in self._templates:
            template.unlink()


def _file_of(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


@dataclass
class PostgresSupply:
    """Pairs of databases on one server, copied by the server from a pair that was laid out once.

    `server` is an address with `{}` for the name of a database; `worker` keeps the names of
    workers that test side by side apart.
    """

    server: str
    worker: str

    def __post_init__(self) -> None:
        self._numbers = count()
        self._admin = create_engine(
            self.server.format("postgres"), isolation_level="AUTOCOMMIT"
        ).connect()
        self._names = {part: f"template_{self.worker}_{part}" for part in PARTS}
        for name in self._names.values():
            self._admin.exec_driver_sql(f'CREATE DATABASE "{name}"')
        lay_out(*(self.server.format(name) for name in self._names.values()))

    def take(self) -> tuple[str, str]:
        data, keyring = (self.server.format(name) for name in self._names.values())
        return self.copy((data, keyring))

    def copy(self, addresses: tuple[str, str]) -> tuple[str, str]:
        number = next(self._numbers)
        copies = []
        for part, address in zip(PARTS, addresses, strict=True):
            name, template = f"test_{self.worker}_{number}_{part}", self._name_of(address)
            # Copying files is twice as fast as the default, which writes everything to the log.
            self._admin.exec_driver_sql(
                f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
            )
            copies.append(self.server.format(name))
        return copies[0], copies[1]

    def _name_of(self, address: str) -> str:
        prefix, suffix = self.server.split("{}")
        return address.removeprefix(prefix).removesuffix(suffix)

    def give_back(self, addresses: tuple[str, str]) -> None:
        for address in addresses:
            name = self._name_of(address)
            self._admin.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        self._admin.close()
        self._admin.engine.dispose()


@contextmanager
def fresh_pair(supply: Supply) -> Iterator[tuple[str, str]]:
    """A pair for as long as the block lasts."""
    addresses = supply.take()
    yield addresses
    supply.give_back(addresses)
