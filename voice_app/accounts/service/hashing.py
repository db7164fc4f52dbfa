"""Slow hashes: what a passphrase or PIN is checked against, made to be costly to guess."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_bytes
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from voice_app.core.errors import TooManyTries

#: Argon2id with 19 MiB, two passes, one lane.
#: Source: OWASP Password Storage Cheat Sheet (its smallest memory that is still advised).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

#: So many at once and no more: each takes its memory, and a flood must not take it all.
_AT_ONCE = BoundedSemaphore(4)
_LONGEST_QUEUE = 10.0


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
    """Wait for a turn, but not for ever."""
    if not _AT_ONCE.acquire(timeout=_LONGEST_QUEUE):
        raise TooManyTries(int(_LONGEST_QUEUE))
    try:
        yield
    finally:
        _AT_ONCE.release()


#: Made once, when the process starts: the first unknown name must take no longer than the next.
_OF_NOBODY = _HASHER.hash(token_bytes(32))
