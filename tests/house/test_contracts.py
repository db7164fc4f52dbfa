"""The contracts between our modules, each shown to find what it is for.

A copy of the code gets a made-up feature, and then something in the wrong place.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.system import ROOT


@pytest.fixture
def copy_of_the_code(tmp_path: Path) -> Path:
    """The code and its contracts, with room to plant something."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in ("voice_app", "tests/support"):
        modules_only = shutil.ignore_patterns("__pycache__", "_resources")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=modules_only)
    (tmp_path / "tests/__init__.py").touch()
    plant(tmp_path, "aprons/__init__.py", '"""A made-up feature."""')
    plant(tmp_path, "aprons/rules.py", "")
    contracts = tmp_path / "pyproject.toml"
    contracts.write_text(contracts.read_text().replace('"(sharing)",', '"(sharing)", "aprons",'))
    return tmp_path


def plant(folder: Path, module: str, code: str) -> None:
    place = folder / "voice_app" / module
    place.parent.mkdir(exist_ok=True)
    place.write_text(code)


def check_contracts(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [f"{sys.prefix}/bin/lint-imports", "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_are_kept_in_the_copy(copy_of_the_code):
    checked = check_contracts(copy_of_the_code)

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("module", "code", "complaint"),
    [
        ("aprons/helpers.py", "", "- voice_app.aprons.helpers"),
        ("leftovers.py", "", "- voice_app.leftovers"),
        ("aprons/rules.py", "import flask", "voice_app.aprons.rules -> flask"),
        ("aprons/rules.py", "import sqlalchemy", "voice_app.aprons.rules -> sqlalchemy"),
        ("aprons/service.py", "import flask", "voice_app.aprons.service -> flask"),
        ("aprons/routes.py", "import sqlalchemy", "voice_app.aprons.routes -> sqlalchemy"),
        (
            "aprons/models.py",
            "import voice_app.aprons.service",
            "voice_app.aprons.models -> voice_app.aprons.service",
        ),
        (
            "core/errors.py",
            "import voice_app.aprons.rules",
            "voice_app.core.errors -> voice_app.aprons.rules",
        ),
    ],
)
def test_what_stands_in_the_wrong_place_is_found(copy_of_the_code, module, code, complaint):
    plant(copy_of_the_code, "aprons/service.py", "")
    plant(copy_of_the_code, module, code)

    checked = check_contracts(copy_of_the_code)

    assert checked.returncode == 1
    assert complaint in " ".join(checked.stdout.split())


def test_nobody_but_the_app_imports_routes(copy_of_the_code):
    plant(copy_of_the_code, "aprons/routes.py", "")
    plant(copy_of_the_code, "cli.py", "import voice_app.aprons.routes")

    checked = check_contracts(copy_of_the_code)

    assert checked.returncode == 1
    assert "voice_app.cli -> voice_app.aprons.routes" in " ".join(checked.stdout.split())
