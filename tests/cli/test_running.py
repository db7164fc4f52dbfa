"""Unsafe settings refuse to start, each with a sentence that says what to change."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from voice_app import config
from voice_app.cli import keeping, keys, running, trying, verifying
from voice_app.cli.folder import held, make_private, refuse_a_busy_port
from voice_app.config import DEMO_MARK, Settings, sqlite_url
from voice_app.core.errors import Refused


@pytest.fixture
def safe(tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    key = tmp_path / "keys" / "master.key"
    data.mkdir(mode=0o700)
    key.parent.mkdir(mode=0o700)
    key.touch(mode=0o600)
    return Settings(
        data_folder=data,
        master_key_file=key,
        database_url=sqlite_url(data / "voice.db"),
        keyring_url=sqlite_url(data / "keyring.db"),
        public_url="https://notes.example.org",
        proxies=1,
    )


def test_safe_settings_are_not_refused(safe: Settings) -> None:
    running.refuse_unsafe(safe)
    running.refuse_unsafe(replace(safe, public_url="http://localhost:8000", proxies=0))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"debug": True}, "VOICE_DEBUG is on"),
        ({"public_url": "notes"}, "must be the address"),
        ({"public_url": "http://notes.example.org"}, "must travel encrypted"),
        ({"proxies": 0}, "VOICE_PROXIES is 0"),
        ({"keyring_url": "postgresql:///x", "database_url": "postgresql:///x"}, "share one"),
        ({"database_url": "postgresql:///x"}, "other workers would not see"),
        ({"nation": "atlantis"}, "VOICE_NATION"),
        ({"nation": "scotland"}, "VOICE_NATION"),
    ],
)
def test_each_unsafe_setting_is_refused(
    safe: Settings, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        running.refuse_unsafe(replace(safe, **change))


def test_a_master_key_inside_the_data_folder_is_refused(safe: Settings) -> None:
    inside = replace(safe, master_key_file=safe.data_folder / "keys" / "master.key")

    with pytest.raises(Refused, match="inside the data folder"):
        running.refuse_unsafe(inside)


def test_a_link_that_leads_the_master_key_into_the_data_folder_is_refused(safe: Settings) -> None:
    way_in = safe.master_key_file.parent / "elsewhere"
    way_in.symlink_to(safe.data_folder)

    with pytest.raises(Refused, match="inside the data folder"):
        running.refuse_unsafe(replace(safe, master_key_file=way_in / "master.key"))


def test_a_master_key_that_others_may_read_is_refused(safe: Settings) -> None:
    safe.master_key_file.chmod(0o640)

    with pytest.raises(Refused, match="chmod 600"):
        running.refuse_unsafe(safe)


def test_the_folder_of_the_demo_is_refused_for_real_people(safe: Settings) -> None:
    (safe.data_folder / DEMO_MARK).touch()

    with pytest.raises(Refused, match="holds the demo"):
        running.refuse_unsafe(safe)


def test_a_data_folder_that_others_may_look_into_is_refused(safe: Settings) -> None:
    make_private(safe.data_folder)
    safe.data_folder.chmod(0o755)

    with pytest.raises(Refused, match="chmod 700"):
        make_private(safe.data_folder)


def test_a_second_app_on_the_same_folder_is_refused(safe: Settings) -> None:
    with (
        held(safe.data_folder, "start"),
        pytest.raises(Refused, match="Stop it first"),
        held(safe.data_folder, "start"),
    ):
        pytest.fail("two apps held one folder")

    with held(safe.data_folder, "start"):
        pass  # free again


@pytest.mark.parametrize(
    ("change", "told"),
    [({"public_url": "https://child-safety.example.org"}, "safe"), ({"app_name": "Care"}, "care")],
)
def test_a_name_that_tells_is_warned_about(
    safe: Settings, change: dict[str, Any], told: str
) -> None:
    assert not list(running.warnings_about(safe))
    assert any(told in warning for warning in running.warnings_about(replace(safe, **change)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"public_url": "https://notes.example.org/here"}, "no path after it"),
        ({"public_url": "https://notes.example.org:abc"}, "bare address"),
        ({"database_url": "hello"}, "VOICE_DATABASE_URL is no address"),
        ({"keyring_url": "mysql://host/voice"}, "VOICE_KEYRING_URL is no address"),
        (
            {
                "database_url": "postgresql://a@host/voice",
                "keyring_url": "postgresql+psycopg://b@host/voice?application_name=keys",
            },
            "share one",
        ),
    ],
)
def test_an_address_that_makes_no_sense_is_refused(
    safe: Settings, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        running.refuse_unsafe(replace(safe, **change))


def test_two_databases_of_one_server_are_not_refused(safe: Settings) -> None:
    running.refuse_unsafe(
        replace(
            safe,
            database_url="postgresql://voice@/data?host=/run/postgresql",
            keyring_url="postgresql://voice@/keys?host=/run/postgresql",
        )
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("VOICE_PROXIES", "one"), ("VOICE_PROXIES", "-1"), ("VOICE_ANSWER_WITHIN_DAYS", "0")],
)
def test_a_number_that_is_none_is_named(name: str, value: str) -> None:
    with pytest.raises(config.Unreadable, match=f"{name} must be a whole number"):
        config.from_environment({name: value})


def test_an_empty_setting_counts_as_not_set() -> None:
    nothing = {"VOICE_DATA": "", "VOICE_PROXIES": "", "VOICE_PUBLIC_URL": ""}

    assert config.from_environment({**nothing, "HOME": "/home/ash"}) == config.from_environment(
        {"HOME": "/home/ash"}
    )


def test_a_slash_at_the_end_of_the_address_does_not_matter() -> None:
    settings = config.from_environment({"VOICE_PUBLIC_URL": "https://notes.example.org/"})

    assert settings.public_url == "https://notes.example.org"


def test_a_port_that_is_taken_is_refused_before_anything_is_made(safe: Settings) -> None:
    local = replace(safe, public_url="http://localhost:8000", proxies=0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(Refused, match="Choose another port"):
            running.start(local, listen=f"127.0.0.1:{port}")
        with pytest.raises(Refused, match="Choose another port"):
            trying.start(safe.data_folder / "demo", port=port, fresh=False)

    assert not list(safe.data_folder.iterdir())


@pytest.mark.parametrize("listen", ["nonsense", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:"])
def test_what_is_no_address_to_listen_on_is_refused(listen: str) -> None:
    with pytest.raises(Refused, match="Say it like"):
        refuse_a_busy_port(listen)


def test_commands_that_need_data_make_none(safe: Settings, tmp_path: Path) -> None:
    now = datetime(2026, 6, 16, 9, tzinfo=UTC)
    for command in (
        lambda: keeping.backup(safe, tmp_path / "backup", now=now),
        lambda: verifying.verify(safe, witness=None, now=now),
        lambda: keys.check_recovery_copy(safe, now=now),
        lambda: keys.rotate(safe, now=now),
    ):
        with pytest.raises(Refused, match="no data of Voice in"):
            command()

    assert not list(safe.data_folder.iterdir())
