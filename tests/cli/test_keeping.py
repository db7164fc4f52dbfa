"""A backup holds data and keys, opens only with the master key, and comes back whole."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.databases import Supply
from tests.support.world import World
from voice_app.care import service as care
from voice_app.care.models import YoungPerson
from voice_app.cli import keeping, keys, running, verifying
from voice_app.cli.folder import held
from voice_app.config import Settings, sqlite_url
from voice_app.core import vault
from voice_app.core.errors import Refused
from voice_app.core.keyring import MasterKey, read_master_keys, write_master_keys
from voice_app.core.opening import open_database, open_keyring
from voice_app.record.service import keep_head


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """A backup of the world."""
    file = tmp_path / "backup"
    keeping.backup(world.settings, file, now=world.now)
    return file


@pytest.fixture
def elsewhere(world: World, tmp_path: Path) -> Settings:
    """An empty deployment on another machine, with a copy of the master key."""
    folder = tmp_path / "elsewhere"
    key = tmp_path / "elsewhere.key"
    shutil.copy(world.settings.master_key_file, key)
    return replace(
        world.settings,
        data_folder=folder,
        master_key_file=key,
        database_url=sqlite_url(folder / "voice.db"),
        keyring_url=sqlite_url(folder / "keyring.db"),
    )


@pytest.fixture
def empty_pair(database_supply: Supply) -> Iterator[tuple[str, str]]:
    """Two databases of the kind under test, with nothing in them."""
    addresses = database_supply.take_empty()
    yield addresses
    database_supply.give_back(addresses)


def names_in(settings: Settings, world: World) -> set[str]:
    database = open_database(settings, now=world.now)
    with database.reading() as session:
        names = {
            vault.opened(session, place)["called"] for place in session.scalars(select(YoungPerson))
        }
    database.close()
    return names


def test_a_restored_backup_holds_everybody_and_verifies(
    world: World, file: Path, elsewhere: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    keeping.restore(elsewhere, file, now=world.now)

    assert names_in(elsewhere, world) == {"Amina", "Leo", "Kofi"}
    assert "Restored" in capsys.readouterr().out


def test_a_backup_comes_back_into_the_kind_of_database_it_came_from(
    world: World, file: Path, elsewhere: Settings, empty_pair: tuple[str, str]
) -> None:
    data, keyring = empty_pair
    keeping.restore(replace(elsewhere, database_url=data, keyring_url=keyring), file, now=world.now)

    assert names_in(replace(elsewhere, database_url=data, keyring_url=keyring), world) == {
        "Amina",
        "Leo",
        "Kofi",
    }


def test_heads_that_were_seen_after_the_data_was_copied_are_left_out(
    world: World, tmp_path: Path, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_out, copied = keeping._copy_out, []

    def copy_while_people_go_on(*parts: object) -> None:
        copy_out(*parts)
        copied.append(parts)
        if len(copied) == 1:
            world.assign(world.priya, world.leo)
            keep_head(world.database, now=world.now)

    monkeypatch.setattr(keeping, "_copy_out", copy_while_people_go_on)
    keeping.backup(world.settings, tmp_path / "while-people-go-on", now=world.now)
    keeping.restore(elsewhere, tmp_path / "while-people-go-on", now=world.now)

    restored = open_database(elsewhere, now=world.now)
    keep_head(restored, now=world.now)
    restored.close()
    assert len(copied) == 2


def test_data_that_was_cut_off_is_not_backed_up_and_does_not_start(
    world: World, tmp_path: Path
) -> None:
    keep_head(world.database, now=world.now)
    seen = world.database.vault.keyring.seen_heads()[-1]
    world.database.vault.keyring.remember_head(seen[0] + 5, bytes(32), now=world.now)

    with pytest.raises(Refused, match="ends before, or differs"):
        keeping.backup(world.settings, tmp_path / "after", now=world.now)
    with pytest.raises(Refused, match="ends before, or differs"), running.opened(world.settings):
        pytest.fail("it started on data that was cut off")

    assert not (tmp_path / "after").exists()


@pytest.fixture
def emptied(world: World, empty_pair: tuple[str, str]) -> Settings:
    """The data of the world beside a keyring with nothing in it."""
    return replace(world.settings, keyring_url=empty_pair[1])


def test_data_without_its_keyring_neither_starts_nor_is_backed_up(
    world: World, emptied: Settings, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="keyring is gone or empty"), running.opened(emptied):
        pytest.fail("it started with keys that open nothing")
    with pytest.raises(Refused, match="keyring is gone or empty"):
        keeping.backup(emptied, tmp_path / "after", now=world.now)
    with pytest.raises(Refused, match="keyring is gone or empty"):
        verifying.verify(emptied, witness=None, now=world.now)

    keyring = open_keyring(emptied)
    assert keyring.names() == set()
    keyring.close()
    with running.opened(world.settings):
        pass  # with its own keyring it starts


def test_the_keyring_of_another_service_is_refused(world: World, emptied: Settings) -> None:
    keyring = open_keyring(emptied)
    vault.Vault(keyring).prepare(now=world.now)
    keyring.close()

    with pytest.raises(Refused, match="not the one of this data"), running.opened(emptied):
        pytest.fail("it started with keys that open nothing")


def test_a_keyring_from_before_somebody_came_is_refused(
    world: World, file: Path, elsewhere: Settings
) -> None:
    keeping.restore(elsewhere, file, now=world.now)
    shutil.copy(elsewhere.data_folder / "keyring.db", elsewhere.data_folder / "earlier")
    database = open_database(elsewhere, now=world.now)
    with database.writing() as session:
        care.make_place(
            session, actor=world.actor(world.dan), called="Zola", nation="england", now=world.now
        )
    database.close()
    with running.opened(elsewhere):
        pass  # both are of one day, so it starts

    (elsewhere.data_folder / "earlier").replace(elsewhere.data_folder / "keyring.db")

    with pytest.raises(Refused, match="keys are missing"), running.opened(elsewhere):
        pytest.fail("it started without somebody's key")


def test_a_key_is_never_made_beside_data_that_another_sealed(
    world: World, file: Path, elsewhere: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    keeping.restore(elsewhere, file, now=world.now)
    elsewhere.master_key_file.unlink()
    (elsewhere.data_folder / "keyring.db").unlink()

    with pytest.raises(Refused, match="master key is not at"), running.opened(elsewhere):
        pytest.fail("it started with a new key")

    assert not elsewhere.master_key_file.exists()
    assert "Recovery copy" not in capsys.readouterr().out


def test_a_backup_of_a_database_that_is_gone_is_refused(
    world: World, file: Path, elsewhere: Settings, tmp_path: Path
) -> None:
    keeping.restore(elsewhere, file, now=world.now)
    (elsewhere.data_folder / "voice.db").unlink()

    with pytest.raises(Refused, match="ends before, or differs"):
        keeping.backup(elsewhere, tmp_path / "after", now=world.now)


def test_a_backup_is_noise_to_whoever_finds_it(world: World, file: Path) -> None:
    content = file.read_bytes()

    for told in (b"SQLite", b"young_person", b"trail_event", world.amina.id.bytes):
        assert told not in content


def test_a_backup_does_not_hold_the_master_key(world: World, file: Path) -> None:
    master = read_master_keys(world.settings.master_key_file)[0]

    assert master.key not in file.read_bytes()
    assert master.line().split()[2].encode() not in file.read_bytes()


def test_another_master_key_does_not_open_a_backup(
    world: World, file: Path, elsewhere: Settings
) -> None:
    write_master_keys(elsewhere.master_key_file, [MasterKey.new()])

    with pytest.raises(Refused, match="another master key"):
        keeping.restore(elsewhere, file, now=world.now)


@pytest.mark.parametrize("place", [0, 20, 60, 5000, -1])
def test_a_damaged_backup_is_refused(
    world: World, file: Path, elsewhere: Settings, place: int
) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

    with pytest.raises(Refused):
        keeping.restore(elsewhere, file, now=world.now)

    assert not (elsewhere.data_folder / "voice.db").exists()


def test_a_backup_that_is_not_whole_is_refused(
    world: World, file: Path, elsewhere: Settings
) -> None:
    content = file.read_bytes()
    for kept in (10, 1000, len(content) - 1, len(content) - keeping.PIECE // 2):
        file.write_bytes(content[:kept])
        with pytest.raises(Refused):
            keeping.restore(elsewhere, file, now=world.now)


def test_a_restore_never_replaces_data(world: World, file: Path, elsewhere: Settings) -> None:
    keeping.restore(elsewhere, file, now=world.now)

    with pytest.raises(Refused, match="never replaces data"):
        keeping.restore(elsewhere, file, now=world.now)


def test_a_restore_under_a_running_app_is_refused(
    world: World, file: Path, elsewhere: Settings
) -> None:
    elsewhere.data_folder.mkdir(mode=0o700)

    with (
        held(elsewhere.data_folder, "start"),
        pytest.raises(Refused, match=r"is running.*restore again"),
    ):
        keeping.restore(elsewhere, file, now=world.now)


def test_a_backup_never_replaces_a_file(world: World, file: Path) -> None:
    before = file.read_bytes()

    with pytest.raises(Refused, match="replaces nothing"):
        keeping.backup(world.settings, file, now=world.now)

    assert file.read_bytes() == before


def test_the_key_file_can_be_made_again_from_paper(
    world: World, file: Path, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = keys.recovery_copy(read_master_keys(elsewhere.master_key_file)[0])
    elsewhere.master_key_file.unlink()
    monkeypatch.setattr(keys, "_typed_lines", lambda: paper)

    keeping.restore(elsewhere, file, now=world.now, from_paper=True)

    assert names_in(elsewhere, world) == {"Amina", "Leo", "Kofi"}


def test_a_paper_that_does_not_fit_the_backup_leaves_no_key_file(
    world: World, file: Path, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere.master_key_file.unlink()
    monkeypatch.setattr(keys, "_typed_lines", lambda: keys.recovery_copy(MasterKey.new()))

    with pytest.raises(Refused, match="another master key"):
        keeping.restore(elsewhere, file, now=world.now, from_paper=True)

    assert not elsewhere.master_key_file.exists()


def test_a_lost_key_file_is_made_again_from_paper_beside_its_data(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.settings.master_key_file
    (master,) = read_master_keys(path)
    path.unlink()

    monkeypatch.setattr(keys, "_typed_lines", lambda: keys.recovery_copy(MasterKey.new()))
    with pytest.raises(Refused, match="sealed with the master key"):
        keys.check_recovery_copy(world.settings, now=world.now)
    assert not path.exists()

    monkeypatch.setattr(keys, "_typed_lines", lambda: keys.recovery_copy(master))
    keys.check_recovery_copy(world.settings, now=world.now)

    assert read_master_keys(path) == [master]
    assert path.stat().st_mode & 0o077 == 0
    with running.opened(world.settings):
        pass  # and it starts


def test_a_backup_into_a_folder_that_is_not_there_says_so(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no folder"):
        keeping.backup(world.settings, tmp_path / "usb" / "backup", now=world.now)
