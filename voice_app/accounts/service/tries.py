"""Wrong guesses: counted for one kind and one place, and answered with ever longer waits.

A place is whatever the guesses should be counted by: a phone's id, an account and a browser.
Only a keyed hash of it is kept. Call these in a transaction that is not rolled back when the
guess was wrong, or the guess would be free.
"""

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Tries
from voice_app.accounts.rules import tries as rules
from voice_app.core.errors import TooManyTries
from voice_app.core.vault import vault_of

_ALL_PLACES = "all places"
#: How many forgotten rows one guess sweeps away.
SWEPT_AT_ONCE = 20


def take(session: Session, kind: str, place: str, now: datetime) -> Tries:
    """Take one guess, counted as wrong until `succeeded` or `forget` says otherwise.

    Counting before looking means that many guesses sent at once are still counted one by one.

    Raises:
        TooManyTries: there were too many wrong guesses from this place just now.
    """
    row = _find_or_begin(session, kind, place, now)
    _check(row, now)
    _count(row, now)
    return row


def forget(session: Session, taken: Tries) -> None:
    """The guess just taken was right: forget it and the wrong ones before it.

    For guesses that are taken and looked at in one transaction. What was not written yet need
    not be: nobody else can look in between.
    """
    if taken in session.new:
        session.expunge(taken)
    else:
        session.delete(taken)


def check(session: Session, kind: str, place: str, now: datetime) -> None:
    """Stop here when this place has to wait.

    Raises:
        TooManyTries: there were too many wrong guesses from this place just now.
    """
    _check(_find(session, kind, place), now)


def failed(session: Session, kind: str, place: str, now: datetime) -> None:
    """Count one wrong guess, and make the next wait when there were several."""
    _count(_find_or_begin(session, kind, place, now), now)


def succeeded(session: Session, kind: str, place: str) -> None:
    """Forget the wrong guesses of this place. Safe to repeat."""
    session.execute(delete(Tries).where(Tries.key_hash == _key(session, kind, place)))


def _check(earlier: Tries | None, now: datetime) -> None:
    if earlier is not None and earlier.blocked_until is not None and now < earlier.blocked_until:
        raise TooManyTries(ceil((earlier.blocked_until - now) / timedelta(seconds=1)))


def _count(row: Tries, now: datetime) -> None:
    if rules.is_forgotten(first_at=row.first_at, blocked_until=row.blocked_until, now=now):
        row.wrong, row.first_at = 0, now
    row.wrong += 1
    wait = rules.wait_after(row.wrong)
    row.blocked_until = now + wait if wait else None


def take_from_all(
    session: Session, kind: str, now: datetime, *, limit: int, within: timedelta
) -> None:
    """Take one of the guesses that all places have together, so many in a while.

    For secrets that anybody may try from anywhere. The limit is far above what people
    mistype, and everybody waits only until the while is over.

    Raises:
        TooManyTries: all of them are taken.
    """
    shared = _find_or_begin(session, kind, _ALL_PLACES, now)
    if now - shared.first_at >= within:
        shared.wrong, shared.first_at = 0, now
    if shared.wrong >= limit:
        raise TooManyTries(ceil((shared.first_at + within - now) / timedelta(seconds=1)))
    shared.wrong += 1


def _find(session: Session, kind: str, place: str) -> Tries | None:
    return session.scalar(select(Tries).where(Tries.key_hash == _key(session, kind, place)))


def _find_or_begin(session: Session, kind: str, place: str, now: datetime) -> Tries:
    """The count of a place, or a new one. One statement also sweeps away what is forgotten."""
    key = _key(session, kind, place)
    long_ago = Tries.first_at < now - 2 * rules.FORGOTTEN_AFTER
    stale = select(Tries.id).where(long_ago).limit(SWEPT_AT_ONCE)
    found = None
    for row in session.scalars(
        select(Tries).where(or_(Tries.key_hash == key, Tries.id.in_(stale)))
    ):
        if row.key_hash == key:
            found = row
        else:
            session.delete(row)
    if found is None:
        found = Tries(key_hash=key, wrong=0, first_at=now)
        session.add(found)
    return found


def _key(session: Session, kind: str, place: str) -> bytes:
    return vault_of(session).blind_index(f"tries/{kind}", place)
