"""What is installed is pinned to the byte, and each list holds the one before it."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.system import ROOT
from tests.support.tree import read, text_files

LISTS = ["requirements.txt", "requirements-server.txt", "requirements-dev.txt"]
PINNED = re.compile(r"^([a-z0-9-]+(?:\[[a-z]+\])?)==(\S+)")


def pins(name: str) -> dict[str, set[str]]:
    """For each pinned package its hashes, with the version and conditions in the key."""
    pinned: dict[str, set[str]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text()):
        if not entry.startswith("#"):
            first = entry.splitlines()[0].removesuffix(" \\")
            pinned[first] = set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", entry))
    return pinned


@pytest.mark.parametrize("name", [*LISTS, "requirements-uv.txt"])
def test_every_package_is_pinned_and_hashed(name):
    pinned = pins(name)

    assert pinned
    assert [entry for entry in pinned if not PINNED.match(entry)] == []
    assert [entry for entry, hashes in pinned.items() if not hashes] == []


@pytest.mark.parametrize(("smaller", "larger"), list(pairwise(LISTS)))
def test_each_list_holds_all_of_the_one_before(smaller, larger):
    assert pins(smaller).items() <= pins(larger).items()


def test_every_dependency_we_name_is_in_its_list():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    core = project["project"]["dependencies"]
    server = sum(project["project"]["optional-dependencies"].values(), core)
    dev = project["dependency-groups"]["dev"] + server

    for name, wanted in zip(LISTS, [core, server, dev], strict=True):
        pinned = {re.split(r"[=\[]", entry)[0] for entry in pins(name)}
        assert {re.split(r"[\[<>=~]", entry)[0] for entry in wanted} <= pinned, name


def test_the_app_imports_only_what_its_list_installs():
    providers = packages_distributions()
    installed = {re.split(r"[=\[]", entry)[0] for entry in pins("requirements.txt")}
    own = {*sys.stdlib_module_names, "voice_app"}

    missing = [
        f"{path}: {module}"
        for path, module in imported_modules()
        if module not in own
        if not {name.lower().replace("_", "-") for name in providers[module]} & installed
    ]

    # Installed for real use, and asked for only when `run` starts.
    assert missing == ["voice_app/cli/gunicorn_server.py: gunicorn"]


def imported_modules() -> list[tuple[Path, str]]:
    """Every module that the app imports, by its first name, and where."""
    found = []
    for path in text_files(".py"):
        if path.parts[0] == "voice_app":
            for node in ast.walk(ast.parse(read(path))):
                if isinstance(node, ast.Import):
                    found += [(path, alias.name.split(".")[0]) for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.append((path, node.module.split(".")[0]))
    return found
