"""What an event is reduced to says exactly what was there, and stays the same for ever."""

from collections.abc import Mapping
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from voice_app.record.rules.leaf import (
    Plain,
    digest_of_row,
    encode,
    hash_of_rows,
    leaf_of,
)

PLAIN = st.none() | st.integers() | st.text() | st.binary()
EVENT: Mapping[str, Plain] = {
    "seq": 7,
    "at": "2026-05-04 15:30:00.000000",
    "action": "entry.sent",
    "actor_id": "0a000000000040008000000000000001",
    "session_id": None,
    "chain_id": "0a000000000040008000000000000001",
    "chain_seq": 3,
    "subject_table": "entry",
    "subject_id": "0a0000000000400080000000000000ff",
    "sealed": b"sealed",
    "commitment": b"\x01" * 32,
    "rows_hash": b"\x02" * 32,
    "previous": b"\x03" * 32,
}


def test_a_leaf_is_computed_as_it_was_on_the_first_day() -> None:
    written_out = (
        b"\x00"
        b"s\0\0\0\x13voice/trail-event/1"
        b"i\0\0\0\x017"
        b"s\0\0\0\x1a2026-05-04 15:30:00.000000"
        b"s\0\0\0\x0aentry.sent"
        b"s\0\0\0\x200a000000000040008000000000000001"
        b"n"
        b"s\0\0\0\x200a000000000040008000000000000001"
        b"i\0\0\0\x013"
        b"s\0\0\0\x05entry"
        b"s\0\0\0\x200a0000000000400080000000000000ff"
        b"b\0\0\0\x20" + sha256(b"sealed").digest()
    )
    written_out += b"".join(b"b\0\0\0\x20" + bytes([number]) * 32 for number in (1, 2, 3))

    assert leaf_of(EVENT) == sha256(written_out).digest()


def test_every_field_of_an_event_changes_its_leaf() -> None:
    others = {name: leaf_of({**EVENT, name: b"something else"}) for name in EVENT}

    assert leaf_of(EVENT) not in others.values()
    assert len(set(others.values())) == len(EVENT)


@given(one=st.lists(PLAIN, max_size=4), other=st.lists(PLAIN, max_size=4))
def test_two_lists_are_encoded_alike_only_when_they_are_alike(
    one: list[Plain], other: list[Plain]
) -> None:
    assert (encode(one) == encode(other)) == (one == other)
    assert encode(one) == encode(list(one))


def test_a_column_added_empty_leaves_the_digest_of_a_row_as_it_was() -> None:
    before = digest_of_row("kite", {"id": "1", "name": "Skylark"})

    assert digest_of_row("kite", {"id": "1", "name": "Skylark", "colour": None}) == before
    assert digest_of_row("kite", {"id": "1", "name": "Skylark", "colour": ""}) != before
    assert digest_of_row("kite", {"id": "1", "colour": "Skylark"}) != before
    assert digest_of_row("boat", {"id": "1", "name": "Skylark"}) != before


def test_the_order_and_number_of_rows_is_part_of_their_hash() -> None:
    first, second = (
        {
            "table_name": "kite",
            "row_id": row_id,
            "change": "added",
            "digest": b"",
            "commitment": b"",
        }
        for row_id in ("1", "2")
    )

    hashes = [hash_of_rows(rows) for rows in ([], [first], [first, second], [second, first])]

    assert len(set(hashes)) == 4
