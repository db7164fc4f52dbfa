"""`voice jobs` beside the app: once, again and again, and never where there is nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.support.system import ROOT
from tests.support.world import World
from voice_app.cli import doing
from voice_app.config import Settings, sqlite_url
from voice_app.core.errors import Refused
from voice_app.notices.service import ticks
from voice_app.record import service as trail


@pytest.fixture
def settings(world: World) -> Iterator[Settings]:
    """The world's settings as they would be for real use: the key lies outside the data."""
    before = world.settings
    key = before.data_folder.parent / f"{before.data_folder.name}.key"
    key.write_bytes(before.master_key_file.read_bytes())
    key.chmod(0o600)
    yield replace(before, master_key_file=key, proxies=1)
    key.unlink()


def test_every_tick_runs_in_each_round_though_one_of_them_fails(
    world: World,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ran: list[datetime] = []

    def breaks(session: Session, *, now: datetime) -> None:
        trail.append(session, actor=None, action="story.broke", now=now)
        raise ValueError("Amina's words")

    def counts(session: Session, *, now: datetime) -> None:
        ran.append(now)
        trail.append(session, actor=None, action="story.ran", now=now)

    monkeypatch.setattr("voice_app.notices.service.ticking.ticks", [breaks, counts])

    assert doing.once(settings) == 1
    assert ran == [world.now]
    assert capsys.readouterr().out == "Notices: 0 sent, 0 gone, 0 later.\n"
    with world.reading() as session:
        from voice_app.record.models import TrailEvent

        said = {event.action for event in session.query(TrailEvent)}
    assert "story.ran" in said
    assert "story.broke" not in said


def test_a_failure_is_named_without_anybodys_words(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(session: Session, *, now: datetime) -> None:
        raise ValueError(f"Amina's words {session} {now}")

    monkeypatch.setattr("voice_app.notices.service.ticking.ticks", [breaks])

    doing.once(settings)

    assert "ValueError" in caplog.text
    assert "Amina" not in caplog.text


def test_the_registry_is_where_later_layers_find_it() -> None:
    from voice_app.notices.service import ticking

    assert ticks is ticking.ticks


def test_jobs_are_refused_where_there_is_no_data(settings: Settings, tmp_path: Path) -> None:
    nowhere = replace(
        settings,
        database_url=sqlite_url(tmp_path / "none.db"),
        keyring_url=sqlite_url(tmp_path / "no-keys.db"),
    )

    with pytest.raises(Refused, match="no data"):
        doing.once(nowhere)
    assert not (tmp_path / "none.db").exists()


def test_jobs_wait_for_the_app_to_bring_the_schema_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice_app.migrations.is_newest", lambda _: False)

    with pytest.raises(Refused, match="earlier release"):
        doing.once(settings)


def test_it_goes_on_until_it_is_stopped(settings: Settings) -> None:
    env = {
        **os.environ,
        "VOICE_DATA": str(settings.data_folder),
        "VOICE_DATABASE_URL": settings.database_url,
        "VOICE_KEYRING_URL": settings.keyring_url,
        "VOICE_MASTER_KEY": str(settings.master_key_file),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "voice_app", "jobs", "run", "--every", "1"]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "Jobs run every 1 seconds. Stop with Ctrl+C.\n"
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
