"""Whatever a command makes is for the account alone that runs Voice."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from voice_app.cli import main, running, trying
from voice_app.cli.folder import make_private

OPEN_TO_OTHERS = 0o077


def open_to_others(*places: Path) -> list[Path]:
    every = [one for place in places for one in (place, *place.rglob("*"))]
    return [one for one in every if not one.is_symlink() and one.stat().st_mode & OPEN_TO_OTHERS]


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """Files are open to others here, unless somebody sees to it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("VOICE_MASTER_KEY", str(tmp_path / "keys" / "master.key"))
    return tmp_path / "data"


def test_what_a_running_service_writes_is_for_its_account_alone(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(*_served: Any) -> None:
        seen.extend(one.name for one in data.iterdir())
        assert open_to_others(data, tmp_path / "keys") == []

    monkeypatch.setattr(running, "serve", look)
    monkeypatch.setattr(running, "refuse_a_busy_port", lambda _listen: None)

    main(["run"], standalone_mode=False)

    assert {"voice.db", "voice.db-wal", "keyring.db"} <= set(seen)


def test_a_backup_and_what_is_restored_from_it_are_for_the_account_alone(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "serve", lambda *_served: None)
    monkeypatch.setattr(running, "refuse_a_busy_port", lambda _listen: None)
    main(["run"], standalone_mode=False)

    main(["backup", str(tmp_path / "backup")], standalone_mode=False)
    monkeypatch.setenv("VOICE_DATA", str(tmp_path / "again"))
    main(["restore", str(tmp_path / "backup")], standalone_mode=False)

    assert (tmp_path / "again" / "voice.db").exists()
    assert open_to_others(data, tmp_path / "backup", tmp_path / "again") == []


def test_what_the_demo_writes_is_for_its_account_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    monkeypatch.setattr(trying.demo, "fill", lambda *_database, **_now: None)
    monkeypatch.setattr(trying.demo, "make_links", lambda _database: [])
    monkeypatch.setattr(trying.waitress, "serve", lambda *_app, **_settings: None)
    monkeypatch.setattr(trying, "refuse_a_busy_port", lambda _listen: None)

    main(["demo", f"--folder={folder}"], standalone_mode=False)

    assert (folder / "voice.db").exists()
    assert open_to_others(folder) == []


def test_files_that_an_earlier_release_left_open_are_closed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "voice.db").touch(mode=0o644)
    outside = tmp_path / "outside"
    outside.touch(mode=0o644)
    (folder / "link").symlink_to(outside)
    assert open_to_others(folder) == [folder / "voice.db"]

    make_private(folder)

    assert open_to_others(folder) == []
    assert outside.stat().st_mode & 0o044


def test_a_command_leaves_the_files_of_others_as_they_were(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "serve", lambda *_served: None)
    monkeypatch.setattr(running, "refuse_a_busy_port", lambda _listen: None)

    main(["run"], standalone_mode=False)

    assert open_to_others(data) == []
    assert os.umask(0o022) == 0o022
