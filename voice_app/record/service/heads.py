"""The newest head, kept where whoever edits the data does not reach."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.core.database import Database
from voice_app.core.errors import Refused
from voice_app.core.vault import TRAIL_SIGNING
from voice_app.record.models import TrailHead
from voice_app.record.rules import note


def keep_head(database: Database, *, now: datetime) -> None:
    """Keep the newest head in the keyring: at each start and each backup. Safe to repeat.

    Raises:
        Refused: the data no longer holds what was kept before, so it was cut off, or it and
            the keyring are not from one backup.
    """
    keyring = database.vault.keyring
    seen = keyring.seen_heads()
    with database.reading() as session:
        if seen and not _holds(session, *seen[-1]):
            raise Refused(
                f"The data ends before, or differs from, what the keyring saw at {seen[-1][0]} "
                "events. Restore the data and the keyring from the same backup, or run "
                "`voice verify` to see what is wrong."
            )
        newest = session.scalar(select(TrailHead).order_by(TrailHead.size.desc()).limit(1))
    if newest is not None:
        keyring.remember_head(newest.size, newest.root, now=now)


def witness_text(database: Database) -> str:
    """The public key and the newest head, for somebody outside to keep and to verify with.

    Empty while there is nothing on the trail.
    """
    with database.reading() as session:
        newest = session.scalar(select(TrailHead).order_by(TrailHead.size.desc()).limit(1))
    if newest is None:
        return ""
    public = note.public_key(database.vault.keyring.open(TRAIL_SIGNING, newest.key_version)[1])
    head = note.Head(newest.size, newest.root, newest.previous_size)
    return note.witness_text(public, note.SignedHead(head, newest.signature))


def _holds(session: Session, size: int, root: bytes) -> bool:
    return session.scalar(select(TrailHead.root).where(TrailHead.size == size)) == root
