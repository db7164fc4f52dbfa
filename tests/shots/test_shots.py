"""The photographs themselves: what was asked for is drawn, and nothing else."""

import subprocess
import sys

import pytest

from tests.support.system import ROOT

pytestmark = pytest.mark.browser


def draw(*asked):
    command = [sys.executable, "-m", "tests.shots", *map(str, asked)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_only_the_pages_people_and_views_asked_for_are_drawn(tmp_path):
    asked = ["entries.say", "care.num", "--as", "open", "--view", "390", "--view", "320"]

    done = draw(*asked, "--into", tmp_path)

    drawn = {str(picture.relative_to(tmp_path)) for picture in tmp_path.rglob("*.*")}
    assert drawn == {
        "open/care.numbers.390.png",
        "open/care.numbers.320.png",
        "open/entries.say.390.png",
        "open/entries.say.320.png",
    }
    assert "4 pictures" in done.stdout


def test_a_page_that_nobody_has_is_told_and_not_drawn(tmp_path):
    done = draw("nothing.like.this", "--into", tmp_path)

    assert done.returncode == 1
    assert "No page of that name" in done.stderr
    assert list(tmp_path.iterdir()) == []
