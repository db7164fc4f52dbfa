"""A head is signed so that whoever holds the public key needs nothing else to trust it."""

import base64
from dataclasses import replace

import pytest

from voice_app.record.rules import note
from voice_app.record.rules.note import Head, NotAWitness, SignedHead

SEED = bytes(range(32))
HEAD = Head(size=12, root=b"\x07" * 32, previous_size=11)
PUBLIC = note.public_key(SEED)
SIGNED = SignedHead(HEAD, note.sign(SEED, HEAD))


def test_a_signature_holds_for_its_own_head_and_key_only() -> None:
    assert note.is_signed(PUBLIC, HEAD, SIGNED.signature)

    for other in (
        replace(HEAD, size=13),
        replace(HEAD, root=b"\x08" * 32),
        replace(HEAD, previous_size=10),
    ):
        assert not note.is_signed(PUBLIC, other, SIGNED.signature)
    assert not note.is_signed(note.public_key(bytes(32)), HEAD, SIGNED.signature)
    assert not note.is_signed(PUBLIC, HEAD, SIGNED.signature[:-1])
    assert not note.is_signed(b"not a key", HEAD, SIGNED.signature)


def test_what_is_signed_reads_as_a_checkpoint_of_a_transparency_log() -> None:
    root = base64.b64encode(HEAD.root).decode()

    assert HEAD.text() == f"voice/trail/1\n12\n{root}\nafter 11\n"
    assert note.note(PUBLIC, SIGNED).startswith(f"{HEAD.text()}\n— voice/trail/1 ")


def test_a_witness_file_gives_back_the_keys_and_heads_put_into_it() -> None:
    other = SignedHead(replace(HEAD, size=20), b"\x01" * 64)
    text = note.key_line(PUBLIC) + note.note(PUBLIC, SIGNED) + "\n" + note.note(PUBLIC, other)

    witness = note.read_witness(text)

    assert witness.keys == [PUBLIC]
    assert witness.heads == [SIGNED, other]


@pytest.mark.parametrize(
    "text",
    [
        "something else",
        "voice/trail/1\n12\n",
        note.note(PUBLIC, SIGNED).replace("after", "before"),
        note.note(PUBLIC, SIGNED).replace("\n12\n", "\ntwelve\n"),
        note.key_line(PUBLIC).replace("+", "+00", 1),
        note.key_line(note.public_key(bytes(32)))[:22] + note.key_line(PUBLIC)[22:],
    ],
)
def test_a_witness_file_that_holds_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotAWitness):
        note.read_witness(text)
