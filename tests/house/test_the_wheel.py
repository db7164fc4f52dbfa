"""The wheel holds everything the app needs, also what stands beside the package."""

import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.support.system import ROOT
from tests.support.tree import project_files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of the files in the wheel, built from a copy so that nothing is left here."""
    copy = tmp_path_factory.mktemp("copy")
    for path in project_files():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy / path)
    # A compiled catalogue, which git ignores and the wheel must not.
    words = copy / "translations" / "eo" / "LC_MESSAGES" / "messages.mo"
    words.parent.mkdir(parents=True)
    words.touch()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    (built,) = (copy / "out").iterdir()
    return zipfile.ZipFile(built).namelist()


@pytest.mark.parametrize("folder", ["templates", "static", "translations"])
def test_the_wheel_holds_what_stands_at_the_top(wheel, folder):
    here = [path for path in project_files() if path.parts[0] == folder]

    assert here
    for path in here:
        assert f"voice_app/_resources/{path}" in wheel


def test_the_wheel_holds_compiled_words_and_licences(wheel):
    assert "voice_app/_resources/translations/eo/LC_MESSAGES/messages.mo" in wheel
    assert len([name for name in wheel if "/licenses/" in name]) == 4


@pytest.mark.parametrize("suffix", [".ttf", ".typ", ".svg", ".txt"])
def test_the_wheel_holds_what_documents_are_made_with(wheel, suffix):
    places = (path for path in project_files() if path.is_relative_to("voice_app/documents"))
    here = [str(path) for path in places if path.suffix == suffix]

    assert here
    assert [path for path in here if path not in wheel] == []


def test_the_wheel_holds_no_tests(wheel):
    assert [name for name in wheel if name.startswith("tests")] == []
