"""Words come back byte for byte, and only for their own row, owner and key."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_keyring import keyring_with
from voice_app.core.errors import RecordBroken
from voice_app.core.keyring import MasterKey
from voice_app.core.models import ORGANISATION
from voice_app.core.vault import SIZES, Vault

NOW = datetime(2026, 6, 4, 20, 41, tzinfo=UTC)
AMINA = UUID(int=1)
KOFI = UUID(int=2)
ROW = UUID(int=77)
WORDS = {"words": "I want to stay at my school. 🏫 أريد أن أبقى <script>"}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    vault = Vault(keyring_with(tmp_path_factory.mktemp("keys"), MasterKey.new()))
    vault.prepare(now=NOW)
    for young_person in (AMINA, KOFI):
        vault.make_key_for(young_person, now=NOW)
    return vault


@given(words=st.text())
def test_any_words_come_back_exactly_as_given(vault: Vault, words: str) -> None:
    sealed = vault.seal("entry", ROW, AMINA, {"words": words})

    assert vault.open("entry", ROW, AMINA, sealed) == {"words": words}


def test_sealed_words_open_for_no_other_row_table_or_young_person(vault: Vault) -> None:
    sealed = vault.seal("entry", ROW, AMINA, WORDS)

    assert vault.open("entry", ROW, AMINA, sealed) == WORDS
    for table, row, scope in (
        ("answer", ROW, AMINA),
        ("entry", uuid4(), AMINA),
        ("entry", ROW, KOFI),
        ("entry", ROW, ORGANISATION),
    ):
        with pytest.raises(RecordBroken):
            vault.open(table, row, scope, sealed)


def test_every_changed_byte_of_a_seal_is_noticed(vault: Vault) -> None:
    sealed = vault.seal("entry", ROW, AMINA, WORDS)

    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises((RecordBroken, KeyError)):
            vault.open("entry", ROW, AMINA, bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 4, 17, 20])
def test_a_seal_cut_short_is_noticed(vault: Vault, length: int) -> None:
    sealed = vault.seal("entry", ROW, AMINA, WORDS)

    with pytest.raises((RecordBroken, KeyError)):
        vault.open("entry", ROW, AMINA, sealed[:length])


def test_the_words_do_not_stand_in_the_sealed_bytes(vault: Vault) -> None:
    sealed = vault.seal("entry", ROW, AMINA, {"words": "canary"})

    assert b"canary" not in sealed
    assert sealed != vault.seal("entry", ROW, AMINA, {"words": "canary"})


def test_sizes_grow_in_steps_and_do_not_tell_how_long_the_words_are(vault: Vault) -> None:
    def size(words: str) -> int:
        return len(vault.seal("entry", ROW, AMINA, {"words": words}))

    assert size("no") == size("I want to see my nan more often")
    assert {size("x" * length) for length in range(0, 9000, 300)} <= {step + 33 for step in SIZES}


def test_a_commitment_is_of_this_body_alone_and_needs_its_opener(vault: Vault) -> None:
    one = vault.seal("entry", ROW, AMINA, WORDS)
    two = vault.seal("entry", ROW, AMINA, WORDS)

    assert vault.commitment("entry", ROW, AMINA, one) == vault.commitment("entry", ROW, AMINA, one)
    # The same words again give another commitment, so nobody can test a guess against it.
    assert vault.commitment("entry", ROW, AMINA, one) != vault.commitment("entry", ROW, AMINA, two)


def test_a_new_key_version_seals_new_words_and_opens_old_ones(vault: Vault) -> None:
    old = vault.seal("entry", ROW, KOFI, WORDS)
    vault.make_key_for(KOFI, now=NOW)
    new = vault.seal("entry", ROW, KOFI, WORDS)

    assert vault.open("entry", ROW, KOFI, old) == vault.open("entry", ROW, KOFI, new) == WORDS
    assert old[1:5] != new[1:5]


def test_a_name_is_found_again_without_being_told(vault: Vault) -> None:
    assert vault.blind_index("name", " Dan.Hughes ") == vault.blind_index("name", "dan.hughes")
    assert vault.blind_index("name", "dan.hughes") != vault.blind_index("name", "dan.hugh")
    assert vault.blind_index("name", "dan.hughes") != vault.blind_index("other", "dan.hughes")
