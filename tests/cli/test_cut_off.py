"""A backup or a restore that is killed leaves nothing half, and is simply done again."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.test_keeping import elsewhere, empty_pair, file, names_in
from tests.support.system import ROOT
from tests.support.world import World
from voice_app.cli import keeping
from voice_app.cli.folder import BACKING_UP, working_place
from voice_app.config import Settings
from voice_app.core.errors import Refused
from voice_app.core.opening import open_keyring

__all__ = ["elsewhere", "empty_pair", "file"]

#: Backs up or restores, and dies without a word in the copying of that number.
KILLED = """
import os, sys
from voice_app.cli import keeping, main
left = [int(sys.argv.pop())]
def until_killed(copy):
    def copy_until_killed(*parts):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), 9)
        copy(*parts)
    return copy_until_killed
keeping._copy_in = until_killed(keeping._copy_in)
keeping._copy_out = until_killed(keeping._copy_out)
main()
"""


def killed(command: str, settings: Settings, file: Path, *, after: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, command, str(file), str(after)],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "VOICE_DATA": str(settings.data_folder),
            "VOICE_MASTER_KEY": str(settings.master_key_file),
            "VOICE_DATABASE_URL": settings.database_url,
            "VOICE_KEYRING_URL": settings.keyring_url,
        },
        check=False,
    )
    assert done.returncode == -9


def working_places(folder: Path) -> list[Path]:
    return list(folder.glob(f"{BACKING_UP}*"))


@pytest.mark.parametrize("after", [0, 1])
def test_a_restore_that_was_killed_is_done_again(
    world: World, file: Path, elsewhere: Settings, empty_pair: tuple[str, str], after: int
) -> None:
    data, keyring = empty_pair
    there = replace(elsewhere, database_url=data, keyring_url=keyring)
    killed("restore", there, file, after=after)
    assert list(there.data_folder.glob("restoring-*"))

    keeping.restore(there, file, now=world.now)

    assert names_in(there, world) == {"Amina", "Leo", "Kofi"}
    assert not list(there.data_folder.glob("restoring-*"))


@pytest.mark.parametrize("after", [0, 1])
def test_the_next_backup_clears_away_what_a_killed_one_left(
    world: World, tmp_path: Path, after: int
) -> None:
    killed("backup", world.settings, tmp_path / "monday", after=after)
    assert len(working_places(tmp_path)) == 1
    assert not (tmp_path / "monday").exists()

    keeping.backup(world.settings, tmp_path / "tuesday", now=world.now)

    assert working_places(tmp_path) == []
    assert (tmp_path / "tuesday").exists()


def test_a_backup_leaves_the_folder_of_another_that_is_at_work(
    world: World, tmp_path: Path
) -> None:
    with working_place(tmp_path) as of_another:
        (of_another / "voice.db").touch()

        keeping.backup(world.settings, tmp_path / "tuesday", now=world.now)

        assert working_places(tmp_path) == [of_another]
        assert (of_another / "voice.db").exists()
    assert working_places(tmp_path) == []


def test_a_folder_that_is_none_of_a_backup_is_never_cleared_away(
    world: World, tmp_path: Path
) -> None:
    other = tmp_path / f"{BACKING_UP}notes"
    other.mkdir()

    keeping.backup(world.settings, tmp_path / "tuesday", now=world.now)

    assert other.exists()


def test_a_keyring_that_is_not_of_this_backup_is_never_taken_for_a_half_restore(
    world: World, file: Path, elsewhere: Settings
) -> None:
    elsewhere.data_folder.mkdir(mode=0o700)
    keyring = open_keyring(elsewhere)
    keyring.make("somebody else", now=world.now)
    keyring.close()

    with pytest.raises(Refused, match=r"never replaces data.*voice verify.*move it away"):
        keeping.restore(elsewhere, file, now=world.now)


def test_from_paper_beside_a_master_key_says_what_to_do(
    world: World, file: Path, elsewhere: Settings
) -> None:
    with pytest.raises(Refused, match="Leave out --from-paper"):
        keeping.restore(elsewhere, file, now=world.now, from_paper=True)
