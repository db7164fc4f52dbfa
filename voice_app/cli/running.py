"""Starting the app for real use: what it refuses, the first key, the first administrator."""

import importlib.util
import logging
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

import click
import waitress
from flask import Flask
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from voice_app import migrations
from voice_app.accounts.service import setup
from voice_app.app import create_app
from voice_app.care.rules.helplines import NATIONS
from voice_app.cli import keys
from voice_app.cli.folder import held, make_private, refuse_a_busy_port
from voice_app.config import DEMO_MARK, TELLING, Settings
from voice_app.core.database import Database
from voice_app.core.errors import Refused
from voice_app.core.opening import open_database
from voice_app.record.service import keep_head

#: The address that e-mails come from; a name beside it could tell something.
SENDER = re.compile(r"[^\s@<>,;]+@[A-Za-z0-9.-]+")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
THREADS = 8
#: What stands in the data folder once there is something that a key could have sealed.
SQLITE_FILES = ("voice.db", "keyring.db")

log = logging.getLogger("voice")


def start(settings: Settings, *, listen: str) -> None:
    """Serve until stopped, or refuse with a sentence that says what to change."""
    refuse_unsafe(settings)
    refuse_a_busy_port(listen)
    for warning in warnings_about(settings):
        click.echo(f"Please note: {warning}", err=True)
    make_private(settings.data_folder)
    with held(settings.data_folder, "start"), opened(settings) as database:
        _say_how_to_begin(database, settings)
        app = create_app(settings, database)
        click.echo(f"Voice is running. Listening on {listen} for {settings.public_url}")
        serve(app, listen)


def refuse_unsafe(settings: Settings) -> None:
    """Refuse settings under which somebody's words would not be safe."""
    for unsafe, sentence in _dangers(settings):
        if unsafe:
            raise Refused(sentence)


def _dangers(settings: Settings) -> Iterator[tuple[bool, str]]:
    public = urlsplit(settings.public_url)
    yield settings.debug, "VOICE_DEBUG is on. Debug pages show people's words; switch it off."
    yield (
        not public.hostname or public.scheme not in ("http", "https"),
        "VOICE_PUBLIC_URL must be the address that people type, such as https://notes.example.org",
    )
    yield (
        bool(public.path.strip("/") or public.query) or not _has_a_port_or_none(public),
        "VOICE_PUBLIC_URL must be the bare address: a name, perhaps a port, and no path after it.",
    )
    yield (
        public.scheme == "http" and public.hostname not in LOCAL_HOSTS,
        "VOICE_PUBLIC_URL begins with http:. Words must travel encrypted; use https: behind a "
        "proxy that holds the certificate.",
    )
    yield (
        public.scheme == "https" and settings.proxies == 0,
        "VOICE_PUBLIC_URL is https: but VOICE_PROXIES is 0. Say how many proxies stand before "
        "Voice (usually 1); it does not speak TLS itself.",
    )
    yield (
        (settings.data_folder / DEMO_MARK).exists(),
        f"{settings.data_folder} holds the demo. Real people need a folder of their own: set "
        "VOICE_DATA.",
    )
    yield (
        settings.master_key_file.resolve().is_relative_to(settings.data_folder.resolve()),
        "The master key lies inside the data folder, so one copy of the folder would open "
        "everything. Set VOICE_MASTER_KEY to a place outside it.",
    )
    yield (
        _others_may_read(settings),
        f"Others on this machine may read {settings.master_key_file}. Close it with: chmod 600 "
        f"{settings.master_key_file}",
    )
    for name, url in (
        ("VOICE_DATABASE_URL", settings.database_url),
        ("VOICE_KEYRING_URL", settings.keyring_url),
    ):
        yield (
            _place_of(url) is None,
            f"{name} is no address of a database. It looks like postgresql://user@host/voice",
        )
    yield (
        _place_of(settings.database_url) == _place_of(settings.keyring_url),
        "Data and keyring share one database. Set VOICE_KEYRING_URL to another one.",
    )
    yield (
        not settings.uses_sqlite and settings.keyring_url.startswith("sqlite"),
        "The data is in PostgreSQL but the keyring is a local file that other workers would not "
        "see. Set VOICE_KEYRING_URL to a PostgreSQL database of its own.",
    )
    yield (
        settings.nation not in NATIONS,
        "VOICE_NATION must be england or wales; helplines and bank holidays of other nations "
        "are not in this release.",
    )
    yield (
        settings.mail_security not in ("starttls", "tls", "none"),
        "VOICE_MAIL_SECURITY must be starttls, tls or none.",
    )
    yield (
        settings.mail_security == "none" and settings.mail_host not in ("", *LOCAL_HOSTS),
        "VOICE_MAIL_SECURITY is none, but the mail server is another machine. Passwords and "
        "addresses must travel encrypted; use starttls or tls.",
    )
    yield (
        bool(settings.mail_host) != bool(settings.mail_from),
        "VOICE_MAIL_HOST and VOICE_MAIL_FROM belong together: set both, or neither.",
    )
    yield (
        bool(settings.mail_from) and not SENDER.fullmatch(settings.mail_from),
        "VOICE_MAIL_FROM must be one bare address, such as notes@example.org",
    )
    yield (
        settings.mail_password_file is not None and not settings.mail_password_file.is_file(),
        "VOICE_MAIL_PASSWORD_FILE is not there. It holds the password of VOICE_MAIL_USER alone.",
    )


def _has_a_port_or_none(public: SplitResult) -> bool:
    try:
        return public.port is None or public.port > 0
    except ValueError:
        return False


def _place_of(url: str) -> tuple[object, ...] | None:
    """Which database an address means, however it is spelt; None for one we cannot use."""
    try:
        parts = make_url(url)
    except ArgumentError:
        return None
    if parts.get_backend_name() not in ("sqlite", "postgresql"):
        return None
    host = parts.host or parts.query.get("host")
    return parts.get_backend_name(), host, parts.port, parts.database


def _others_may_read(settings: Settings) -> bool:
    try:
        mode = settings.master_key_file.stat().st_mode
    except FileNotFoundError:
        return False
    return bool(stat.S_IMODE(mode) & 0o077)


def warnings_about(settings: Settings) -> Iterator[str]:
    """What may be meant, but deserves a second look."""
    for name, value in (
        ("address", settings.host),
        ("app name", settings.app_name),
        ("sender of e-mails", settings.mail_from),
    ):
        told = [word for word in TELLING if word in value.lower()]
        if told:
            yield (
                f"the {name} “{value}” holds “{told[0]}”. Somebody who looks over a young "
                "person's shoulder could guess what this is."
            )


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database at its newest schema; made, with its master key, on the very first start.

    Raises:
        Refused: the data was cut off, or it and the keyring are not from one backup.
    """
    if not settings.master_key_file.exists():
        if _is_first_start(settings):
            keys.make_master_key(settings.master_key_file)
        elif not settings.keyring_url.startswith("sqlite"):
            click.echo("Is this the very first start? Then set VOICE_FIRST_START=yes.", err=True)
    database = open_database(settings, now=datetime.now(UTC))
    try:
        migrations.upgrade(database.engine)
        keep_head(database, now=datetime.now(UTC))
        yield database
    finally:
        database.close()


def _is_first_start(settings: Settings) -> bool:
    """Is there nothing yet that another key could have sealed?"""
    if settings.keyring_url.startswith("sqlite"):
        return not any((settings.data_folder / name).exists() for name in SQLITE_FILES)
    return os.environ.get("VOICE_FIRST_START") == "yes"


def _say_how_to_begin(database: Database, settings: Settings) -> None:
    with database.writing() as session:
        token = setup.make_first_invitation(session, now=datetime.now(UTC))
    if token is not None:
        click.echo(
            "No administrator yet. Open this address once, within a day:\n"
            f"  {settings.public_url}/staff/set-up/{token}"
        )


def serve(app: Flask, listen: str) -> None:
    """Serve with gunicorn when it is installed and the data allows several workers."""
    if not app.config["VOICE_SETTINGS"].uses_sqlite and importlib.util.find_spec("gunicorn"):
        from voice_app.cli.gunicorn_server import Server

        Server(app, listen).run()
    else:
        # One process: with SQLite, several would only wait for each other's writes.
        waitress.serve(
            app, listen=listen, threads=THREADS, ident="", clear_untrusted_proxy_headers=True
        )
