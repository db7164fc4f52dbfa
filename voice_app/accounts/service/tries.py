"""Wrong guesses: counted for one kind and one place, and answered with ever longer waits.

A place is whatever the guesses should be counted by: a phone's id, an account and a browser.
Only a keyed hash of it is kept. Call these in a transaction that is not rolled back when the
guess was wrong, or the guess would be free.
"""

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Tries
from voice_app.accounts.rules import tries as rules
from voice_app.core.errors import TooManyTries
from voice_app.core.vault import vault_of

_ALL_PLACES = "all places"
#: How many forgotten rows one new row sweeps away.
SWEPT_AT_ONCE = 20


def take(session: Session, kind: str, place: str, now: datetime) -> None:
    """Take one guess, counted as wrong until `succeeded` says otherwise.

    Counting before looking means that many guesses sent at once are still counted one by one.

    Raises:
        TooManyTries: there were too many wrong guesses from this place just now.
    """
    earlier = _find(session, kind, place)
    _check(earlier, now)
    _count(earlier or _begin(session, kind, place, now), now)


def check(session: Session, kind: str, place: str, now: datetime) -> None:
    """Stop here when this place has to wait.

    Raises:
        TooManyTries: there were too many wrong guesses from this place just now.
    """
    _check(_find(session, kind, place), now)


def failed(session: Session, kind: str, place: str, now: datetime) -> None:
    """Count one wrong guess, and make the next wait when there were several."""
    _count(_find(session, kind, place) or _begin(session, kind, place, now), now)


def succeeded(session: Session, kind: str, place: str) -> None:
    """Forget the wrong guesses of this place. Safe to repeat."""
    earlier = _find(session, kind, place)
    if earlier is not None:
        session.delete(earlier)


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
    shared = _find(session, kind, _ALL_PLACES) or _begin(session, kind, _ALL_PLACES, now)
    if now - shared.first_at >= within:
        shared.wrong, shared.first_at = 0, now
    if shared.wrong >= limit:
        raise TooManyTries(ceil((shared.first_at + within - now) / timedelta(seconds=1)))
    shared.wrong += 1


def _find(session: Session, kind: str, place: str) -> Tries | None:
    return session.scalar(select(Tries).where(Tries.key_hash == _key(session, kind, place)))


def _begin(session: Session, kind: str, place: str, now: datetime) -> Tries:
    stale = select(Tries).where(Tries.first_at < now - 2 * rules.FORGOTTEN_AFTER)
    for row in session.scalars(stale.limit(SWEPT_AT_ONCE)):
        session.delete(row)
    begun = Tries(key_hash=_key(session, kind, place), wrong=0, first_at=now)
    session.add(begun)
    return begun


def _key(session: Session, kind: str, place: str) -> bytes:
    return vault_of(session).blind_index(f"tries/{kind}", place)
