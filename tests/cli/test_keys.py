"""The recovery copy can be typed back from paper, and nothing else passes for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_app.cli.keys import from_recovery_copy, recovery_copy
from voice_app.core.errors import Refused
from voice_app.core.keyring import MasterKey


@given(key=st.binary(min_size=32, max_size=32), name=st.binary(min_size=4, max_size=4))
def test_the_recovery_copy_of_any_key_types_back(key: bytes, name: bytes) -> None:
    master = MasterKey(name.hex(), key)

    assert from_recovery_copy(recovery_copy(master)) == master


def test_spaces_lines_and_small_letters_do_not_matter() -> None:
    master = MasterKey.new()
    typed = "\n\n".join(recovery_copy(master).lower().split())

    assert from_recovery_copy(typed) == master


def test_one_wrong_letter_is_noticed() -> None:
    copy = recovery_copy(MasterKey.new())
    wrong = ("B" if copy[0] == "A" else "A") + copy[1:]

    with pytest.raises(Refused, match="Check each group"):
        from_recovery_copy(wrong)


@pytest.mark.parametrize("typed", ["", "hello", "1111", "AAAA " * 16, "é" * 64])
def test_what_is_no_recovery_copy_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        from_recovery_copy(typed)
