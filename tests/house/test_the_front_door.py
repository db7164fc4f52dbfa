"""What a newcomer meets first: the README and the two commands."""

import re
from pathlib import Path

from tests.support.system import ROOT
from tests.support.tree import read

README = Path("README.md")
VOICE = Path("voice")


def test_the_readme_begins_with_two_commands_that_exist():
    commands = re.findall(r"^    \./voice (\w+)$", read(README), re.MULTILINE)

    assert commands == ["demo", "test"]
    assert "demo |" in read(VOICE)
    assert "test | prove" in read(VOICE)


def test_the_readme_points_at_files_that_are_there():
    for target in re.findall(r"\]\(([^)#]+)\)", read(README)):
        assert (ROOT / target).exists(), target


def test_every_folder_in_the_readme_is_there():
    for folder in re.findall(r"`(\w+)/`", read(README)):
        assert (ROOT / folder).is_dir(), folder


def test_the_scripts_can_be_run_by_anybody():
    for script in ("voice", ".ci/run"):
        assert (ROOT / script).stat().st_mode & 0o111 == 0o111
