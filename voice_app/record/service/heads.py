"""The newest head, kept where whoever edits the data does not reach."""

from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from voice_app.core.database import Database
from voice_app.core.errors import Refused
from voice_app.core.vault import TRAIL_SIGNING, Vault
from voice_app.record.models import TrailEvent, TrailHead
from voice_app.record.rules import note


def keep_head(database: Database, *, now: datetime) -> None:
    """Keep the newest head in the keyring: at each start and each backup. Safe to repeat.

    Raises:
        Refused: the data no longer holds what was kept before, so it was cut off, or it and
            the keyring are not from one backup.
    """
    vault = database.vault
    seen = vault.keyring.seen_heads()
    with database.reading() as session:
        has_trail = inspect(session.connection()).has_table(TrailHead.__tablename__)
        if seen and not (has_trail and _holds(session, *seen[-1])):
            raise Refused(
                f"The data ends before, or differs from, what the keyring saw at {seen[-1][0]} "
                "events. Restore the data and the keyring from the same backup, or run "
                "`voice verify` to see what is wrong."
            )
        newest = _newest(session) if has_trail else None
        if newest is not None and not _is_of(vault, session, newest):
            raise Refused(
                "The keyring is not the one of this data: keys are missing, or the trail is signed "
                "with another. Put the right keyring in place (VOICE_DATA or VOICE_KEYRING_URL), "
                "or restore both from one backup."
            )
    if newest is not None:
        vault.keyring.remember_head(newest.size, newest.root, now=now)


def witness_text(database: Database) -> str:
    """The public key and the newest head, for somebody outside to keep and to verify with.

    Empty while there is nothing on the trail.
    """
    with database.reading() as session:
        newest = _newest(session)
    if newest is None:
        return ""
    public = _public(database.vault, newest)
    return note.witness_text(public, note.SignedHead(_head(newest), newest.signature))


def _holds(session: Session, size: int, root: bytes) -> bool:
    return session.scalar(select(TrailHead.root).where(TrailHead.size == size)) == root


def _is_of(vault: Vault, session: Session, newest: TrailHead) -> bool:
    """Are these the keys of this trail: did they sign it, and is everybody's among them?"""
    try:
        public = _public(vault, newest)
    except KeyError:
        return False
    return note.is_signed(public, _head(newest), newest.signature) and vault.knows(
        session.scalars(select(TrailEvent.chain_id).distinct())
    )


def _newest(session: Session) -> TrailHead | None:
    return session.scalar(select(TrailHead).order_by(TrailHead.size.desc()).limit(1))


def _head(stored: TrailHead) -> note.Head:
    return note.Head(stored.size, stored.root, stored.previous_size)


def _public(vault: Vault, stored: TrailHead) -> bytes:
    return note.public_key(vault.keyring.open(TRAIL_SIGNING, stored.key_version)[1])
