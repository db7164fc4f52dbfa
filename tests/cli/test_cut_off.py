"""A restore that is killed leaves nothing half, and is simply done again."""

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
from voice_app.config import Settings
from voice_app.core.errors import Refused
from voice_app.core.opening import open_keyring

__all__ = ["elsewhere", "empty_pair", "file"]

#: Restores, and dies without a word in the copying of that number.
KILLED = """
import os, sys
from voice_app.cli import keeping, main
copy_in, left = keeping._copy_in, [int(sys.argv.pop())]
def copy_until_killed(*parts):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), 9)
    copy_in(*parts)
keeping._copy_in = copy_until_killed
main()
"""


def killed_restore(settings: Settings, file: Path, *, after: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, "restore", str(file), str(after)],
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


@pytest.mark.parametrize("after", [0, 1])
def test_a_restore_that_was_killed_is_done_again(
    world: World, file: Path, elsewhere: Settings, empty_pair: tuple[str, str], after: int
) -> None:
    data, keyring = empty_pair
    there = replace(elsewhere, database_url=data, keyring_url=keyring)
    killed_restore(there, file, after=after)
    assert list(there.data_folder.glob("restoring-*"))

    keeping.restore(there, file, now=world.now)

    assert names_in(there, world) == {"Amina", "Leo", "Kofi"}
    assert not list(there.data_folder.glob("restoring-*"))


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
