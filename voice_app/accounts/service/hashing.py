"""Slow hashes: what a passphrase or PIN is checked against, made to be costly to guess."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import cpu_count
from secrets import token_bytes
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from voice_app.core.errors import TooBusy

#: Argon2id with 19 MiB, two passes, one lane.
#: Source: OWASP Password Storage Cheat Sheet (its smallest memory that is still advised).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

#: So many at once and no more: each takes its memory and a core, and a flood must not take all.
AT_ONCE = min(4, cpu_count() or 1)
_AT_WORK = BoundedSemaphore(AT_ONCE)
#: So many more may wait for their turn, and so long (seconds). Whoever comes then is told when to
#: come back, and everybody who is waiting already is served.
LONGEST_QUEUE = 10
_AT_WORK_OR_WAITING = BoundedSemaphore(AT_ONCE + LONGEST_QUEUE)
LONGEST_WAIT = 10.0


def hashed(secret: bytes) -> str:
    """A verifier for a secret. Takes some 30 ms, so never call it while a transaction is open."""
    with _turn():
        return _HASHER.hash(secret)


def matches(verifier: str | None, secret: bytes) -> bool:
    """Is this the secret? Without a verifier the same work is done and the answer is no.

    So a name that nobody has takes as long as one that somebody has.
    """
    with _turn():
        try:
            _HASHER.verify(verifier or _OF_NOBODY, secret)
        except VerifyMismatchError:
            return False
    return verifier is not None


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn, but not for ever and not behind very many.

    Raises:
        TooBusy: too many wait already, or no turn came in time.
    """
    with _place_in(_AT_WORK_OR_WAITING, wait=0.0), _place_in(_AT_WORK, wait=LONGEST_WAIT):
        yield


@contextmanager
def _place_in(room: BoundedSemaphore, *, wait: float) -> Iterator[None]:
    if not room.acquire(timeout=wait):
        raise TooBusy(int(LONGEST_WAIT))
    try:
        yield
    finally:
        room.release()


#: Made once, when the process starts: the first unknown name must take no longer than the next.
_OF_NOBODY = _HASHER.hash(token_bytes(32))
