"""Opening a deployment's two databases with its master key."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, exists, inspect, select
from sqlalchemy.exc import DatabaseError

from voice_app.config import Settings
from voice_app.core.database import Database, open_engine
from voice_app.core.errors import Refused
from voice_app.core.keyring import Keyring, KeyringBase, MasterKey, read_master_keys
from voice_app.core.models import Base
from voice_app.core.vault import Vault


def open_keyring(settings: Settings, masters: Sequence[MasterKey] = ()) -> Keyring:
    """The keyring, every key of which opens with the master key in the key file, or in `masters`.

    Raises:
        Refused: the master key is missing, unreadable or not the one of this keyring.
    """
    masters = masters or read_master_keys(settings.master_key_file)
    engine = open_engine(settings.keyring_url)
    try:
        KeyringBase.metadata.create_all(engine)
    except DatabaseError:
        engine.dispose()
        raise Refused(
            "The keyring cannot be opened: its file is damaged or is something else. "
            "Restore a backup into an empty folder."
        ) from None
    keyring = Keyring(engine, masters)
    try:
        keyring.check()
    except Refused:
        keyring.close()
        raise
    return keyring


def open_database(settings: Settings, *, now: datetime) -> Database:
    """The data and its keys, checked to belong together. The schema is not touched here.

    Raises:
        Refused: keys or data cannot be opened, the keys are gone, or the database would not
            keep what it says.
    """
    keyring = open_keyring(settings)
    vault = Vault(keyring)
    engine = open_engine(settings.database_url)
    database = Database(engine, vault)
    try:
        with engine.connect() as connection:
            _refuse_a_forgetful_database(connection)
        # New keys beside old data would open none of it, and sign its trail as somebody else.
        if not keyring.names() and _holds_anything(engine):
            raise Refused(
                "There is data, but its keyring is gone or empty. Put back the keyring that "
                "belongs to it (VOICE_DATA or VOICE_KEYRING_URL), or restore a backup into an "
                "empty place. Nothing was changed."
            )
        vault.prepare(now=now)
    except Refused:
        database.close()
        raise
    except DatabaseError:
        database.close()
        raise Refused(
            "The database cannot be opened: it is not there, damaged, or something else. "
            "Check VOICE_DATA and VOICE_DATABASE_URL, or restore a backup into an empty folder."
        ) from None
    return database


def _holds_anything(engine: Engine) -> bool:
    """Is there a row in any table of ours?"""
    tables = Base.metadata.tables
    with engine.connect() as connection:
        found = tables.keys() & set(inspect(connection).get_table_names())
        return any(connection.scalar(select(exists(select(tables[name])))) for name in found)


def _refuse_a_forgetful_database(connection: Connection) -> None:
    """A write that was acknowledged must survive a power cut."""
    if connection.dialect.name == "sqlite":
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        kept = journal == "wal" and synchronous == 2
        sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
    else:
        kept = connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        sound = True
    if not kept:
        raise Refused(
            "This database may forget what it has acknowledged. SQLite needs a local disk "
            "(write-ahead log, synchronous=FULL); PostgreSQL needs synchronous_commit=on."
        )
    if not sound:
        raise Refused("The database file is damaged. Restore a backup into an empty folder.")
