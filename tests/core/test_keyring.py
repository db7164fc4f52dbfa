"""Keys are kept wrapped, open only with the right master key, and can be replaced or destroyed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from voice_app.config import sqlite_url
from voice_app.core.database import open_engine
from voice_app.core.errors import Refused
from voice_app.core.keyring import (
    Keyring,
    KeyringBase,
    MasterKey,
    read_master_keys,
    write_master_keys,
)

NOW = datetime(2026, 6, 4, 20, 41, tzinfo=UTC)


def keyring_with(path: Path, *masters: MasterKey) -> Keyring:
    engine = open_engine(sqlite_url(path / "keyring.db"))
    KeyringBase.metadata.create_all(engine)
    return Keyring(engine, masters)


def test_a_key_is_the_same_when_it_is_opened_again(tmp_path: Path) -> None:
    master = MasterKey.new()
    keyring_with(tmp_path, master).make("organisation", now=NOW)

    first = keyring_with(tmp_path, master).newest("organisation")
    second = keyring_with(tmp_path, master).newest("organisation")

    assert first == second
    assert first[0] == 1


def test_a_new_version_leaves_the_old_one_readable(tmp_path: Path) -> None:
    keyring = keyring_with(tmp_path, MasterKey.new())
    keyring.make("organisation", now=NOW)
    _, first = keyring.newest("organisation")
    keyring.make("organisation", now=NOW)

    version, second = keyring.newest("organisation")

    assert version == 2
    assert second != first
    assert keyring.open("organisation", 1) == (1, first)


def test_several_keys_are_opened_at_once_each_in_its_newest_version(tmp_path: Path) -> None:
    master = MasterKey.new()
    keyring = keyring_with(tmp_path, master)
    keyring.make("organisation", now=NOW)
    keyring.make("page-secret", now=NOW)
    keyring.make("organisation", now=NOW)
    newest = {name: keyring.newest(name) for name in ("organisation", "page-secret")}
    other = keyring_with(tmp_path, master)

    assert other.open_newest(["page-secret", "organisation", "never-made"]) == newest.keys()

    assert {name: other.newest(name) for name in newest} == newest
    assert newest["organisation"][0] == 2
    with pytest.raises(Refused):
        keyring_with(tmp_path, MasterKey.new()).open_newest(["organisation"])


def test_another_master_key_opens_nothing_and_says_so(tmp_path: Path) -> None:
    master = MasterKey.new()
    keyring_with(tmp_path, master).make("organisation", now=NOW)

    keyring_with(tmp_path, master).check()
    with pytest.raises(Refused, match=f"sealed with the master key {master.id}"):
        keyring_with(tmp_path, MasterKey.new()).check()


def test_a_master_key_with_the_right_name_and_wrong_bytes_is_refused(tmp_path: Path) -> None:
    master = MasterKey.new()
    keyring_with(tmp_path, master).make("organisation", now=NOW)

    with pytest.raises(Refused, match="has been changed"):
        keyring_with(tmp_path, MasterKey(master.id, bytes(32))).check()


def test_a_wrapped_key_does_not_open_under_another_name(tmp_path: Path) -> None:
    master = MasterKey.new()
    keyring = keyring_with(tmp_path, master)
    keyring.make("organisation", now=NOW)
    with open_engine(sqlite_url(tmp_path / "keyring.db")).begin() as connection:
        connection.execute(text("UPDATE wrapped_key SET name = 'trail-signing'"))

    with pytest.raises(Refused):
        keyring_with(tmp_path, master).check()


def test_a_new_master_key_opens_everything_and_the_old_one_nothing(tmp_path: Path) -> None:
    old, new = MasterKey.new(), MasterKey.new()
    keyring = keyring_with(tmp_path, old)
    keyring.make("organisation", now=NOW)
    key = keyring.newest("organisation")

    assert keyring.rewrap(new, now=NOW) == 1

    assert keyring_with(tmp_path, new).newest("organisation") == key
    with pytest.raises(Refused):
        keyring_with(tmp_path, old).check()


def test_between_two_master_keys_both_files_open(tmp_path: Path) -> None:
    old, new = MasterKey.new(), MasterKey.new()
    keyring_with(tmp_path, old).make("organisation", now=NOW)

    # What a crash half way through a rotation leaves: both keys in the file.
    keyring_with(tmp_path, new, old).check()


def test_a_destroyed_key_is_gone_from_the_file_too(tmp_path: Path) -> None:
    keyring = keyring_with(tmp_path, MasterKey.new())
    keyring.make("young-person/1", now=NOW)
    assert keyring.open_newest(["young-person/1"]) == {"young-person/1"}

    keyring.destroy("young-person/1", now=NOW)

    assert keyring.open_newest(["young-person/1"]) == set()
    with pytest.raises(KeyError):
        keyring.open("young-person/1", 1)


def test_the_recovery_copy_counts_as_checked_only_for_the_key_in_use(tmp_path: Path) -> None:
    master = MasterKey.new()
    keyring = keyring_with(tmp_path, master)
    assert not keyring.recovery_is_checked()

    keyring.note_recovery_check(now=NOW)

    assert keyring_with(tmp_path, master).recovery_is_checked()
    assert not keyring_with(tmp_path, MasterKey.new()).recovery_is_checked()


def test_a_master_key_file_is_read_back_and_closed_to_others(tmp_path: Path) -> None:
    master = MasterKey.new()
    path = tmp_path / "keys" / "master.key"

    write_master_keys(path, [master])

    assert read_master_keys(path) == [master]
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    ["", "hello", "voice-master a !!!!", "voice-master a c2hvcnQ=", "\x00" * 40, "é"],
)
def test_a_file_that_is_no_master_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(content)

    with pytest.raises(Refused):
        read_master_keys(path)


def test_a_missing_master_key_file_says_where_to_find_help(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="recovery copy"):
        read_master_keys(tmp_path / "nowhere")
