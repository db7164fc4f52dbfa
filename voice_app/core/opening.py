"""Opening a deployment's two databases with its master key."""

from datetime import datetime

from voice_app.config import Settings
from voice_app.core.database import Database, open_engine
from voice_app.core.keyring import Keyring, KeyringBase, read_master_keys
from voice_app.core.vault import Vault


def open_database(settings: Settings, *, now: datetime) -> Database:
    """The data and its keys, checked to belong together. The schema is not touched here.

    Raises:
        Refused: the master key is missing, unreadable or not the one of this keyring.
    """
    masters = read_master_keys(settings.master_key_file)
    keyring_engine = open_engine(settings.keyring_url)
    KeyringBase.metadata.create_all(keyring_engine)
    keyring = Keyring(keyring_engine, masters)
    keyring.check()
    vault = Vault(keyring)
    vault.prepare(now=now)
    return Database(open_engine(settings.database_url), vault)
