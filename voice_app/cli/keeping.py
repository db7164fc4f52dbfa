"""Backup and restore: data and keyring in one file, sealed under the master key.

The file is a tar of two SQLite files, whatever database the service runs on, cut into pieces
that are each sealed with AES-256-GCM; a piece that is changed, missing, moved or added is
noticed. The master key itself is not inside: it comes from its file or the recovery copy.
"""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from typing import IO, Any

import click
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
)

from voice_app import migrations
from voice_app.cli import keys
from voice_app.cli.folder import held, make_private, refuse_without_data, working_place
from voice_app.config import Settings, sqlite_url
from voice_app.core.database import open_engine
from voice_app.core.errors import Refused
from voice_app.core.keyring import (
    KeyringBase,
    MasterKey,
    SeenHead,
    read_master_keys,
    write_master_keys,
)
from voice_app.core.models import Base
from voice_app.core.opening import open_database
from voice_app.record.models import TrailHead
from voice_app.record.service import keep_head
from voice_app.record.service import verify as verify_record

MAGIC = b"voice-backup-1\n"
PIECE = 1 << 20
SALT_BYTES = 16
ROWS_AT_ONCE = 500
PARTS = ("voice.db", "keyring.db")
#: How the name of the folder begins into which a backup is unpacked.
RESTORING = "restoring-"


def backup(settings: Settings, file: Path, *, now: datetime) -> None:
    """Write a backup to `file`, whole or not at all, while the app goes on.

    The data is copied first and the keyring after it: keys are always older than what they
    seal, so every row in the copy has its key in the copy.

    Raises:
        Refused: the file is there already, or the data does not hold what the keyring saw.
    """
    refuse_without_data(settings)
    master = read_master_keys(settings.master_key_file)[0]
    if file.exists():
        raise Refused(f"{file} is there already. Choose another name; a backup replaces nothing.")
    if not file.absolute().parent.is_dir():
        raise Refused(f"There is no folder {file.absolute().parent}. Make it first.")
    _look_at_the_trail(settings, now)
    with working_place(file.absolute().parent) as place:
        for name, url, metadata in zip(
            PARTS,
            (settings.database_url, settings.keyring_url),
            (Base.metadata, KeyringBase.metadata),
            strict=True,
        ):
            with _opened(url) as engine:
                _copy_out(engine, metadata, place / name)
        _forget_later_heads(*(place / name for name in PARTS))
        fresh = place / "sealed"
        with _tar(place) as plain, fresh.open("xb") as out:
            _seal(plain, out, master)
            out.flush()
            os.fsync(out.fileno())
        fresh.rename(file)
    click.echo(f"Backup written to {file} at {now:%Y-%m-%d %H:%M} UTC.")
    click.echo(f"It opens only with the master key {master.id} or its recovery copy.")


def restore(settings: Settings, file: Path, *, now: datetime, from_paper: bool = False) -> None:
    """Put a backup into an empty deployment and verify it.

    Keyring and data are each put in whole or not at all, so one that was killed is done again.
    `from_paper` first asks for the recovery copy and writes the master key from it.

    Raises:
        Refused: the app is running, there is data already, or the file or key is wrong.
    """
    if from_paper and settings.master_key_file.exists():
        raise Refused(
            f"There is a master key at {settings.master_key_file}. Leave out --from-paper to use "
            "it, or move it away first."
        )
    known = [keys.read_from_paper()] if from_paper else read_master_keys(settings.master_key_file)
    masters = {master.id: master for master in known}
    make_private(settings.data_folder)
    with held(settings.data_folder, "restore"):
        _clear_away_what_was_cut_off(settings.data_folder)
        with tempfile.TemporaryDirectory(prefix=RESTORING, dir=settings.data_folder) as place:
            _unpack(file, masters, Path(place))
            has_keyring = _refuse_to_replace(settings, Path(place) / "keyring.db")
            if from_paper:
                write_master_keys(settings.master_key_file, known)
            # A backup of an earlier release is brought forward before it is copied.
            with _opened(sqlite_url(Path(place) / "voice.db")) as unpacked:
                migrations.upgrade(unpacked)
            if not has_keyring:
                _copy_in(Path(place) / "keyring.db", settings.keyring_url, KeyringBase.metadata)
            _copy_in(Path(place) / "voice.db", settings.database_url, Base.metadata)
        database = open_database(settings, now=now)
        report = verify_record(database, now=now, witness=None)
        database.close()
    for line in report.lines():
        click.echo(line)
    if report.problems:
        raise Refused("The backup was restored, but what is in it does not verify; see above.")
    click.echo(f"Restored from {file}.")


def _look_at_the_trail(settings: Settings, now: datetime) -> None:
    """Keep the newest head in the keyring; data that was cut off is not copied over a good one."""
    database = open_database(settings, now=now)
    try:
        keep_head(database, now=now)
    finally:
        database.close()


def _forget_later_heads(data: Path, keyring: Path) -> None:
    """Leave out heads that the keyring saw after the data had been copied, while the app went on.

    A restore would take them for a sign that the data was cut off.
    """
    with _opened(sqlite_url(data)) as engine, engine.connect() as connection:
        size = connection.scalar(select(func.max(TrailHead.size))) or 0
    with _opened(sqlite_url(keyring)) as engine, engine.begin() as connection:
        connection.execute(delete(SeenHead).where(SeenHead.size > size))


def _clear_away_what_was_cut_off(folder: Path) -> None:
    """Delete what a restore that was killed had unpacked; whoever holds the folder is alone."""
    for left in folder.glob(f"{RESTORING}*"):
        shutil.rmtree(left)


def _refuse_to_replace(settings: Settings, keyring_file: Path) -> bool:
    """Refuse to go on where there is data. Does the keyring of this very backup stand there?

    A restore that was killed after its first half leaves exactly that.
    """
    with _opened(settings.database_url) as data, _opened(settings.keyring_url) as keyring:
        has_data, has_keyring = bool(_tables(data)), bool(_tables(keyring))
        if has_keyring and not has_data:
            with _opened(sqlite_url(keyring_file)) as unpacked:
                has_data = _keys_in(keyring) != _keys_in(unpacked)
    if has_data:
        raise Refused(
            "There is data already, and a restore never replaces data. `voice verify` says "
            "whether it is whole. To put the backup in its place, move it away first; or point "
            "VOICE_DATA (or the two database settings) to an empty place."
        )
    return has_keyring


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def _keys_in(engine: Engine) -> dict[str, set[tuple[Any, ...]]] | None:
    """Every row of a keyring, to be compared with another; None when it is no keyring of ours.

    Two databases spell the same instant differently, so values are compared and not their texts.
    """
    tables = KeyringBase.metadata.sorted_tables
    if not {table.name for table in tables} <= _tables(engine):
        return None
    with engine.connect() as rows:
        return {table.name: set(map(tuple, rows.execute(select(table)))) for table in tables}


def _copy_out(engine: Engine, metadata: MetaData, to: Path) -> None:
    if engine.dialect.name == "sqlite":
        # Below SQLAlchemy, because a copy is made outside any transaction.
        raw = engine.raw_connection()
        raw.cursor().execute("VACUUM INTO ?", (str(to),))
        raw.close()
    else:
        frozen = engine.execution_options(isolation_level="REPEATABLE READ")
        with _opened(sqlite_url(to)) as target, frozen.begin() as source, target.begin() as copy:
            _make_tables(copy, metadata)
            _copy_rows(source, copy, metadata)


def _copy_in(source_file: Path, url: str, metadata: MetaData) -> None:
    with (
        _opened(sqlite_url(source_file)) as source,
        _opened(url) as target,
        source.connect() as rows,
        target.begin() as copy,
    ):
        _make_tables(copy, metadata)
        _copy_rows(rows, copy, metadata)


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _make_tables(connection: Connection, metadata: MetaData) -> None:
    if metadata is Base.metadata:
        migrations.upgrade_on(connection)
    else:
        metadata.create_all(connection)


def _copy_rows(source: Connection, copy: Connection, metadata: MetaData) -> None:
    for table in metadata.sorted_tables:
        for rows in _batches(source, table):
            copy.execute(insert(table), rows)


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = source.execution_options(stream_results=True).execute(select(table))
    for part in found.mappings().partitions(ROWS_AT_ONCE):
        yield [dict(row) for row in part]


def _tar(place: Path) -> IO[bytes]:
    archive = (place / "parts.tar").open("w+b")
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for name in PARTS:
            tar.add(place / name, arcname=name)
    archive.seek(0)
    return archive


def _seal(plain: IO[bytes], out: IO[bytes], master: MasterKey) -> None:
    salt = token_bytes(SALT_BYTES)
    cipher = AESGCM(_backup_key(master, salt))
    out.write(MAGIC + bytes.fromhex(master.id) + salt)
    number, piece = 0, plain.read(PIECE)
    while True:
        following = plain.read(PIECE)
        out.write(cipher.encrypt(_nonce(number, is_last=not following), piece, None))
        if not following:
            return
        number, piece = number + 1, following


def _unpack(file: Path, masters: dict[str, MasterKey], place: Path) -> None:
    with file.open("rb") as sealed:
        if sealed.read(len(MAGIC)) != MAGIC:
            raise Refused(f"{file} is not a backup of Voice.")
        master = masters.get(sealed.read(4).hex())
        if master is None:
            raise Refused(
                f"{file} was sealed with another master key. Put that key, or its recovery "
                "copy, in place first."
            )
        with (place / "parts.tar").open("wb") as plain:
            plain.writelines(_pieces(sealed, master, file))
    with tarfile.open(place / "parts.tar") as tar:
        tar.extractall(place, filter="data")


def _pieces(sealed: IO[bytes], master: MasterKey, file: Path) -> Iterator[bytes]:
    cipher = AESGCM(_backup_key(master, sealed.read(SALT_BYTES)))
    number, piece = 0, sealed.read(PIECE + 16)
    while True:
        following = sealed.read(PIECE + 16)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), piece, None)
        except InvalidTag:
            raise Refused(f"{file} is damaged or not whole. Use another backup.") from None
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, *, is_last: bool) -> bytes:
    # Each backup has a key of its own, so counting is safe; the mark tells a cut-off file.
    return number.to_bytes(11, "big") + bytes([is_last])


def _backup_key(master: MasterKey, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, b"voice/backup/1").derive(master.key)
