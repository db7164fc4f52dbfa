"""Not one changed byte of a sealed envelope is let in.

Every letter of what a phone sends is changed, and every byte of what it stands for, one at a time;
then parts of two good envelopes are put together. The control lets signatures go unchecked.
"""

import base64
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.offline.sealing import Phone, Sealed, base64_of
from tests.prove import Figure, Size, at_least, exactly
from tests.support.server import world_in
from voice_app.entries.models import Entry

TIMED = False
#: Of so many letters or bytes one is changed.
EVERY = {"small": 7, "full": 1}
TRIES = 500
POINT, TAG = 65, 16
#: (name of the part, what is sent)
Changed = tuple[str, bytes]
LETTERS = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"{}:, '


def run(size: Size) -> list[Figure]:
    """Send one envelope, changed in every way; at last as it is."""
    chance = Random(5)  # noqa: S311  which letter takes another's place, not a secret
    with tempfile.TemporaryDirectory(prefix="voice-sealed-") as name:
        world = world_in(Path(name), 1)
        phone = Phone(world, world.amina)
        good, other = (phone.seal(uuid4(), words) for words in ("Untouched.", "Another."))
        tried: Counter[str] = Counter()
        accepted = 0
        for part, sent in _changed(good, other, EVERY[size], chance):
            tried[part] += 1
            accepted += _is_kept(phone, sent)
        with world.reading() as session:
            there = session.scalar(select(func.count()).select_from(Entry)) or 0
        unchanged = _is_kept(phone, _text(good))
        unchecked = _unchecked(phone, other, chance)
        world.database.close()
    return [
        at_least("envelopes changed in one place", tried.total(), "", TRIES),
        exactly("parts that were changed", len(tried), "", len(PARTS)),
        exactly("changed and accepted", accepted, "", 0),
        exactly("entries that came of them", there, "", 0),
        exactly("the same, not changed: accepted", unchanged, "", 1),
        exactly("control, signatures not checked: accepted", unchecked, "", 1),
    ]


def _changed(good: Sealed, other: Sealed, every: int, chance: Random) -> Iterator[Changed]:
    yield from _letters(good, every, chance)
    yield from _bytes(good, every, chance)
    yield from _put_together(good, other)


def _letters(good: Sealed, every: int, chance: Random) -> Iterator[Changed]:
    """Every so many letters of the text, another one in its place."""
    text = _text(good)
    for at in range(0, len(text), every):
        letter = chance.choice([one for one in LETTERS if one != text[at]])
        yield "the text", text[:at] + bytes([letter]) + text[at + 1 :]


def _bytes(good: Sealed, every: int, chance: Random) -> Iterator[Changed]:
    """Every so many bytes, another one in its place; of short parts each."""
    for part, (name, start, end) in PARTS.items():
        if not name:
            continue
        content = base64.urlsafe_b64decode(good[name] + "==")
        step = every if len(content[start:end]) > POINT else 1
        for at in range(len(content))[start:end][::step]:
            spoilt = bytearray(content)
            spoilt[at] ^= chance.randrange(1, 256)
            yield part, _text({**good, name: base64_of(bytes(spoilt))})


def _put_together(good: Sealed, other: Sealed) -> Iterator[Changed]:
    """One part of another good envelope of the same phone; a key that is not there."""
    for name in ("id", "sealed", "signature"):
        yield "two envelopes", _text({**good, name: other[name]})
    for key in (0, 2, 3, 999_999, 1_000_000):
        yield "the number of the key", _text({**good, "key": key})


#: Each part, with where its bytes stand: the field, from, to.
PARTS: dict[str, tuple[str, int | None, int | None]] = {
    "the text": ("", None, None),
    "the sealed key": ("sealed", None, POINT),
    "the words": ("sealed", POINT, -TAG),
    "the tag": ("sealed", -TAG, None),
    "the signature": ("signature", None, None),
    "two envelopes": ("", None, None),
    "the number of the key": ("", None, None),
}


def _text(envelope: Sealed) -> bytes:
    """As `JSON.stringify` writes it: without a space."""
    return json.dumps(envelope, separators=(",", ":")).encode()


def _is_kept(phone: Phone, sent: bytes) -> bool:
    answer = phone.browser.post(
        "/outbox",
        data=sent,
        content_type="application/json",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    return answer.status_code == 200 or answer.json == {"kept": True}


def _unchecked(phone: Phone, envelope: Sealed, chance: Random) -> bool:
    """A changed signature, where nobody looks at signatures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voice_app.offline.service.receiving._is_signed", lambda *_: True)
        signature = base64_of(chance.randbytes(64))
        return _is_kept(phone, _text({**envelope, "signature": signature}))
