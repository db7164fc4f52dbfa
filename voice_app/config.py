"""Settings of one deployment, from the environment, and the ones it refuses to start with."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
#: Templates, static files and translations: beside the package, or inside the wheel.
RESOURCES = HERE / "_resources" if (HERE / "_resources").is_dir() else HERE.parent

#: A file with this name marks a folder that holds nothing but the fictional demo.
DEMO_MARK = "this-is-a-demo"

#: Words that would tell, in an address on a phone, what this service is for.
TELLING = ("abuse", "care", "child", "cse", "exploit", "protect", "safe", "social", "victim")


class Unreadable(ValueError):
    """A setting that is no setting; the message names it and says what it should be."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between two deployments."""

    data_folder: Path
    master_key_file: Path
    database_url: str
    keyring_url: str
    public_url: str
    organisation: str = "Our service"
    app_name: str = "Notes"
    nation: str = "england"
    carers_ring: str = ""
    answer_within_days: int = 5
    #: The language of the one text that every notice shows.
    notice_language: str = "en_GB"
    #: The mail server, when colleagues and carers may be told by e-mail; empty when not.
    mail_host: str = ""
    mail_port: int = 587
    #: How the way to it is closed: "starttls", "tls", or "none" (on this machine only).
    mail_security: str = "starttls"
    mail_from: str = ""
    mail_user: str = ""
    mail_password_file: Path | None = None
    demo: bool = False
    debug: bool = False
    proxies: int = 0

    @property
    def host(self) -> str:
        """The host name that people's browsers ask for."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def can_write_mail(self) -> bool:
        """Is there a mail server and a sender?"""
        return bool(self.mail_host and self.mail_from)

    @property
    def uses_sqlite(self) -> bool:
        """Is the data kept in files of the data folder?"""
        return self.database_url.startswith("sqlite")


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings for real use, from variables that begin with `VOICE_`; an empty one is not set.

    Raises:
        Unreadable: a number is none, or too small.
    """
    env = {name: value for name, value in env.items() if value}
    folder = Path(env.get("VOICE_DATA", "voice-data")).absolute()
    default_key = Path(env.get("HOME", "/")) / ".config" / "voice" / "master.key"
    return Settings(
        data_folder=folder,
        master_key_file=Path(env.get("VOICE_MASTER_KEY", default_key)).absolute(),
        database_url=env.get("VOICE_DATABASE_URL", sqlite_url(folder / "voice.db")),
        keyring_url=env.get("VOICE_KEYRING_URL", sqlite_url(folder / "keyring.db")),
        public_url=env.get("VOICE_PUBLIC_URL", "http://localhost:8000").rstrip("/"),
        organisation=env.get("VOICE_ORGANISATION", "Our service"),
        app_name=env.get("VOICE_APP_NAME", "Notes"),
        nation=env.get("VOICE_NATION", "england"),
        carers_ring=env.get("VOICE_CARERS_RING", ""),
        answer_within_days=_number(env, "VOICE_ANSWER_WITHIN_DAYS", 5, least=1),
        notice_language=env.get("VOICE_NOTICE_LANGUAGE", "en_GB"),
        mail_host=env.get("VOICE_MAIL_HOST", ""),
        mail_port=_number(env, "VOICE_MAIL_PORT", 587, least=1),
        mail_security=env.get("VOICE_MAIL_SECURITY", "starttls"),
        mail_from=env.get("VOICE_MAIL_FROM", ""),
        mail_user=env.get("VOICE_MAIL_USER", ""),
        mail_password_file=_file(env, "VOICE_MAIL_PASSWORD_FILE"),
        debug=env.get("VOICE_DEBUG", "") not in ("", "0"),
        proxies=_number(env, "VOICE_PROXIES", 0, least=0),
    )


def _number(env: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    value = env.get(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise Unreadable(f"{name} must be a whole number, {least} or more.")
    return int(value)


def _file(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]).absolute() if name in env else None


def for_demo(folder: Path, port: int) -> Settings:
    """Settings for the demo: everything, the key too, in one folder that holds no real person."""
    return Settings(
        data_folder=folder,
        master_key_file=folder / "demo-master.key",
        database_url=sqlite_url(folder / "voice.db"),
        keyring_url=sqlite_url(folder / "keyring.db"),
        public_url=f"http://localhost:{port}",
        organisation="Northside Young People's Service",
        carers_ring="The duty team, 01632 960 041, at any hour.",
        demo=True,
    )


def sqlite_url(path: Path) -> str:
    """The address of an SQLite file."""
    return f"sqlite:///{path}"
